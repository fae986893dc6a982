"""News of evaluations for the apps above."""

from django.dispatch import Signal

evaluation_released = Signal()  # evaluation
evaluation_finalised = Signal()  # evaluation
evaluation_corrected = Signal()  # evaluation (the new revision), corrected (the old one)
evaluation_voided = Signal()  # evaluation (a released one)
evaluation_disputed = Signal()  # evaluation, dispute
dispute_resolved = Signal()  # evaluation, dispute
cycle_closed = Signal()  # cycle
