"""Customers' words: inbox, one after the other, one quote, a file."""
