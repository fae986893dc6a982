"""Evaluation records as one ZIP, made by the workers: of a cycle, or of whatever the list of evaluations shows."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from evaluations.documents.record import make_document
from evaluations.models import Evaluation
from kit.jobs import Made, register_job_kind
from kit.jobs.actions import start_job
from kit.text.bilingual import in_language
from kit.values.canonical import content_hash
from people.models import User
from people.notices.kinds import register_kind
from people.notices.sending import send_notice
from people.roles import is_hr

KIND = "evaluations.documents"
READY, NOT_MADE = "evaluations.documents_ready", "evaluations.documents_not_made"

register_kind(
    READY,
    title=gettext_lazy("Ready to download: %(cycle)s"),
    body=gettext_lazy("Download the ZIP within 24 hours; it is deleted after that."),
    icon="file-zip",
)
register_kind(
    NOT_MADE,
    title=gettext_lazy("Could not be made: %(cycle)s"),
    body=gettext_lazy("Nothing was changed. Start it again, and tell your administrator if it happens once more."),
    icon="alert-triangle",
)


class MayNotExport(PermissionError):
    """Whoever asked for the records may not read this one any more."""


def exportable(evaluations, user):
    """Those of a queryset that are released and that the user may read, by team and name."""
    rows = Evaluation.objects.visible_to(user).released().filter(pk__in=evaluations.order_by().values("pk"))
    return rows.select_related("subject").order_by("team__code", "subject__family_name_fa", "number")


def export_cycle(*, cycle, language, by, at):
    """Start the job and return it. Raises NothingToDo when nothing is released yet."""
    with override(language):
        title = _("Evaluation records, %(cycle)s") % {"cycle": in_language(cycle, "title", language)}
    rows = exportable(Evaluation.objects.filter(cycle=cycle), by)
    return _start(rows, title, {"cycle": cycle.key}, language, by, at)


def export_evaluations(*, evaluations, about, language, by, at):
    """The same for any queryset. `about`: words that say which ones, in `language`, for the title."""
    with override(language):
        title = _("Evaluation records, %(about)s") % {"about": about} if about else _("Evaluation records")
    rows = exportable(evaluations, by)
    keys = list(rows.values_list("key", flat=True))
    return _start(rows, title, {"evaluations": content_hash(keys)}, language, by, at)


def _start(rows, title, params, language, by, at):
    subjects = [(row.key, f"{row.number} {row.subject.name_in(language)}") for row in rows]
    params |= {"language": language}
    return start_job(kind=KIND, title=title, subjects=subjects, by=by, at=at, params=params, language=language)


def make_item(job, subject):
    related = ("subject__job_role", "team__branch", "evaluator", "cycle")
    requester = User.objects.filter(key=job.requester_key).first()
    evaluation = Evaluation.objects.select_related(*related).get(key=subject)
    if not (may_have(requester, job) and Evaluation.objects.visible_to(requester).filter(pk=evaluation.pk).exists()):
        raise MayNotExport(evaluation.number)
    document = make_document(evaluation=evaluation, language=job.language, at=timezone.now())
    with override(job.language):
        name = f"{evaluation.subject.name} {evaluation.number}.pdf"
        return Made(f"{_folder(evaluation)}/{name}", document=document, facts=_facts(evaluation, document))


def _folder(evaluation):
    return plain_name(evaluation.team.name)


def plain_name(name):
    """Names of people and teams may hold a slash; it would open a folder of its own."""
    return name.replace("/", "⁄").replace("\\", "⁄").strip(". ") or "-"


def _facts(evaluation, document):
    subject = evaluation.subject
    return {
        _("Number"): evaluation.number,
        _("Name"): subject.name,
        _("Name in the other script"): subject.name_in("en") if subject.name != subject.name_in("en") else "",
        _("Personnel code"): subject.code,
        _("Branch"): evaluation.team.branch.name,
        _("Team"): evaluation.team.name,
        _("Job role"): subject.job_role.name,
        _("Evaluator"): evaluation.evaluator.name,
        _("Date"): evaluation.observed_on.isoformat(),
        _("Code"): document.code,
    }


def may_have(user, job):
    """Asked at every page of the job, at every item, and at the download."""
    return bool(user is not None and user.is_active and is_hr(user))


def tell_requester(job):
    requester = User.objects.filter(key=job.requester_key).first()
    if may_have(requester, job):
        send_notice(
            to=requester,
            kind=READY if job.state == "done" else NOT_MADE,
            at=timezone.now(),
            url=reverse("kit:job", args=[job.key]),
            dedupe_key=job.key,
            cycle=job.title,
        )


register_job_kind(KIND, make_item=make_item, finished=tell_requester, may_have=may_have)
