"""The summaries of a cycle as documents: one for each person, one for each team.

They are made when the cycle is closed, or before when somebody asks; whatever changes in them later (a correction, a
void evaluation) makes a new document that names the old one.
"""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.documents.record_content import span_of
from evaluations.documents.summary_content import person_content, team_content
from evaluations.models import Cycle
from evaluations.results.summaries import PersonSummary, TeamSummary
from kit.documents.kinds import Paper
from people.company import letterhead
from people.models import StaffMember, Team

PERSON, TEAM = "cycle-summary", "team-summary"


def find_person_summary(key, user):
    """A person with a score in the cycle, for themselves, HR, and a lead who led them on all of its days."""
    found = _found(key, StaffMember.objects.select_related("user", "job_role", "team__branch"))
    summary = PersonSummary(*found) if found else None
    if summary is None or (user and not user.has_perm("evaluations.view_person_summary", summary)):
        return None
    return summary if summary.score.n else None


def find_team_summary(key, user):
    """A team with scores in the cycle, for HR and for its lead, unless some of it is from before they led."""
    found = _found(key, Team.objects.select_related("branch"))
    if found is None or (user and not user.has_perm("evaluations.view_team_summary", found[1])):
        return None
    summary = TeamSummary(*found)
    if not summary.score.n or (user and not summary.is_seen_by(user)):
        return None
    return summary


def _found(key, things):
    cycle_key, _dot, thing_key = key.partition(".")
    cycle = Cycle.objects.select_related("edition").filter(key=cycle_key).first()
    thing = things.filter(key=thing_key).first() if cycle else None
    return (cycle, thing) if thing else None


def person_context(said):
    names = {"name": said.staff.name, "cycle": said.cycle.title}
    return _head(said) | {"title": _("Evaluation summary of %(name)s, %(cycle)s") % names, "staff": said.staff}


def team_context(said):
    names = {"team": said.team.name, "cycle": said.cycle.title}
    return _head(said) | {
        "title": _("Evaluation summary of the team %(team)s, %(cycle)s") % names,
        "team": said.team,
        "people": said.people,
        "groups": [_by_name(group) for group in said.groups],
        "unsure": _by_name(said.unsure),
        "is_ranked": len(said.groups) > 1,
    }


def _by_name(lines):
    return sorted(lines, key=lambda line: line.order)


def _head(said):
    return letterhead.letterhead(said) | {
        "kind": _("Evaluation summary"),
        "said": said,
        "cycle": said.cycle,
        "score": said.score,
        "span": span_of(said.score),
        "target": said.target,
        "weak": said.weak,
    }


def _title_in(cycle, language):
    return (cycle.title_en if language == "en" else "") or cycle.title_fa


def _team_filename(summary, language):
    name = (summary.team.name_en if language == "en" else "") or summary.team.name_fa
    return f"{name} {_title_in(summary.cycle, language)}"


OF_PERSON = Paper(
    kind=PERSON,
    label=gettext_lazy("Evaluation summary"),
    template="evaluations/pdf/person_summary.html",
    find=find_person_summary,
    state=PersonSummary.content,
    content=person_content,
    context=person_context,
    filename=lambda summary, language: f"{summary.staff.name_in(language)} {_title_in(summary.cycle, language)}",
    back=lambda summary: reverse("evaluations:cycle_summaries", args=[summary.cycle.key]),
    company=letterhead.company_name,
)
OF_TEAM = Paper(
    kind=TEAM,
    label=gettext_lazy("Evaluation summary of a team"),
    template="evaluations/pdf/team_summary.html",
    find=find_team_summary,
    state=TeamSummary.content,
    content=team_content,
    context=team_context,
    filename=_team_filename,
    back=lambda summary: reverse("evaluations:cycle_summaries", args=[summary.cycle.key]),
    company=letterhead.company_name,
)
