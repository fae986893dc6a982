"""The PDFs of evaluations and of cycles, what they say, and their archives."""
