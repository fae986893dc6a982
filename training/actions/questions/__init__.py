"""Writing questions: one, several, from files, after a new edition."""
