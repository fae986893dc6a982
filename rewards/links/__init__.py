"""What rewards tell the floors below about standards and people, one object for each."""
