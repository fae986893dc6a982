"""What a question says, as one short text: two authors at once are told apart by it, whoever else wrote meanwhile."""

from dataclasses import asdict, replace
from typing import Any

from kit.values.canonical import content_hash
from training.questions.drafts import draft_of


def fingerprint(question: Any) -> str:
    """Of everything an author can write, but its place in the quiz and the edition whose wording it is about."""
    draft = draft_of(question)
    codes = sorted({*draft.codes, *question.awaited.values_list("code", flat=True)})
    facts = {"course": question.course_id, "is_draft": question.is_draft, "is_retired": question.is_retired}
    return content_hash({"draft": asdict(replace(draft, codes=tuple(codes))), **facts})
