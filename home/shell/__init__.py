"""What frames every page: navigation and its counts."""
