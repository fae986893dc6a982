"""Finding words in a frozen edition, whichever way they are spelled.

What is frozen never changes: its texts are folded once per process and kept, so that a search asks the database only
for the rows that it shows.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from kit.folding import fold, holds
from playbook.models import FrozenAuthority, FrozenPolicyStep, FrozenPublicLane, FrozenStandard

STANDARD_TEXTS = ("behaviour", "why", "good", "bad", "touchpoint_name")
STEP_TEXTS = ("title", "do", "say", "never_say")
LANE_TEXTS = ("do", "say", "never_say")
STEP, AUTHORITY, LANE = "step", "authority", "public"


@dataclass(frozen=True)
class PolicyFind:
    """A place on the page of the complaint policy."""

    title: str
    text: str
    anchor: str


def standard_ids(edition, words):
    """Primary keys, in the edition's order, of the standards in whose texts every word stands."""
    return _holding(_standards(edition.key, edition.content_hash), words)


def policy_finds(edition, words):
    """A PolicyFind per step, line of the authority table and public lane in which every word stands."""
    places = _holding(_policy(edition.key, edition.content_hash), words)
    wanted = {kind: {pk for found, pk in places if found == kind} for kind in (STEP, AUTHORITY, LANE)}
    steps = FrozenPolicyStep.objects.filter(pk__in=wanted[STEP]).order_by("number") if wanted[STEP] else []
    lines = FrozenAuthority.objects.filter(pk__in=wanted[AUTHORITY]).order_by("position") if wanted[AUTHORITY] else []
    lanes = FrozenPublicLane.objects.filter(pk__in=wanted[LANE]) if wanted[LANE] else []
    return [
        *(PolicyFind(step.title, step.do, f"step-{step.number}") for step in steps),
        *(PolicyFind(_("What may be given without asking"), line.remedy, "authority") for line in lines),
        *(PolicyFind(_("Where everybody reads along"), lane.do, "public") for lane in lanes),
    ]


def _holding(texts, words):
    return [place for place, text in texts if holds(text, words)]


def _both(names):
    return [f"{name}_{language}" for name in names for language in ("fa", "en")]


# The hash is asked for as well: what is kept is kept for this very text.
@lru_cache(maxsize=4)
def _standards(key, content_hash):
    rows = FrozenStandard.objects.filter(edition__key=key).order_by("position")
    return [(pk, fold(" ".join(texts))) for pk, *texts in rows.values_list("pk", "code", *_both(STANDARD_TEXTS))]


@lru_cache(maxsize=4)
def _policy(key, content_hash):
    kinds = [
        (STEP, FrozenPolicyStep, STEP_TEXTS),
        (AUTHORITY, FrozenAuthority, ("remedy",)),
        (LANE, FrozenPublicLane, LANE_TEXTS),
    ]
    found = []
    for kind, model, names in kinds:
        rows = model.objects.filter(edition__key=key).order_by("pk").values_list("pk", *_both(names))
        found += [((kind, pk), fold(" ".join(texts))) for pk, *texts in rows]
    return found
