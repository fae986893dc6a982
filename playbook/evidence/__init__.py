"""Customers' words: compared, searched, read from a file, and proposed for standards."""
