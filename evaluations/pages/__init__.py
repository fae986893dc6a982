"""The figures of one page each: the evaluate form, an evaluation, handovers, scorecards of a cycle."""
