"""What training tells the floors below about standards: citations, coverage, knots, panels."""
