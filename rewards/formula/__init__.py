"""What a score is worth, step by step: the curve, the days, the steps. Pure; no floats, no Django."""
