"""Examples are the same on every run and none is timed: a busy machine fails no test."""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")
