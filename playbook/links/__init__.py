"""What apps tell the folder about standards: coverage, citations, impact, panels, knots, taken periods."""
