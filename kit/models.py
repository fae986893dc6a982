from kit.audit.models import AuditEntry, AuditHead
from kit.cache.models import CacheEntry
from kit.documents.models import DocumentContent, StoredDocument
from kit.importing.models import SavedMapping
from kit.jobs.models import Job, JobItem, UpkeepRun

__all__ = [
    "AuditEntry",
    "AuditHead",
    "CacheEntry",
    "DocumentContent",
    "Job",
    "JobItem",
    "SavedMapping",
    "StoredDocument",
    "UpkeepRun",
]
