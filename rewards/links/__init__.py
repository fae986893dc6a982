"""What rewards tell the floors below about standards, evaluations and days."""
