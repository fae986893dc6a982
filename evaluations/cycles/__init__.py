"""Who evaluates whom in a cycle: its scorecards, evaluators, assignment, orphans, progress."""
