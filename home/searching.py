"""Finding standards, the policy, lessons, people and (for authors) customers' words, whichever way they are spelled."""

from dataclasses import dataclass

from kit.folding import words_sought
from people.models import StaffMember
from playbook.evidence import searched_evidence
from playbook.models import Edition, Evidence, FrozenStandard
from playbook.search import policy_finds, standard_ids
from training.search import find_of, lessons_holding

SHOWN, LONGEST = 12, 200


@dataclass(frozen=True)
class Group:
    """The first finds of one kind and how many there are."""

    rows: list
    count: int

    @property
    def more(self):
        return self.count - len(self.rows)


def find(user, text, on):
    """{kind: Group}, a constant number of questions; nothing where `text` says nothing."""
    words = words_sought(text)
    if not words:
        return {}
    edition = Edition.objects.in_force(on) if user.has_perm("playbook.view_folder") else None
    found = {}
    if edition is not None:
        found = {"standards": _standards(edition, words), "steps": _first(policy_finds(edition, words))}
    if user.has_perm("training.take_course"):
        lessons = _group(lessons_holding(words))
        found["lessons"] = Group([find_of(lesson, words) for lesson in lessons.rows], lessons.count)
    if user.has_perm("playbook.manage_evidence"):
        found["quotes"] = _group(searched_evidence(Evidence.objects.visible_to(user), text).prefetch_related("links"))
    people = StaffMember.objects.visible_to(user).active_on(on).named_like(text)
    return {**found, "people": _group(people.with_names())}


def _standards(edition, words):
    ids = standard_ids(edition, words)
    rows = FrozenStandard.objects.filter(pk__in=ids[:SHOWN]).order_by("position") if ids else []
    return Group(list(rows), len(ids))


def _first(rows):
    return Group(rows[:SHOWN], len(rows))


def _group(rows):
    found = list(rows[: SHOWN + 1])
    return Group(found[:SHOWN], rows.count() if len(found) > SHOWN else len(found))
