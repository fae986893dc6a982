"""Per standard: customers' words, lessons, questions, criteria, evaluations; and what is missing between them.

The apps above say what they have, each in a constant number of queries:

    def lessons(codes, on):                  # in training/links/coverage.py, imported by AppConfig.ready
        return {code: Cell(count)}           # codes without any may be left out

    register_coverage("lessons", lessons, mend=lambda standard: reverse("..."), perm="training.write_courses")
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Max, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.http.back import leading
from playbook.models import EvidenceLink, FrozenStandard

EVIDENCE, LESSONS, QUESTIONS, CRITERIA, EVALUATIONS = "evidence", "lessons", "questions", "criteria", "evaluations"
# The order of the columns; those that no app fills are left out.
LABELS = {
    EVIDENCE: _("Customers' words"),
    LESSONS: _("Lessons"),
    QUESTIONS: _("Questions"),
    CRITERIA: _("Criteria"),
    EVALUATIONS: _("Evaluations in 90 days"),
}
_sources = {}


class Gap(TextChoices):
    """What is missing between the hops of the chain."""

    OPINION = "opinion", _("Opinion only: no customer said so")
    UNTAUGHT = "untaught", _("Evaluated but never taught")
    UNEVALUATED = "unevaluated", _("Taught but never evaluated")
    NEITHER = "neither", _("Neither taught nor evaluated")


@dataclass(frozen=True)
class Cell:
    """How many; `mean` in basis points, `newest` the last day, where they make sense."""

    count: int = 0
    mean: int | None = None
    newest: date | None = None


@dataclass(frozen=True)
class Source:
    function: object
    mend: object
    perm: str


@dataclass(frozen=True)
class Shown:
    """One cell of the matrix: `url` leads to where a gap is mended."""

    label: str
    cell: Cell
    is_red: bool
    url: str


@dataclass(frozen=True)
class Line:
    standard: FrozenStandard
    cells: dict
    gaps: list = field(default_factory=list)

    def shown(self, mendable, back=""):
        """Its cells; a red one leads to where it is mended, and back, when its column is among `mendable`."""
        red = {name for gap in self.gaps for name in RED[gap]}
        return [
            Shown(
                LABELS[name],
                cell,
                name in red and not cell.count,
                mend_url(name, self.standard, back) if name in mendable else "",
            )
            for name, cell in self.cells.items()
        ]


RED = {
    Gap.OPINION: [EVIDENCE],
    Gap.UNTAUGHT: [LESSONS, QUESTIONS],
    Gap.UNEVALUATED: [CRITERIA],
    Gap.NEITHER: [LESSONS, QUESTIONS, CRITERIA],
}


def register_coverage(name, function, *, mend, perm):
    """`function(codes, on)` gives {code: Cell}; `mend(standard)` the address of the screen where whoever has
    the permission `perm` makes more for this FrozenStandard."""
    _sources[name] = Source(function, mend, perm)


def mend_url(name, standard, back=""):
    """Where more is made for this standard, and back; "" where no app fills the column."""
    return leading(_sources[name].mend(standard), back=back) if name in _sources else ""


def mendable_by(user):
    """Names of the columns whose gaps the user may mend."""
    return {name for name, source in _sources.items() if user.has_perm(source.perm)}


def columns():
    return {name: label for name, label in LABELS.items() if name in _sources}


def coverage_lines(edition, on):
    """A Line per standard of an edition, in order; as many queries as there are sources, and one."""
    standards = list(edition.standards.order_by("position"))
    codes = [row.code for row in standards]
    found = {name: _sources[name].function(codes, on) for name in columns()}
    lines = []
    for row in standards:
        cells = {name: cells.get(row.code, Cell()) for name, cells in found.items()}
        lines.append(Line(row, cells, _gaps(cells)))
    return lines


def _gaps(cells):
    count = {name: cells[name].count if name in cells else None for name in LABELS}
    gaps = [Gap.OPINION] if count[EVIDENCE] == 0 else []
    if None in (count[LESSONS], count[QUESTIONS], count[CRITERIA]):
        return gaps
    taught, judged = count[LESSONS] + count[QUESTIONS] > 0, count[CRITERIA] > 0
    if judged and not taught:
        gaps.append(Gap.UNTAUGHT)
    elif taught and not judged:
        gaps.append(Gap.UNEVALUATED)
    elif not taught and not judged:
        gaps.append(Gap.NEITHER)
    return gaps


def gap_counts(lines):
    """{gap: how many standards have it}."""
    return {gap: sum(gap in line.gaps for line in lines) for gap in Gap}


def _evidence(codes, on):
    """Words that support, contradict or ask; the newest day is when they were said, or else linked."""
    rows = EvidenceLink.objects.filter(code__in=codes).values("code").order_by()
    rows = rows.annotate(count=Count("id"), said=Max("evidence__said_on"), linked=Max("linked_at"))
    return {row["code"]: Cell(row["count"], newest=row["said"] or row["linked"].date()) for row in rows}


def _words_for(standard):
    """A customer's words, for this standard."""
    return leading(reverse("playbook:words_new"), standard=standard.code)


register_coverage(EVIDENCE, _evidence, mend=_words_for, perm="playbook.manage_evidence")
