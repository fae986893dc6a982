"""What apps tell the folder about standards and pages, one object each, and what is asked of them all: coverage,
citations, impact, panels, taken periods."""
