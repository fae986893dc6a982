"""News of training. Receivers get the row; sending happens inside the action's transaction."""

from django.dispatch import Signal

course_passed = Signal()  # attempt
course_completed = Signal()  # completion
attempt_regraded = Signal()  # attempt, at: a newer result stands beside its own
