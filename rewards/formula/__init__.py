"""What a score is worth: the curve, the days, the conditions, the steps, the rules. Pure; no floats, no Django."""
