"""Proving everything again: what is checked, the check as work in the background, what was found in words."""
