"""Evaluation records as one ZIP, made by the workers: of a cycle, or of whatever the list of evaluations shows."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from evaluations.documents import archive
from evaluations.documents.archive import may_have, plain_name, tell_requester
from evaluations.documents.record import PAPER
from evaluations.models import Evaluation
from kit.jobs import JobKind
from kit.jobs.actions import start_job
from kit.text.bilingual import in_language
from kit.values.canonical import content_hash

KIND = "evaluations.documents"


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
    return archive.make_item(PAPER, job, subject, _filed)


def _filed(evaluation):
    name = f"{evaluation.subject.name} {evaluation.number}.pdf"
    return f"{plain_name(evaluation.team.name)}/{name}", _facts(evaluation)


def _facts(evaluation):
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
    }


JOB = JobKind(KIND, make_item=make_item, finished=tell_requester, may_have=may_have)
