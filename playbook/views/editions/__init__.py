"""Editions: drafting, freezing, effects, proof, what is public."""
