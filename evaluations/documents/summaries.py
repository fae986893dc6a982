"""The summaries of a cycle as documents: one for each person, one for each team.

They are made when the cycle is closed, or before when somebody asks; whatever changes in them later (a correction, a
void evaluation) makes a new document that names the old one.
"""

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.documents.record import span_of
from evaluations.documents.record_content import cycle_says, score_says
from evaluations.models import Cycle, Evaluation
from evaluations.results.scores import source_rules
from evaluations.results.summaries import PersonSummary, TeamSummary
from evaluations.signals import cycle_closed, evaluation_corrected, evaluation_voided
from evaluations.tasks import make_summaries
from kit.documents.creation import withdraw_paper
from kit.documents.kinds import Paper, paper_of, register_paper
from kit.documents.texts import as_day, both, in_both
from kit.text.bilingual import LANGUAGES
from people.company import letterhead
from people.company.organisation import target_score_at
from people.models import StaffMember, Team
from people.roles import led_team_ids

PERSON, TEAM = "cycle-summary", "team-summary"
MOST_WEAK = 10


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


def summarised_people(people, cycle, user):
    """Those of a queryset with a score in the cycle whose summary the user may have."""
    people = people.filter(_scored(cycle, "subject")).with_names()
    if user.has_perm("evaluations.view_team_summary", None):
        return people
    if not led_team_ids(user):
        return people.filter(user=user)
    counted = Evaluation.objects.counted().shown().filter(subject=OuterRef("pk"), cycle=cycle).order_by()
    unseen = counted.exclude(pk__in=Evaluation.objects.visible_to(user).order_by().values("pk"))
    return people.filter(Q(user=user) | ~Exists(unseen))


def summarised_teams(cycle, user):
    teams = Team.objects.filter(_scored(cycle, "team"))
    if not user.has_perm("evaluations.view_team_summary", None):
        teams = teams.filter(pk__in=led_team_ids(user))
    return teams.select_related("branch")


def _scored(cycle, whose):
    """Whoever has enough scored evaluations of one source at least, as `combine` asks for."""
    rows = Evaluation.objects.counted().filter(cycle=cycle, score__isnull=False).order_by()
    found = Q(pk__in=[])
    for rule in source_rules(cycle):
        if rule.weight > 0:
            counts = rows.filter(source=rule.source).values(whose, "subject").annotate(n=Count("pk"))
            found |= Q(pk__in=counts.filter(n__gte=max(1, rule.threshold)).values(whose))
    return found


def person_says(summary, at):
    target, weak, strong = _marks(summary, at)
    return _says(summary, at, summary.branch, target) | {
        "staff": letterhead.person_says(summary.staff),
        "touchpoints": [
            {"name": both(lambda row=row: row.name), "score": row.score, "n": row.n} for row in summary.touchpoints
        ],
        "weak": [_standard_says(row) for row in weak],
        "strong": [_standard_says(row) for row in strong],
        "sources": [
            {"label": both(lambda row=row: row.label), "n": row.n, "score": row.score, "share": row.share}
            for row in summary.sources
        ],
        "listed": [_evaluation_says(row) for row in summary.listed],
    }


def _marks(summary, at):
    """(the target, what lies below it, what reaches it)."""
    target = target_score_at(at)
    strong = [row for row in reversed(summary.standards) if row.score >= target]
    return target, summary.weak(target)[:MOST_WEAK], strong[:MOST_WEAK]


def _standard_says(row):
    facts = {"code": row.code, "behaviour": in_both(row, "behaviour"), "is_critical": row.is_critical}
    return facts | {"score": row.score, "n": row.n}


def _evaluation_says(row):
    facts = {"number": row.number, "observed_on": as_day(row.observed_on), "score": row.score}
    names = {language: row.evaluator.name_in(language) for language in LANGUAGES}
    return facts | {"evaluator": names, "source": both(row.get_source_display)}


def team_says(summary, at):
    target, weak, _strong = _marks(summary, at)
    branch = summary.team.branch
    return _says(summary, at, branch, target) | {
        "team": {"name": in_both(summary.team, "name"), "branch": in_both(branch, "name")},
        "people": len(summary.people),
        "groups": [[_line_says(line) for line in group] for group in summary.groups],
        "unsure": [_line_says(line) for line in summary.unsure],
        "has_standards": bool(summary.standards),
        "weak": [_standard_says(row) for row in weak],
    }


def _line_says(line):
    order = both(lambda: f"{line.staff.family_name} {line.staff.given_name} {line.staff.code}")
    return letterhead.person_says(line.staff) | {"score": score_says(line.score), "order": order}


def _says(summary, at, branch, target):
    return letterhead.head_says(at, branch) | {
        "cycle": cycle_says(summary.cycle) | {"is_open": summary.cycle.is_open},
        "score": score_says(summary.score),
        "target": target,
        "state": summary.content(),
    }


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


register_paper(
    Paper(
        kind=PERSON,
        template="evaluations/pdf/person_summary.html",
        find=find_person_summary,
        content=PersonSummary.content,
        says=person_says,
        context=person_context,
        filename=lambda summary, language: f"{summary.staff.name_in(language)} {_title_in(summary.cycle, language)}",
        back=lambda summary: reverse("evaluations:cycle_summaries", args=[summary.cycle.key]),
        company=letterhead.company_name,
    ),
    gettext_lazy("Evaluation summary"),
)
register_paper(
    Paper(
        kind=TEAM,
        template="evaluations/pdf/team_summary.html",
        find=find_team_summary,
        content=TeamSummary.content,
        says=team_says,
        context=team_context,
        filename=_team_filename,
        back=lambda summary: reverse("evaluations:cycle_summaries", args=[summary.cycle.key]),
        company=letterhead.company_name,
    ),
    gettext_lazy("Evaluation summary of a team"),
)


@receiver(cycle_closed, dispatch_uid="evaluations_summaries")
def make_summaries_of_closed(sender, cycle, **kwargs):
    transaction.on_commit(lambda: make_summaries.enqueue(cycle.pk))


@receiver([evaluation_corrected, evaluation_voided], dispatch_uid="evaluations_summaries_again")
def renew_summaries(sender, evaluation, **kwargs):
    """Those that show what no longer counts are withdrawn at once. After the end of the cycle new ones follow them;
    before it, they are made when asked for.
    """
    cycle = evaluation.cycle
    if cycle is None:
        return
    at = evaluation.voided_at or evaluation.released_at
    withdraw_paper(paper_of(PERSON), f"{cycle.key}.{evaluation.subject.key}", at=at)
    withdraw_paper(paper_of(TEAM), f"{cycle.key}.{evaluation.team.key}", at=at)
    if not cycle.is_open:
        transaction.on_commit(lambda: make_summaries.enqueue(cycle.pk, evaluation.subject_id, evaluation.team_id))
