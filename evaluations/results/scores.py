"""What evaluations say about people, standards and teams. Every function takes a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, Subquery, Sum

from evaluations.models import Answer, CriterionSummary, CycleSource, Evaluation, Verdict
from evaluations.scoring.interval import interval, needed
from evaluations.scoring.sources import SourceScore, combine
from kit.http.once import once
from kit.text.bilingual import bilingual
from kit.values.rounding import half_up_div

FEWEST_IN_A_CELL = 5


@dataclass(frozen=True)
class PersonScore:
    """Basis points. `score` None: nothing scored yet; `low` and `high` None: still too few evaluations.

    `n` evaluations stand behind the score; `has_fail`: a counted evaluation was failed. `needed`: the interval is too
    wide to say anything, about so many evaluations are needed (for a team: people). `reason`: which critical criteria
    lowered it, where somebody asked `reasons.explained_scores`.
    """

    score: int | None = None
    n: int = 0
    low: int | None = None
    high: int | None = None
    has_fail: bool = False
    needed: int | None = None
    reason: object = None

    @property
    def is_sure(self):
        """Is there an interval, narrow enough to say something?"""
        return self.low is not None and self.needed is None


@dataclass(frozen=True)
class StandardScore:
    """A standard's mean value over `n` answers, in basis points."""

    code: str
    behaviour_fa: str
    behaviour_en: str
    is_critical: bool
    score: int
    n: int

    behaviour = bilingual("behaviour")


@dataclass(frozen=True)
class Cell:
    score: int
    n: int


def person_scores(cycle, staff_ids, *, seen_by=None):
    """{staff id: PersonScore} in one cycle, for those who have a released evaluation in it; `seen_by` a user: from what
    that reader may see alone, so that a lead reads no figure of days on which they did not lead."""
    rows = Evaluation.objects.visible_to(seen_by) if seen_by else Evaluation.objects
    rows = rows.counted().filter(cycle=cycle, subject__in=staff_ids).order_by()
    return scores_from(cycle, rows.values_list("subject", "source", "score", "outcome"))


def scores_from(cycle, rows):
    """The same from (staff id, source, score, outcome) of all their counted evaluations in the cycle."""
    found = defaultdict(lambda: defaultdict(list))
    failed = defaultdict(set)
    for staff_id, source, score, outcome in rows:
        found[staff_id][source] += [] if score is None else [score]
        if outcome == Verdict.FAIL:
            failed[staff_id].add(source)
    rules = source_rules(cycle) if found else []
    return {staff_id: _person_score(rules, scores, failed[staff_id]) for staff_id, scores in found.items()}


@once
def source_rules(cycle):
    """How the cycle weighs its sources."""
    return list(CycleSource.objects.filter(cycle=cycle))


def _person_score(rules, scores, failed):
    """`failed`: the sources that failed something; one below its threshold does not tell."""
    sources = [
        SourceScore(rule.source, rule.weight, tuple(scores.get(rule.source, ())), rule.threshold) for rule in rules
    ]
    has_fail = bool(failed - {source.name for source in sources if len(source.scores) < source.threshold})
    combined = combine(sources)
    if combined.score is None:
        return PersonScore(has_fail=has_fail)
    counted = [score for source in sources if source.name in combined.counted for score in source.scores]
    return PersonScore(combined.score, combined.n, has_fail=has_fail, **bounds_of(counted, centre=combined.score))


def bounds_of(scores, *, centre=None):
    """`low`, `high` and `needed` of a PersonScore that rests on these scores."""
    bounds = interval(scores, centre=centre)
    if bounds is None:
        return {}
    return {"low": bounds.low, "high": bounds.high, "needed": needed(scores) if bounds.is_wide else None}


@once
def counted_of(cycle, staff):
    """A person's counted evaluations in a cycle (None: outside of any) that they may read, newest first."""
    rows = Evaluation.objects.counted().shown().about(staff).filter(cycle=cycle)
    return list(rows.select_related("cycle").order_by("-observed_on", "-pk"))


def newest_counted(staff):
    """A person's newest counted evaluation, then the others of its cycle, newest first; empty without any."""
    mine = Evaluation.objects.counted().shown().about(staff).order_by("-observed_on", "-pk")
    same_cycle = Q(cycle=Subquery(mine.values("cycle")[:1])) | Q(pk=Subquery(mine.values("pk")[:1]))
    rows = list(mine.filter(same_cycle).select_related("cycle"))
    if rows and rows[0].cycle:
        counted_of.keep(rows, rows[0].cycle, staff)
    return rows


