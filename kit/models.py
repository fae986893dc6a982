from kit.audit.models import AuditEntry, AuditHead

__all__ = ["AuditEntry", "AuditHead"]
