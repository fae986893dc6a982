"""Finding standards, steps of the policy, lessons and people by words, whichever way they are spelled."""

from dataclasses import dataclass

from kit.filters import searched
from kit.folding import fold
from people.models import StaffMember
from playbook.models import Edition
from training.models import Lesson

SHOWN, LONGEST, MOST_WORDS = 12, 200, 8
STANDARD_TEXTS = ("behaviour", "why", "good", "bad", "touchpoint_name")
STEP_TEXTS = ("title", "do", "say", "never_say")
LESSON_TEXTS = ("title", "course__title")


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
    words = fold(text).split()[:MOST_WORDS]
    if not words:
        return {}
    edition = Edition.objects.in_force(on) if user.has_perm("playbook.view_folder") else None
    found = {"people": _people(user, text, on)}
    if edition is not None:
        standards = _holding(words, edition.standards.order_by("position"), ["code", *_both(STANDARD_TEXTS)])
        steps = _holding(words, edition.policy_steps.order_by("number"), _both(STEP_TEXTS))
        found = {"standards": standards, "steps": steps, **found}
    if user.has_perm("training.take_course"):
        lessons = Lesson.objects.filter(is_live=True, course__is_live=True).select_related("course")
        found["lessons"] = _group(searched(lessons, text, *_both(LESSON_TEXTS)))
    return found


def _people(user, text, on):
    return _group(StaffMember.objects.visible_to(user).active_on(on).named_like(text).with_names())


def _both(names):
    return [f"{name}_{language}" for name in names for language in ("fa", "en")]


def _holding(words, rows, names):
    """Rows of one edition in whose texts every word stands; folded here, for a folder is small and has long texts."""
    texts = ((row, fold(" ".join(getattr(row, name) for name in names))) for row in rows)
    found = [row for row, text in texts if all(word in text for word in words)]
    return Group(found[:SHOWN], len(found))


def _group(rows):
    found = list(rows[: SHOWN + 1])
    return Group(found[:SHOWN], rows.count() if len(found) > SHOWN else len(found))
