"""What is typed about the folder."""
