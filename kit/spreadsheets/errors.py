class SpreadsheetError(ValueError):
    """What is wrong with the file, said to the person who brought it."""
