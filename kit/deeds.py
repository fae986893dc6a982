"""How the log reads where it speaks of files, of work in the background and of itself."""

from django.utils.translation import gettext_lazy as _

from kit.audit.chain import REDACTED
from kit.audit.labels import Fact, Thing, leave_out, own_page, register_deeds, register_facts, register_things


def _kind(row):
    from kit.documents.store import kind_label

    return kind_label(row)


register_things(
    Thing("kit.Job", _("work in the background"), _("“%(name)s”"), lambda job: job.title, url=own_page),
    Thing("kit.StoredDocument", _("a document"), _("the document %(name)s"), lambda row: row.code, search=("code",)),
    Thing("kit.DocumentContent", _("the content of a document"), _("the content of %(name)s"), lambda row: _kind(row)),
    Thing("kit.SavedMapping", _("a mapping of columns"), _("the mapping of columns “%(name)s”"), str),
    Thing("kit.AuditHead", _("the audit log")),
    Thing("kit.AuditEntry", _("the audit log")),
)
register_deeds(
    "documents",
    _("Documents and exports"),
    {
        "job.started": _("%(who)s started %(on)s."),
        "job.cancelled": _("%(who)s stopped %(on)s."),
        "job.downloaded": _("%(who)s downloaded the file of %(on)s."),
        "document.stored": _("%(who)s made %(on)s."),
        "document.withdrawn": _("%(who)s withdrew %(on)s."),
        "document.issued_again": _("%(who)s had documents of %(on)s issued again."),
        "document.content_fixed": _("%(who)s fixed %(on)s: every language says the same."),
        "document.set_aside": _("%(who)s set documents aside that said otherwise than %(on)s."),
        "document.content_redacted": _("%(who)s took the name of %(on)s out of what documents say."),
        "mapping.saved": _("%(who)s saved %(on)s."),
        "mapping.renamed": _("%(who)s renamed %(on)s."),
        "mapping.deleted": _("%(who)s deleted %(on)s."),
        "document.erased": _("%(who)s erased documents with the name of %(on)s."),
    },
)
register_deeds(
    "evidence",
    _("Proof and checks"),
    {
        "evidence.under_seal": _("%(who)s put rows from before under seal; from now on every change shows."),
        "evidence.sealed": _("%(who)s took rows that were there under seal as they were found."),
        REDACTED: _("%(who)s blacked out the name of %(on)s in this log."),
    },
)
register_facts(
    {
        "rows": Fact(_("Rows")),
        "items": Fact(_("How many")),
        "done": Fact(_("Done")),
        "count": Fact(_("How many")),
        "made": Fact(_("How many")),
        "documents": Fact(_("How many")),
        "first": Fact(_("The document made first")),
        "added": Fact(_("New")),
        "changed": Fact(_("Changed")),
        "removed": Fact(_("Taken out")),
        "left_out": Fact(_("Rows left out")),
        "reason": Fact(_("Reason"), shut=True),
        "note": Fact(_("Note"), shut=True),
        "number": Fact(_("Number")),
        "version": Fact(_("Version")),
        "code": Fact(_("Code")),
        "codes": Fact(_("Codes")),
        "name": Fact(_("Name")),
        "starts_on": Fact(_("From")),
        "ends_on": Fact(_("Until")),
        "since": Fact(_("From")),
        "until": Fact(_("Until")),
        "language": Fact(_("Language"), lambda value: {"fa": "فارسی", "en": "English"}.get(value, value)),
        "sha256": Fact(_("Fingerprint of the file")),
        "file": Fact(_("Fingerprint of the file")),
        "hash": Fact(_("Fingerprint of the content")),
        "content_hash": Fact(_("Fingerprint of the content")),
        "structure_hash": Fact(_("Fingerprint of the structure")),
        "text_hash": Fact(_("Fingerprint of the text")),
        "fingerprint": Fact(_("Fingerprint of the certificate")),
        "rules_version": Fact(_("Rule by which it was counted")),
    }
)
leave_out("entries", "tables", "table", "evidence.under_seal rows", "object_key")
leave_out("job.started kind", "document.stored kind", "document.withdrawn kind")
leave_out("document.content_fixed kind", "document.set_aside kind")
