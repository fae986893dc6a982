"""Texts in both languages: the list, the editor, advice, approval."""
