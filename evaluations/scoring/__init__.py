"""From answers to a score, pure and exact: engine, former rounding, numbers on scales, sources, intervals."""