def person_score_at(cycle, staff, at):
    """The score as it stood at an instant: from what was released by then, and neither corrected nor void yet."""
    rows = Evaluation.objects.about(staff).filter(cycle=cycle, released_at__lte=at).exclude(voided_at__lte=at)
    rows = rows.exclude(next_revision__released_at__lte=at).order_by()
    found = scores_from(cycle, rows.values_list("subject", "source", "score", "outcome"))
    return found.get(staff.pk, PersonScore())


def person_score(cycle, staff):
    rows = [(staff.pk, row.source, row.score, row.outcome) for row in counted_of(cycle, staff)]
    return scores_from(cycle, rows).get(staff.pk, PersonScore())


def standard_scores(cycle, team_ids=None):
    """Mean per standard of a cycle, weakest first: list of StandardScore. `team_ids` narrows to teams."""
    rows = CriterionSummary.objects.filter(cycle=cycle)
    if team_ids is not None:
        rows = rows.filter(team__in=team_ids)
    fields = ("code", "behaviour_fa", "behaviour_en", "is_critical")
    summed = (
        rows.order_by()
        .values(*(f"criterion__standard__{name}" for name in fields))
        .annotate(values=Sum("total"), answers=Sum("n"))
        .filter(answers__gt=0)
    )
    found = [
        StandardScore(
            **{name: row[f"criterion__standard__{name}"] for name in fields},
            score=half_up_div(row["values"], row["answers"]),
            n=row["answers"],
        )
        for row in summed
    ]
    return sorted(found, key=lambda row: (row.score, row.code))


def weak_standards(cycle, team_ids=None, *, below, fewest=FEWEST_IN_A_CELL):
    """Standards whose mean is below `below` basis points on at least `fewest` answers, weakest first."""
    return [row for row in standard_scores(cycle, team_ids) if row.score < below and row.n >= fewest]


def heat_map(cycle, team_ids=None):
    """{(standard code, team id): Cell} of a cycle. Cells under FEWEST_IN_A_CELL answers are the page's to hatch."""
    rows = CriterionSummary.objects.filter(cycle=cycle)
    if team_ids is not None:
        rows = rows.filter(team__in=team_ids)
    summed = rows.order_by().values_list("criterion__standard__code", "team").annotate(v=Sum("total"), a=Sum("n"))
    return {(code, team): Cell(half_up_div(v, a), a) for code, team, v, a in summed if a}


def own_standard_score(staff, code, since):
    """What a person was given for the standard `code` on or after the date `since`: Cell, or None. Sources below their
    threshold are left out, as in the score of their cycle."""
    answers = Answer.objects.filter(
        evaluation__in=Evaluation.objects.counted().about(staff).of_enough().filter(observed_on__gte=since),
        criterion__standard__code=code,
        value__isnull=False,
    ).aggregate(v=Sum("value"), a=Count("pk"))
    return Cell(half_up_div(answers["v"], answers["a"]), answers["a"]) if answers["a"] else None


@dataclass
class TouchpointScore:
    """How the criteria of one touchpoint did in one evaluation: mean of what counted by applied weight, in basis
    points. `standard`: one of its standards, which names it; `reason`: why it counts less than was judged."""

    standard: object
    score: int
    criteria: int
    reason: object = None

    @property
    def name(self):
        return self.standard.touchpoint_name or self.standard.get_phase_display()


def touchpoint_scores(answers, reasons):
    """From answers with their standards at hand, in the order of the form; what did not arise is left out."""
    groups = {}
    for answer in answers:
        if answer.value is None or not answer.applied_weight:
            continue
        standard = answer.criterion.standard
        names = standard.touchpoint_name_fa, standard.touchpoint_name_en
        groups.setdefault(names if any(names) else standard.phase, []).append(answer)
    return [_touchpoint(rows, reasons) for rows in groups.values()]


def _touchpoint(answers, reasons):
    judged = _weighted_mean((row.applied_weight, row.value) for row in answers)
    counted = _weighted_mean((row.applied_weight, 0 if reasons.is_taken(row) else row.value) for row in answers)
    standard = answers[0].criterion.standard
    return TouchpointScore(standard, counted, len(answers), reasons.of_figures(answers, judged, counted))


def _weighted_mean(pairs):
    pairs = list(pairs)
    return half_up_div(sum(weight * value for weight, value in pairs), sum(weight for weight, _value in pairs))
