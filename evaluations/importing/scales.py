"""The scales of a mapping: steps with words for each, numbers between two ends, percent."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from evaluations.actions.scales import PROBLEMS, scale_problem
from evaluations.models import ScaleKind
from evaluations.scoring.engine import FULL
from evaluations.scoring.scale_numbers import THOUSAND, NoNumber, points, read_number
from kit.text.folding import fold

HIGHEST = 10**9


@dataclass(frozen=True)
class MappedOutcome:
    """`answers`: the words of the file that mean it."""

    answers: tuple[str, ...]
    value: int
    label_fa: str
    label_en: str
    is_pass: bool


@dataclass(frozen=True)
class MappedScale:
    """`lowest`, `highest` in thousandths and `threshold` in basis points, for numbers and percent alone."""

    name: str
    kind: str
    outcomes: tuple[MappedOutcome, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    threshold: int | None = None

    @property
    def is_numeric(self):
        return self.kind != ScaleKind.STEPS

    @property
    def steps(self):
        """(label_fa, label_en, value, is_pass), best first."""
        rows = sorted(self.outcomes, key=lambda outcome: -outcome.value)
        return tuple((row.label_fa, row.label_en, row.value, row.is_pass) for row in rows)

    @cached_property
    def by_answer(self):
        return {fold(answer): outcome for outcome in self.outcomes for answer in outcome.answers}


def read_scales(data):
    """{name: MappedScale}; outcomes beside the scales are one of their own, called ""."""
    found = {}
    if "outcome" in data.values:
        found[""] = _steps(data, "")
    for table in data.tables("scale"):
        name = table.text("name", most=40)
        if name in found:
            table.refuse(_("the scale “%(name)s” is there twice.") % {"name": name})
        kind = table.choice("kind", ScaleKind.values, ScaleKind.STEPS.value)
        found[name] = _steps(table, name) if kind == ScaleKind.STEPS else _numbers(table, name, kind)
    if not found:
        data.refuse(_("The mapping has no scale: write outcomes, or a [[scale]] of numbers or percent."))
    return found


def _steps(table, name):
    scale = MappedScale(name, ScaleKind.STEPS, tuple(_outcome(item) for item in table.tables("outcome")))
    steps = scale.steps
    problem = scale_problem([(value, is_pass) for _fa, _en, value, is_pass in steps])
    if problem:
        table.refuse(str(PROBLEMS[problem]))
    for labels in ([fa for fa, *_rest in steps], [en for _fa, en, *_rest in steps]):
        twice = _twice(labels)
        if twice is not None:
            table.refuse(_("two outcomes are called “%(name)s”.") % {"name": twice})
    answers = _twice([fold(answer) for outcome in scale.outcomes for answer in outcome.answers])
    if answers is not None:
        table.refuse(_("the answer “%(name)s” is mapped twice.") % {"name": answers})
    return scale


def _outcome(item):
    answers = (item.text("answer", needed="answers" not in item.values), *item.texts("answers"))
    answers = tuple(answer for answer in answers if answer)
    first = answers[0] if answers else ""
    fa, en = item.text("label_fa", most=40, needed=False), item.text("label_en", most=40, needed=False)
    fa = fa or en or first
    if len(fa) > 40:
        item.refuse(_("%(name)s is longer than %(most)s characters, or not text.") % {"name": "answer", "most": 40})
    value = item.number("value", least=0, most=FULL)
    return MappedOutcome(answers, value, fa, en or fa, item.flag("is_pass", True))


def _numbers(table, name, kind):
    ends = [_end(table, "lowest", "0"), _end(table, "highest", "100" if kind == ScaleKind.PERCENT else None)]
    lowest, highest = ends
    if None in ends:
        return MappedScale(name, kind, (), 0, THOUSAND)
    if kind == ScaleKind.PERCENT and (lowest, highest) != (0, 100 * THOUSAND):
        table.refuse(_("percent goes from 0 to 100."))
    if lowest >= highest:
        table.refuse(_("lowest is less than highest."))
        return MappedScale(name, kind, (), 0, THOUSAND)
    scale = MappedScale(name, kind, (), lowest, highest)
    return MappedScale(name, kind, (), lowest, highest, _threshold(table, scale))


def _threshold(table, scale):
    """What a number that fails is below, in basis points; None where none fails."""
    if "fails_below" not in table.values:
        return None
    try:
        return points(read_number(table.text("fails_below"), most=scale.highest // THOUSAND), scale)
    except NoNumber:
        table.refuse(_("fails_below lies outside of the scale."))
        return None


def _end(table, name, otherwise):
    text = table.text(name, needed=False) or otherwise
    try:
        end = Fraction(read_number(text or "")) * THOUSAND
    except NoNumber:
        end = None
    if end is None or end.denominator != 1 or abs(end) > HIGHEST * THOUSAND:
        table.refuse(_("%(name)s is a number with at most three decimals.") % {"name": name})
        return None
    return int(end)


def _twice(values):
    return next((value for value in values if values.count(value) > 1), None)
