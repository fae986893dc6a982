"""Work of many items in the background: an item ledger that any number of workers share and that survives any crash."""

from kit.jobs.kinds import Made, register_job_kind

__all__ = ["Made", "register_job_kind"]
