"""What a question is apart from its row: its kinds, its draft, its numbers, its mark-up. Pure."""
