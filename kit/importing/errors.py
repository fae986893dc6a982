"""What saved mappings refuse."""


class NameTaken(ValueError):
    """Another mapping for files with these headings has this name."""
