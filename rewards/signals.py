"""News of rewards for the apps above. Receivers get the row; sending happens inside the action's transaction."""

from django.dispatch import Signal

run_frozen = Signal()  # run
colleague_thanked = Signal()  # thanks
