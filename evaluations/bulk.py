"""The evaluation records of a cycle as one ZIP, made by the workers."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from evaluations.documents import make_document
from evaluations.models import Evaluation
from kit.bilingual import in_language
from kit.jobs import Made, register_job_kind
from kit.jobs.actions import start_job
from people.models import User
from people.notices import register_kind, send_notice
from people.roles import is_hr

KIND = "evaluations.documents"
READY = "evaluations.documents_ready"

register_kind(
    READY,
    title=gettext_lazy("The evaluation records of %(cycle)s are ready"),
    body=gettext_lazy("Download the ZIP within 24 hours; it is deleted after that."),
    icon="file-zip",
)


def exportable(cycle, user):
    """The released evaluations of a cycle that the user may read, by team and name."""
    rows = Evaluation.objects.visible_to(user).released().filter(cycle=cycle)
    return rows.select_related("subject").order_by("team__code", "subject__family_name_fa", "number")


def export_cycle(*, cycle, language, by, at):
    """Start the job and return it. Raises NothingToDo when nothing is released yet."""
    title = in_language(cycle, "title", language)
    with override(language):
        title = _("Evaluation records, %(cycle)s") % {"cycle": title}
    subjects = [(row.key, f"{row.number} {row.subject.name_in(language)}") for row in exportable(cycle, by)]
    return start_job(
        kind=KIND, title=title, subjects=subjects, by=by, at=at, params={"cycle": cycle.key}, language=language
    )


def make_item(job, subject):
    evaluation = Evaluation.objects.select_related("subject__job_role", "team", "evaluator", "cycle").get(key=subject)
    document = make_document(evaluation=evaluation, language=job.language, at=timezone.now())
    with override(job.language):
        name = evaluation.subject.name
        facts = {
            _("Number"): evaluation.number,
            _("Name"): name,
            _("Team"): evaluation.team.name,
            _("Job role"): evaluation.subject.job_role.name,
            _("Evaluator"): evaluation.evaluator.name,
            _("Date"): evaluation.observed_on.isoformat(),
            _("Code"): document.code,
        }
        return Made(f"{evaluation.team.name}/{name} {evaluation.number}.pdf", document=document, facts=facts)


def tell_requester(job):
    requester = User.objects.filter(key=job.requester_key).first()
    send_notice(
        to=requester,
        kind=READY,
        at=timezone.now(),
        url=reverse("kit:job", args=[job.key]),
        dedupe_key=job.key,
        cycle=job.title,
    )


register_job_kind(KIND, make_item=make_item, finished=tell_requester, may_download=lambda user, job: bool(is_hr(user)))
