"""News of people. Receivers get the row; sending happens inside the action's transaction."""

from django.dispatch import Signal

absence_changed = Signal()  # staff: a leave of theirs was entered or taken back
work_changed = (
    Signal()
)  # staff, starts_on, ends_on (None: for good), by, at: other work on these days than was recorded
