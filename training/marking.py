"""An attempt's answers marked by the rule that the attempt names."""

from training import grading


def marked_again(attempt, answers):
    """([Marked] in the order of `answers`, which have their `version` at hand, Result). Raises grading.UnknownRule."""
    version = attempt.rules_version
    marked = [grading.mark(answer.version.content, answer.given, version) for answer in answers]
    marks = {"pass_mark": attempt.pass_mark, "critical_mark": attempt.critical_mark}
    return marked, grading.result(marked, **marks, version=version)
