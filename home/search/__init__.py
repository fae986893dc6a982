"""Finding anything one may see, and what was meant."""
