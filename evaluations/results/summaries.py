"""What a cycle says about one person, or one team: the figures of their summaries, from released evaluations alone.

A source below its threshold (three colleagues, four from below) is left out of everything here, also of the means per
standard, so that nothing of it can be worked out from the rest.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q, Sum

from evaluations.models import Answer, Evaluation, Source
from evaluations.results.scores import (
    FEWEST_IN_A_CELL,
    PersonScore,
    StandardScore,
    bounds_of,
    person_scores,
    scores_from,
    source_rules,
    standard_scores,
)
from evaluations.scoring.ranking import groups_apart
from kit.text.bilingual import active_language, in_language
from kit.values.canonical import content_hash
from kit.values.rounding import half_up_div
from people.models import Team
from people.roles import led_team_ids
from playbook.models import Phase

# Whose evaluations are listed one by one; colleagues and those led stay a group.
BY_NAME = (Source.LEAD, Source.SELF, Source.MYSTERY)


@dataclass(frozen=True)
class SourceSum:
    """`score` in basis points: the mean over `n` evaluations of one source, which counts with `share` basis points."""

    source: str
    n: int
    score: int
    share: int

    @property
    def label(self):
        return Source(self.source).label


@dataclass(frozen=True)
class TouchpointMean:
    name_fa: str
    name_en: str
    phase: str
    score: int
    n: int

    name = property(lambda row: in_language(row, "name", active_language()) or Phase(row.phase).label)


@dataclass(frozen=True)
class PersonLine:
    """One person in the summary of a team."""

    staff: object
    score: PersonScore


class PersonSummary:
    """A person in a cycle."""

    def __init__(self, cycle, staff):
        self.cycle, self.staff = cycle, staff
        self.key = f"{cycle.key}.{staff.key}"

    @cached_property
    def score(self):
        return person_scores(self.cycle, [self.staff.pk]).get(self.staff.pk, PersonScore())

    def is_seen_by(self, user):
        return _all_seen(user, self.counted)

    @cached_property
    def counted(self):
        """The evaluations that the score rests on."""
        rows = Evaluation.objects.counted().about(self.staff).filter(cycle=self.cycle)
        rows = list(rows.select_related("evaluator", "team__branch").order_by("observed_on", "pk"))
        scored = [row.source for row in rows if row.score is not None]
        enough = {rule.source for rule in source_rules(self.cycle) if _is_enough(rule, scored.count(rule.source))}
        return [row for row in rows if row.source in enough]

    @property
    def branch(self):
        """Where the person worked on the last of these days."""
        return (self.counted[-1] if self.counted else self.staff).team.branch

    @property
    def listed(self):
        return [row for row in self.counted if row.source in BY_NAME]

    @property
    def sources(self):
        rules = {rule.source: rule.weight for rule in source_rules(self.cycle)}
        present = [source for source in rules if any(row.source == source for row in self.counted)]
        whole = sum(rules[source] for source in present)
        return [self._source_sum(source, half_up_div(rules[source] * 10000, whole)) for source in present]

    def _source_sum(self, source, share):
        scores = [row.score for row in self.counted if row.source == source and row.score is not None]
        return SourceSum(source, len(scores), half_up_div(sum(scores), len(scores)), share)

    @cached_property
    def _answers(self):
        judged = Answer.objects.filter(evaluation__in=[row.pk for row in self.counted], value__isnull=False)
        fields = [f"criterion__standard__{name}" for name in _STANDARD]
        return list(judged.order_by().values_list(*fields).annotate(total=Sum("value"), n=Count("pk")))

    @cached_property
    def standards(self):
        """StandardScore of each, weakest first."""
        sums = {}
        for code, fa, en, is_critical, *_touchpoint, total, n in self._answers:
            before = sums.get(code, (fa, en, is_critical, 0, 0))
            sums[code] = (fa, en, is_critical, before[3] + total, before[4] + n)
        found = [StandardScore(code, *row[:3], half_up_div(row[3], row[4]), row[4]) for code, row in sums.items()]
        return sorted(found, key=lambda row: (row.score, row.code))

    @property
    def touchpoints(self):
        sums = {}
        for _code, _fa, _en, _critical, fa, en, phase, total, n in sorted(self._answers):
            before = sums.get((fa, en, phase), (0, 0))
            sums[fa, en, phase] = before[0] + total, before[1] + n
        return [TouchpointMean(*name, half_up_div(total, n), n) for name, (total, n) in sums.items()]

    def weak(self, target):
        return [row for row in self.standards if row.score < target]

    def content(self):
        return {
            "cycle": self.cycle.key,
            "is_closed": not self.cycle.is_open,
            "staff": self.staff.key,
            **_score_content(self.score),
            "evaluations": [row.content_hash for row in self.counted],
            "standards": [[row.code, row.score, row.n] for row in self.standards],
        }


_STANDARD = ("code", "behaviour_fa", "behaviour_en", "is_critical", "touchpoint_name_fa", "touchpoint_name_en", "phase")


class TeamSummary:
    """A team in a cycle: those who were evaluated while they worked in it."""

    def __init__(self, cycle, team):
        self.cycle, self.team = cycle, team
        self.key = f"{cycle.key}.{team.key}"

    @cached_property
    def rows(self):
        rows = Evaluation.objects.counted().shown().filter(cycle=self.cycle, team=self.team)
        return list(rows.select_related("subject__job_role").order_by("pk"))

    def is_seen_by(self, user):
        return _all_seen(user, self.rows)

    @cached_property
    def people(self):
        """PersonLine of everybody, by name in the language that is active."""
        subjects = {row.subject_id: row.subject for row in self.rows}
        scores = scores_from(self.cycle, [(row.subject_id, *_values(row)) for row in self.rows])
        lines = [PersonLine(staff, scores.get(pk, PersonScore())) for pk, staff in subjects.items()]
        return sorted(lines, key=lambda line: (line.staff.family_name, line.staff.given_name, line.staff.code))

    @cached_property
    def score(self):
        """Every person counts once. The interval is that of the mean over people."""
        scores = [line.score.score for line in self.people if line.score.score is not None]
        if not scores:
            return PersonScore()
        n = sum(line.score.n for line in self.people)
        return PersonScore(half_up_div(sum(scores), len(scores)), n, **bounds_of(scores))

    @property
    def groups(self):
        """[[PersonLine]], highest first, each clearly above the next, of those with enough evaluations to say."""
        bounded = [line for line in self.people if line.score.is_sure]
        return groups_apart([(line, line.score.low, line.score.high) for line in bounded])

    @property
    def unsure(self):
        return [line for line in self.people if not line.score.is_sure]

    @cached_property
    def standards(self):
        return [row for row in standard_scores(self.cycle, [self.team.pk]) if row.n >= FEWEST_IN_A_CELL]

    def weak(self, target):
        return [row for row in self.standards if row.score < target]

    def content(self):
        people = sorted([line.staff.key, *_score_content(line.score).values()] for line in self.people)
        return {
            "cycle": self.cycle.key,
            "is_closed": not self.cycle.is_open,
            "team": self.team.key,
            "people": people,
            "evaluations": content_hash(sorted(row.content_hash for row in self.rows)),
            "standards": [[row.code, row.score, row.n] for row in self.standards],
        }


def _all_seen(user, rows):
    return Evaluation.objects.visible_to(user).filter(pk__in=[row.pk for row in rows]).count() == len(rows)


def _is_enough(rule, n):
    return rule.weight > 0 and n >= max(1, rule.threshold)


def _values(row):
    return row.source, row.score, row.outcome


def _score_content(score):
    return {"score": score.score, "n": score.n, "low": score.low, "high": score.high, "has_fail": score.has_fail}


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
