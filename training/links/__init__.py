"""What training tells the floors below about standards, pages and people, one object for each."""
