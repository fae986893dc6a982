"""Where copies of names stand beside the person's own row, and how they go from there."""

from django.apps import apps
from django.db import transaction

from kit.audit.seals import definition_of
from kit.documents.contents import redact_contents
from kit.documents.models import DocumentContent, StoredDocument
from kit.documents.store import erase_documents
from kit.jobs.models import Job, JobItem
from people.forgetting.names import holding
from people.links.forgetting import documents_about
from people.models import Absence, AccountRequest, Notice

# Table: the columns in which a name may have been copied or written; "{}" marks JSON. Rows under seal are sealed anew.
COPIES = {
    Notice: ("facts{}",),
    Job: ("title", "error"),
    JobItem: ("label", "filename", "error", "facts{}"),
    AccountRequest: ("reason", "address"),
    Absence: ("reason",),
}
CMS_COPIES = {
    "wagtailcore.PageLogEntry": ("label", "data{}"),
    "wagtailcore.ModelLogEntry": ("label", "data{}"),
}
# Rows of these that speak of the person are deleted: tries to sign in, and mails that were sent or failed.
TRIES = ("axes.AccessAttempt", "axes.AccessFailureLog", "axes.AccessLog")
MAILS = "django_tasks_database.DBTaskResult"


def clear_copies(staff, names):
    """Replace what is copied, delete what is only about the person. Returns the rows to seal."""
    sealed = []
    for model, columns in [*COPIES.items(), *((apps.get_model(label), told) for label, told in CMS_COPIES.items())]:
        changed = [row for row in model.objects.filter(holding(columns, names.whole)) if _replace(row, columns, names)]
        sealed += [row for row in changed if definition_of(row) is not None]
    _delete_tries(names)
    if staff.user_id is not None:
        _delete_picture(staff.user)
    return sealed


def _replace(row, columns, names):
    fields = [column.removesuffix("{}") for column in columns]
    changed = {name: names.without_in(getattr(row, name)) for name in fields}
    changed = {name: value for name, value in changed.items() if value != getattr(row, name)}
    for name, value in changed.items():
        limit = row._meta.get_field(name).max_length
        setattr(row, name, value[:limit] if limit and isinstance(value, str) else value)
    if changed:
        row.save(update_fields=list(changed))
    return bool(changed)


def _delete_tries(names):
    called = {text for text in names.whole if "@" in text} | names.usernames
    for label in TRIES:
        for name in called:
            apps.get_model(label).objects.filter(username__iexact=name).delete()
    addresses = {text for text in names.whole if "@" in text}
    tasks = apps.get_model(MAILS).objects.exclude(status="RUNNING")
    tasks.filter(holding(("args_kwargs{}", "traceback"), addresses)).delete()


def _delete_picture(user):
    """The CMS keeps a profile with a picture for whoever has written there."""
    profile = apps.get_model("wagtailusers.UserProfile").objects.filter(user=user).first()
    if profile is None:
        return
    storage, name = profile.avatar.storage, profile.avatar.name
    profile.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def erase_papers(staff, names, *, by, at):
    """Stored documents about the person bear the name: their bytes go, code and hash stay. What they said keeps its
    figures and loses the name, wherever it stands, so that documents made anew say the same."""
    for kind, keys in documents_about(staff):
        found = StoredDocument.objects.filter(kind=kind, object_key__in=list(keys))
        erase_documents(documents=found, retitled=names.without, on=staff, by=by, at=at)
    told = DocumentContent.objects.filter(holding(("says{}",), names.whole))
    redact_contents(found=told, without=names.without_in, on=staff, by=by, at=at)


_WRITTEN = "what somebody wrote in their own words; it is not ours to change"
_SEALED = "part of a sealed result, whose hash would break"
# Where a name may still stand after forgetting, and why. A test walks every other column of every table.
KEPT = {
    "evaluations.Answer.comment": _SEALED,
    "evaluations.Evaluation.correction_reason": _SEALED,
    "evaluations.Evaluation.void_reason": _WRITTEN,
    "evaluations.EvaluationEvidence.name": _SEALED,
    "evaluations.Dispute.resolution": _WRITTEN,
    "evaluations.DisputePoint.reason": _WRITTEN,
    "evaluations.ImportedRow.context": "columns of a file that somebody chose to keep",
    "playbook.Edition.review_note": _WRITTEN,
    "playbook.Evidence.quote": _WRITTEN,
    "playbook.Evidence.source": _WRITTEN,
    "playbook.Evidence.folded": "made of quote and source",
    "playbook.Flag.note": _WRITTEN,
    "playbook.Flag.answer": _WRITTEN,
    "playbook.SignatureExcuse.reason": _WRITTEN,
    "playbook.Verification.note": _WRITTEN,
    "rewards.Hold.note": _WRITTEN,
    "rewards.Run.reason": _SEALED,
    "rewards.Thanks.text": _WRITTEN,
    "training.Assignment.excuse": _WRITTEN,
    "training.AssignmentReason.note": _WRITTEN,
    "training.Observation.note": _WRITTEN,
    "wagtailcore.Comment.text": _WRITTEN,
    "wagtailcore.CommentReply.text": _WRITTEN,
}
