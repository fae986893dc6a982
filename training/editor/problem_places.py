"""Which line and which field of a question a problem stands at: found by the one rule itself. Pure."""

from dataclasses import replace

from training.kinds import kind_of
from training.kinds.checks import problems
from training.kinds.drafts import Draft, Options, Problem

ALONE = {
    Problem.EMPTY_OPTION: "text",
    Problem.HALF_PAIR: "match",
    Problem.NUMBER: "number",
    Problem.DIGITS: "number",
}
OF_THE_QUESTION = {Problem.NO_TEXT: "text", Problem.TRUE_FALSE: "truth"}


def places(problem: Problem, draft: Draft) -> list[tuple[int | None, str]]:
    """[(number of the option or None, field)] where `problem` of `draft` is said; ("options": beside all)."""
    if problem in OF_THE_QUESTION:
        return [(None, OF_THE_QUESTION[problem])]
    found: list[tuple[int | None, str]] = []
    if problem in ALONE:
        found = [(n, ALONE[problem]) for n, option in enumerate(draft.options) if _has(problem, draft, (option,))]
    elif problem == Problem.SAME_TWICE:
        field = kind_of(draft.kind).said_by
        found = [(n, field) for n in range(len(draft.options)) if _begins_at(problem, draft, n)]
    return found or [(None, "options")]


def _begins_at(problem: Problem, draft: Draft, number: int) -> bool:
    before, now = draft.options[:number], draft.options[: number + 1]
    return _has(problem, draft, now) and not _has(problem, draft, before)


def _has(problem: Problem, draft: Draft, options: Options) -> bool:
    return problem in problems(replace(draft, options=options))
