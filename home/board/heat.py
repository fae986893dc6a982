"""The heat map of a cycle: standards x teams (x branches where there are many teams)."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Min, Sum

from evaluations.models import CriterionSummary
from kit.text.bilingual import bilingual
from kit.values.rounding import half_up_div
from people.models import Team

MOST_COLUMNS = 10


@dataclass(frozen=True)
class HeatRow:
    """A standard with one (mean in basis points or None, number of answers) for each column."""

    code: str
    behaviour_fa: str
    behaviour_en: str
    is_critical: bool
    cells: list

    behaviour = bilingual("behaviour")


@dataclass(frozen=True)
class HeatMap:
    columns: list
    lines: list
    by_branch: bool = False


def heat_map_of(cycle, teams=None):
    """The map over some teams (with their branches), or over all; more than ten are put together by branch."""
    teams = list(Team.objects.select_related("branch")) if teams is None else teams
    sums = _sums(cycle, [team.pk for team in teams])
    with_answers = {team for _code, team in sums}
    teams = [team for team in teams if team.pk in with_answers]
    by_branch = len(teams) > MOST_COLUMNS
    place_of = {team.pk: team.branch if by_branch else team for team in teams}
    columns = list(dict.fromkeys(place_of[team.pk] for team in teams))
    cells = defaultdict(lambda: [0, 0])
    for (code, team), (total, n) in sums.items():
        cell = cells[code, place_of[team]]
        cell[0] += total
        cell[1] += n
    codes = {code for code, _team in sums}
    lines = [HeatRow(*facts, [_cell(cells.get((facts[0], place))) for place in columns])
             for facts in _standards(cycle) if facts[0] in codes]  # fmt: skip
    return HeatMap(columns, lines, by_branch)


def _sums(cycle, team_ids):
    rows = CriterionSummary.objects.filter(cycle=cycle, team__in=team_ids, n__gt=0).order_by()
    summed = rows.values_list("criterion__standard__code", "team").annotate(total=Sum("total"), answers=Sum("n"))
    return {(code, team): (total, answers) for code, team, total, answers in summed}


def _standards(cycle):
    """(code, behaviour in both languages, is critical) in the order of the folder."""
    names = [f"criterion__standard__{name}" for name in ("code", "behaviour_fa", "behaviour_en", "is_critical")]
    rows = CriterionSummary.objects.filter(cycle=cycle).order_by().values_list(*names)
    return [row[:4] for row in rows.annotate(place=Min("criterion__standard__position")).order_by("place")]


def _cell(sums):
    return (half_up_div(*sums), sums[1]) if sums else (None, 0)
