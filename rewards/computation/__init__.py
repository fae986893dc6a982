"""A run's rows: everyone's inputs and paid days read once, put through the formula."""
