"""Editions: snapshot, hashes, changes, comparison, readiness, proof and publication; their complaint policy."""
