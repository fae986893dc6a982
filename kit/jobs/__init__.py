"""Work of many items in the background: an item ledger that any number of workers share and that survives any crash."""

from kit.jobs.kinds import JobKind, Made, register

__all__ = ["JobKind", "Made", "register"]
