"""What is asked of the database beyond Django's own, in each engine's way."""
