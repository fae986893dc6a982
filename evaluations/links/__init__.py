"""What evaluations tell the floors below about standards, people and days."""
