"""What scorecards and scales are made from: ready-made scales, the place of a standard, older wordings."""
