"""The company itself: its one row, its languages, its letterhead."""
