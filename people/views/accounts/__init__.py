"""Pages about accounts and ways in."""
