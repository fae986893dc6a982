"""What a course asks already, and what of a file of questions is new or says something else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from playbook.models import FrozenStandard
from training.bank.intake import normal
from training.kinds.drafts import Draft
from training.models import Course, Question
from training.questions.drafts import draft_of


def new_drafts(drafts: Iterable[Draft], course: Course, standards: Mapping[str, FrozenStandard]) -> list[Draft]:
    """Those of the drafts that the course does not ask already, each once; only codes of `standards` are kept."""
    return compared(drafts, course, standards).new


@dataclass(frozen=True)
class Changed:
    """A question of the course, and a draft of the same name and text that says something else. `parts`: what.
    `found` is the draft as it stands in the file; `draft` has what the file says nothing about."""

    question: Question
    found: Draft
    before: Draft
    draft: Draft
    parts: list


@dataclass(frozen=True)
class Compared:
    """`new`: drafts to write as they are, those of `changed` too where both are kept."""

    new: list
    changed: list


PARTS = ("options", "feedback", "weight", "codes", "category", "note", "text_format")


def compared(drafts: Iterable[Draft], course: Course, standards: Mapping[str, FrozenStandard]) -> Compared:
    """What the course has already, apart from what is new; four queries."""
    have = [(question, normal(draft_of(question))) for question in bank_of(course)]
    known = {draft for _question, draft in have}
    taken: set[int] = set()
    by_text = defaultdict(list)
    for question, own in have:
        by_text[own.kind, own.text].append((question, own))
    new, changed = [], []
    for given in drafts:
        draft = normal(replace(given, codes=tuple(code for code in given.codes if code in standards)))
        alike = by_text[draft.kind, draft.text]
        said = {draft, *(_completed(draft, own) for _question, own in alike if _may_be(draft, own))}
        if said & known:
            continue
        known |= said
        new.append(draft)
        twin = _twin(draft, alike, taken)
        if twin:
            question, before = twin
            taken.add(question.pk)
            full = _completed(draft, before)
            parts = [name for name in PARTS if getattr(full, name) != getattr(before, name)]
            changed.append(Changed(question, draft, before, full, parts))
    return Compared(new, changed)


def _twin(draft, alike, taken):
    """Of those of its kind and text the one of the same name, or where either has none; each is one draft's alone."""
    free = [(question, own) for question, own in alike if question.pk not in taken and _may_be(draft, own)]
    by_name = [pair for pair in free if pair[1].name == draft.name]
    return next(iter(by_name or free), None)


def _may_be(draft, own):
    return draft.name == own.name or not (draft.name and own.name)


def _completed(draft, before):
    """What a file of another program says nothing about stays: standards, notes, the folder, the name."""
    unsaid = {name: getattr(before, name) for name in ("codes", "note", "category", "name") if not getattr(draft, name)}
    return replace(draft, **unsaid)


def bank_of(course: Course) -> QuerySet[Question]:
    """The questions of a course that are asked, with everything a draft needs; four queries."""
    return Question.objects.in_use().filter(course=course).prefetch_related("options", "standards__standard")
