"""A person's reward explained: as it stands, in words, what would raise it, as a document."""
