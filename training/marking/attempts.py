"""An attempt's answers marked by the rule that the attempt names."""

from collections.abc import Iterable
from typing import Any

from training.marking import engine


def marked_again(attempt: Any, answers: Iterable[Any]) -> tuple[list[engine.Marked], engine.Result]:
    """([Marked] in the order of `answers`, which have their `version` at hand, Result). Raises engine.UnknownRule."""
    version = attempt.rules_version
    marked = [engine.mark(answer.version.content, answer.given, version) for answer in answers]
    marks = {"pass_mark": attempt.pass_mark, "critical_mark": attempt.critical_mark}
    return marked, engine.result(marked, **marks, version=version)
