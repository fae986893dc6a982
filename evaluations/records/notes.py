"""What a former evaluator had written of a draft: read by the successor beside their own form, never scored."""

from collections import defaultdict
from dataclasses import dataclass, field

from evaluations.models import HandedOn
from kit.values.canonical import content_hash


@dataclass
class FormerNote:
    """What one draft says about one criterion."""

    author: object
    answer: object = None
    files: list = field(default_factory=list)


def notes_for(evaluation, user):
    """{criterion id: [FormerNote]} of everything that was handed on to the evaluator of an evaluation."""
    handed = HandedOn.objects.visible_to(user).filter(assignment=evaluation.assignment_id, notes__isnull=False)
    handed = handed.select_related("former", "notes").prefetch_related("notes__answers__outcome", "notes__evidence")
    found = defaultdict(list)
    for row in handed.exclude(notes=evaluation.pk):
        files = defaultdict(list)
        for file in row.notes.evidence.all():
            files[file.criterion_id].append(file)
        answers = {answer.criterion_id: answer for answer in row.notes.answers.all()}
        for criterion in answers.keys() | files.keys():
            found[criterion].append(FormerNote(row.former, answers.get(criterion), files[criterion]))
    return found


def notes_hash(draft):
    """Seals what a draft said when it was handed on."""
    rows = draft.answers.select_related("criterion", "outcome").order_by("criterion__key")
    answers = [[row.criterion.key, row.outcome.key if row.outcome else "", row.is_na, row.comment] for row in rows]
    files = sorted(draft.evidence.values_list("key", flat=True))
    return content_hash({"number": draft.number, "answers": answers, "files": files})


def notes_problems():
    """Sentences for `verify`."""
    for row in HandedOn.objects.filter(notes__isnull=False).select_related("notes").order_by("pk"):
        if row.notes_hash != notes_hash(row.notes):
            yield f"evaluation {row.notes.number} was changed after it was handed on"
