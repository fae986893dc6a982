"""What freezing an edition will set in motion. Apps above say what becomes stale in their rooms.

def stale_questions(diff):               # in training/impact.py, imported by AppConfig.ready
    codes = diff.codes(ChangeClass.MAJOR) | diff.removed
    return [ImpactLine(text, count, url)]

register_impact("training.questions", stale_questions)
"""

from dataclasses import dataclass

from playbook.models import ChangeClass

_functions = {}


@dataclass(frozen=True)
class ImpactLine:
    """One sentence of the preview, translated; `count` 0 lines are left out. `detail` names names."""

    text: str
    count: int
    url: str = ""
    detail: str = ""


@dataclass(frozen=True)
class EditionDiff:
    """An edition about to be frozen beside the one before. `classes` = {code: ChangeClass} of every standard in it."""

    edition: object
    previous: object | None
    classes: dict
    removed: frozenset

    def codes(self, *classes):
        """Codes of the standards whose change is of one of the classes."""
        return {code for code, change in self.classes.items() if change in classes}

    @property
    def stale_codes(self):
        """Standards whose lessons, questions and criteria need another look: changed in a major way, or gone."""
        return self.codes(ChangeClass.MAJOR) | self.removed


def register_impact(name, function):
    _functions[name] = function


def impact_of(diff):
    return [line for function in _functions.values() for line in function(diff) if line.count]
