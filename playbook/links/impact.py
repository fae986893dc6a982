"""What freezing an edition will set in motion. Apps say by `StandardLinks(impacts=...)` what becomes stale with them:

def stale_questions(diff):               # in training/links/impact.py
    codes = diff.codes(ChangeClass.MAJOR) | diff.removed
    return [ImpactLine(text, count, url)]
"""

from dataclasses import dataclass, replace

from playbook.links.standard_links import all_links
from playbook.models import ChangeClass


@dataclass(frozen=True)
class ImpactLine:
    """One sentence of the preview, translated; `count` 0 lines are left out. `detail` names names.

    `url` is shown to who has the permission `perm` alone; "": to everybody who sees the preview.
    """

    text: str
    count: int
    url: str = ""
    detail: str = ""
    perm: str = ""

    def seen_by(self, user):
        return self if not self.perm or user.has_perm(self.perm) else replace(self, url="")


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


def impact_of(diff, user):
    """The lines of all rooms, as the user may see them."""
    asked = [function for links in all_links() for function in links.impacts]
    return [line.seen_by(user) for function in asked for line in function(diff) if line.count]
