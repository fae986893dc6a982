from kit.audit.seals import NotEvidence, Sealed, register

register(
    NotEvidence("kit.AuditEntry", "the chain of its own hashes proves it"),
    NotEvidence("kit.AuditHead", "the chain is compared with it"),
    Sealed("kit.StoredDocument", later={"erased_at": 2, "content_hash": 3}),
    Sealed("kit.DocumentContent"),
    NotEvidence("kit.Job", "work under way; what it made is kept as documents"),
    NotEvidence("kit.JobItem", "work under way; what it made is kept as documents"),
    NotEvidence("kit.CacheEntry", "throttles and used codes, for as long as they count"),
    NotEvidence("kit.SavedMapping", "how columns of files are read; what a file brought has entries of its own"),
    NotEvidence("kit.UpkeepRun", "when the daily work was last done"),
)
