"""Charts as inline SVG, and how well colours are read."""
