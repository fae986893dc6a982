"""What the evaluate page shows: sections, items, how much is covered."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from evaluations.models import Critical, SectionKind
from evaluations.records.assessment import (
    COMMENT,
    EVIDENCE,
    NA,
    OUTCOME,
    OutcomeChoice,
    criteria_of,
    is_failed,
    missing,
    needs_comment,
)
from evaluations.scorecards.wordings import NONE, Rewordings, rewordings_today
from evaluations.scoring.scale_numbers import end, in_digits


@dataclass
class FormItem:
    """One criterion on the page. `other`: what was saved from elsewhere, after a conflict."""

    criterion: object
    number: int
    choices: list
    na: OutcomeChoice | None
    comment: str
    evidence: list
    hint: str
    warning: str
    lacks: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    other: object = None
    rewording: object = None
    range: str = ""
    number_given: str = ""

    @property
    def mark(self):
        """Its step in the coverage bar."""
        if self.range:
            return "on" if self.number_given else "na"
        if self.na and self.na.is_chosen:
            return "na"
        return "on" if any(choice.is_chosen for choice in self.choices) else ""

    @property
    def wants_comment(self):
        return any(choice.is_chosen and choice.needs_comment for choice in self.choices)


@dataclass
class FormPage:
    """`sections`: (section, items). `rewordings`: what reads differently in the folder today."""

    sections: list
    rewordings: Rewordings = NONE

    @property
    def items(self):
        return [item for _section, items in self.sections for item in items]

    @property
    def total(self):
        return len(self.items)

    @property
    def answered(self):
        return sum(item.mark != "" for item in self.items)

    @property
    def not_arisen(self):
        return sum(item.mark == "na" for item in self.items)

    @property
    def left(self):
        return self.total - self.answered

    @property
    def marks(self):
        """Steps of the coverage bar, a gap between sections."""
        marks = []
        for _section, items in self.sections:
            marks += ["gap"] * bool(marks) + [item.mark for item in items]
        return marks

    @property
    def lacking(self):
        return [item for item in self.items if item.lacks]


WORDS = {
    OUTCOME: lambda: _("Choose an outcome."),
    COMMENT: lambda: _("Write what you saw."),
    EVIDENCE: lambda: _("Add a file that shows it."),
}


def form_page(evaluation, scorecard, *, form=None, lacking=(), notes=None):
    """`form`: a bound FillForm whose values stand in the fields; beside them what is stored, after a conflict.
    `notes`: {criterion id: [FormerNote]} of what was handed on."""
    related = ("outcome", "criterion__scale")
    answers = {answer.criterion_id: answer for answer in evaluation.answers.select_related(*related)}
    files = {}
    for row in evaluation.evidence.all():
        files.setdefault(row.criterion_id, []).append(row)
    sections, number = [], 0
    for section in scorecard.sections.all():
        items = []
        for criterion in section.criteria.all():
            number += 1
            items.append(_item(section, criterion, number, answers.get(criterion.pk), files, form))
        sections.append((section, items))
    page = FormPage(sections, rewordings_today(evaluation, [row.standard for row in criteria_of(scorecard)]))
    for item in page.items:
        item.rewording = page.rewordings.of(item.criterion.standard)
        item.notes = (notes or {}).get(item.criterion.pk, [])
    _add_lacking(page, lacking)
    return page


def missing_now(evaluation, scorecard):
    answers = {answer.criterion_id: answer for answer in evaluation.answers.all()}
    return missing(scorecard, answers, set(evaluation.evidence.values_list("criterion_id", flat=True)))


def _item(section, criterion, number, answer, files, form):
    stored = (_chosen(answer), answer.comment if answer else "")
    shown = stored
    if form is not None and f"c-{criterion.key}" in form.data:
        shown = (form.data.get(f"o-{criterion.key}", ""), form.data.get(f"c-{criterion.key}", ""))
    outcomes = list(criterion.scale.outcomes.all())
    choices = [
        OutcomeChoice(o.key, o.label, n, o.key == shown[0], needs_comment(criterion, o.value))
        for n, o in enumerate(outcomes, 1)
    ]
    numbers = _numbers(criterion.scale, shown[0]) if criterion.scale.is_numeric else {}
    na = OutcomeChoice(NA, _("Did not arise"), 0, shown[0] == NA) if criterion.allows_na and not numbers else None
    differs = stored[0] != shown[0] or stored[1].strip() != shown[1].replace("\r\n", "\n").strip()
    return FormItem(
        criterion=criterion,
        number=number,
        choices=choices,
        na=na,
        comment=shown[1],
        evidence=files.get(criterion.pk, []),
        hint=_comment_hint(outcomes, criterion),
        warning=_warning(section, criterion, outcomes),
        other=answer if differs and answer else None,
        **numbers,
    )


def _numbers(scale, given):
    ends = {"low": in_digits(end(scale.lowest)), "high": in_digits(end(scale.highest))}
    return {"range": _("From %(low)s to %(high)s; empty: did not arise") % ends, "number_given": given}


def _chosen(answer):
    if answer is None:
        return ""
    if answer.given or answer.criterion.scale.is_numeric:
        return answer.given
    return NA if answer.is_na else (answer.outcome.key if answer.outcome_id else "")


def _comment_hint(outcomes, criterion):
    first = next((o for o in outcomes if needs_comment(criterion, o.value)), None)
    if first is None:
        return ""
    if first is outcomes[0]:
        return _("Every outcome needs a comment here.")
    return _("“%(outcome)s” and below need a comment.") % {"outcome": first.label}


def _warning(section, criterion, outcomes):
    """What a fail does, in a sentence, before it is given."""
    if criterion.critical == Critical.NONE and section.kind != SectionKind.GATE:
        return ""
    fails = [o.label for o in outcomes if is_failed(criterion, o)]
    if not fails:
        return ""
    names = _(" or ").join(_("“%(outcome)s”") % {"outcome": label} for label in fails)
    if criterion.critical == Critical.SECTION and section.kind != SectionKind.GATE:
        return _("%(outcomes)s makes this section zero.") % {"outcomes": names}
    return _("%(outcomes)s fails the whole evaluation.") % {"outcomes": names}


def _add_lacking(page, lacking):
    items = {item.criterion.pk: item for item in page.items}
    for row in lacking:
        items[row.criterion.pk].lacks.append(WORDS[row.what]())
