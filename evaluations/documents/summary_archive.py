"""All summaries of a cycle as one ZIP, made by the workers: those of the teams first, then of each person."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from evaluations.documents import archive
from evaluations.documents.archive import may_have, plain_name, tell_requester
from evaluations.documents.summaries import PERSON, TEAM
from evaluations.results.scores import person_scores
from evaluations.results.summaries import TeamSummary, summarised_people, summarised_teams
from kit.display import percent_text
from kit.documents.contents import content_of
from kit.documents.kinds import paper_of
from kit.documents.texts import Said
from kit.jobs import JobKind
from kit.jobs.actions import start_job
from kit.text.bilingual import in_language
from people.models import StaffMember

KIND = "evaluations.summaries"


def export_summaries(*, cycle, language, by, at):
    """Start the job and return it. Raises NothingToDo while nobody has a score in the cycle."""
    with override(language):
        title = _("Evaluation summaries, %(cycle)s") % {"cycle": in_language(cycle, "title", language)}
        subjects = [*_of_teams(cycle, by), *_of_people(cycle, by, language)]
    params = {"cycle": cycle.key, "language": language}
    return start_job(kind=KIND, title=title, subjects=subjects, by=by, at=at, params=params, language=language)


def _of_teams(cycle, user):
    teams = summarised_teams(cycle, user).order_by("code")
    return [(f"{TEAM}/{cycle.key}.{team.key}", team.name) for team in teams if TeamSummary(cycle, team).score.n]


def _of_people(cycle, user, language):
    people = list(summarised_people(StaffMember.objects.visible_to(user), cycle, user).order_by("team__code", "code"))
    scores = person_scores(cycle, [person.pk for person in people])
    scored = [person for person in people if person.pk in scores and scores[person.pk].n]
    return [(f"{PERSON}/{cycle.key}.{person.key}", person.name_in(language)) for person in scored]


def make_item(job, subject):
    kind, _slash, key = subject.partition("/")
    return archive.make_item(paper_of(kind), job, key, lambda summary: _filed(kind, summary))


def _filed(kind, summary):
    said = Said(content_of(paper_of(kind), summary, at=timezone.now()).says)
    return f"{_folder(kind, summary)}/{_name(kind, summary)}.pdf", _facts(kind, summary, said)


def _folder(kind, summary):
    return _("Teams") if kind == TEAM else plain_name(summary.staff.team.name)


def _name(kind, summary):
    return plain_name(summary.team.name if kind == TEAM else f"{summary.staff.name} {summary.staff.code}")


def _facts(kind, summary, said):
    """The index beside the documents: what they say is taken from their content."""
    staff = None if kind == TEAM else summary.staff
    team = staff.team if staff else summary.team
    score = said.score
    return {
        _("Name"): said.staff.name if staff else "",
        _("Personnel code"): said.staff.code if staff else "",
        _("Branch"): team.branch.name,
        _("Team"): team.name,
        _("Score"): "" if score.score is None else percent_text(score.score),
        _("Evaluations"): score.n,
        _("Evaluations needed"): score.needed or "",
    }


JOB = JobKind(KIND, make_item=make_item, finished=tell_requester, may_have=may_have)
