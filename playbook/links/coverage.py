"""Per standard: customers' words, lessons, questions, criteria, evaluations; and what is missing between them.

Each app says what it has as `StandardLinks(coverage=...)`, in a constant number of queries:

    def lessons(codes, on):                  # in training/links/coverage.py
        return {code: CoverageCell(count)}           # codes without any may be left out

    CoverageSource(LESSONS, lessons, mend=lambda standard: reverse("..."), perm="training.write_courses")
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kit.http.back import leading
from playbook.links.standard_links import all_links
from playbook.models import FrozenStandard

EVIDENCE, LESSONS, QUESTIONS, CRITERIA, EVALUATIONS = "evidence", "lessons", "questions", "criteria", "evaluations"
# The order of the columns; those that no app fills are left out.
LABELS = {
    EVIDENCE: _("Customers' words"),
    LESSONS: _("Lessons"),
    QUESTIONS: _("Questions"),
    CRITERIA: _("Criteria"),
    EVALUATIONS: _("Evaluations in 90 days"),
}


class Gap(TextChoices):
    """What is missing between the hops of the chain."""

    OPINION = "opinion", _("Opinion only: no customer said so")
    UNTAUGHT = "untaught", _("Evaluated but never taught")
    UNEVALUATED = "unevaluated", _("Taught but never evaluated")
    NEITHER = "neither", _("Neither taught nor evaluated")


@dataclass(frozen=True)
class CoverageCell:
    """How many; `mean` in basis points, `newest` the last day, where they make sense."""

    count: int = 0
    mean: int | None = None
    newest: date | None = None


@dataclass(frozen=True)
class CoverageSource:
    """`function(codes, on)` gives {code: CoverageCell} for the column `name`; `mend(standard)` the address of the
    screen where whoever has the permission `perm` makes more for this FrozenStandard."""

    name: str
    function: object
    mend: object
    perm: str


@dataclass(frozen=True)
class ShownCell:
    """One cell of the matrix: `url` leads to where a gap is mended."""

    label: str
    cell: CoverageCell
    is_red: bool
    url: str


@dataclass(frozen=True)
class CoverageLine:
    standard: FrozenStandard
    cells: dict
    gaps: list = field(default_factory=list)

    def shown(self, mendable, back=""):
        """Its cells; a red one leads to where it is mended, and back, when its column is among `mendable`."""
        red = {name for gap in self.gaps for name in RED[gap]}
        return [
            ShownCell(
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


def _sources():
    """{name of the column: its CoverageSource}"""
    return {source.name: source for links in all_links() for source in links.coverage}


def mend_url(name, standard, back=""):
    """Where more is made for this standard, and back; "" where no app fills the column."""
    source = _sources().get(name)
    return leading(source.mend(standard), back=back) if source else ""


def mendable_by(user):
    """Names of the columns whose gaps the user may mend."""
    return {name for name, source in _sources().items() if user.has_perm(source.perm)}


def columns():
    sources = _sources()
    return {name: label for name, label in LABELS.items() if name in sources}


def coverage_lines(edition, on):
    """A CoverageLine per standard of an edition, in order; as many queries as there are sources, and one."""
    standards = list(edition.standards.order_by("position"))
    codes = [row.code for row in standards]
    sources = _sources()
    found = {name: sources[name].function(codes, on) for name in LABELS if name in sources}
    lines = []
    for row in standards:
        cells = {name: cells.get(row.code, CoverageCell()) for name, cells in found.items()}
        lines.append(CoverageLine(row, cells, _gaps(cells)))
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
