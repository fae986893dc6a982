"""What lessons say, in a language or as bare words, and what they play."""
