"""Finding pages, standards, the policy, courses, lessons, evaluations, people and (for authors) customers' words,
whichever way they are spelled."""

from dataclasses import dataclass

from evaluations.records.numbers import numbered
from kit.text.folding import words_sought
from people.models import StaffMember
from playbook.evidence.quotes import searched_evidence
from playbook.models import Edition, Evidence, FrozenStandard
from playbook.search import policy_finds, standard_ids, title_finds
from training.search import courses_titled, find_of, lessons_holding

SHOWN, LONGEST = 12, 200


@dataclass(frozen=True)
class ResultGroup:
    """The first finds of one kind and how many there are."""

    rows: list
    count: int

    @property
    def more(self):
        return self.count - len(self.rows)


def find(user, text, on):
    """{kind: ResultGroup}, a constant number of questions; nothing where `text` says nothing."""
    words = words_sought(text)
    if not words:
        return {}
    found = {**_in_folder(user, words, on), **_in_training(user, words)}
    found["evaluations"] = _group(numbered(text).visible_to(user).select_related("subject"))
    if user.has_perm("playbook.manage_evidence"):
        found["quotes"] = _group(searched_evidence(Evidence.objects.visible_to(user), text).prefetch_related("links"))
    people = StaffMember.objects.visible_to(user).active_on(on).named_like(text)
    return {**found, "people": _group(people.with_names())}


def edition_for(user, on):
    """The edition that the person may look through, or None."""
    return Edition.objects.in_force(on) if user.has_perm("playbook.view_folder") else None


def _in_folder(user, words, on):
    edition = edition_for(user, on)
    if edition is None:
        return {}
    return {
        "titles": _first(title_finds(edition, words)),
        "standards": _standards(edition, words),
        "steps": _first(policy_finds(edition, words)),
    }


def _in_training(user, words):
    if not user.has_perm("training.take_course"):
        return {}
    lessons = _group(lessons_holding(words))
    return {
        "courses": _group(courses_titled(user, words)),
        "lessons": ResultGroup([find_of(lesson, words) for lesson in lessons.rows], lessons.count),
    }


def _standards(edition, words):
    ids = standard_ids(edition, words)
    rows = FrozenStandard.objects.filter(pk__in=ids[:SHOWN]).order_by("position") if ids else []
    return ResultGroup(list(rows), len(ids))


def _first(rows):
    return ResultGroup(rows[:SHOWN], len(rows))


def _group(rows):
    found = list(rows[: SHOWN + 1])
    return ResultGroup(found[:SHOWN], rows.count() if len(found) > SHOWN else len(found))
