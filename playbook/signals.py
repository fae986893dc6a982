"""News of the folder for the apps above."""

from django.dispatch import Signal

edition_frozen = Signal()  # edition
standard_signed = Signal()  # signature
