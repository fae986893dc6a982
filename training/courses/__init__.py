"""A course as a whole: its pages in each language and what comes before it."""
