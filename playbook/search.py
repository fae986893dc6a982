"""Finding words in a frozen edition, whichever way they are spelled.

What is frozen never changes: its texts are folded once per process and kept, so that a search asks the database only
for the rows that it shows.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import override

from kit.text.bilingual import LANGUAGES, active_language
from kit.text.folding import fold, holds
from kit.text.nearness import spellings_of
from playbook.models import FrozenAuthority, FrozenPolicyStep, FrozenPublicLane, FrozenStandard, Phase
from playbook.standards import fields

STEP, AUTHORITY, LANE = "step", "authority", "public"
POLICY, POCKET = "policy", "pocket"


# What stands over the policy and its pocket card, and what people call them besides.
POLICY_TITLES = (_lazy("Complaint policy"), _lazy("Handling a complaint"))
POCKET_TITLES = (
    _lazy("Complaint: what to do"),
    _lazy("Pocket card"),
    _lazy("Complaint policy for the pocket (A5)"),
    _lazy("For the pocket"),
)


@dataclass(frozen=True)
class TitleFind:
    """A page, or a place on one, that is called so."""

    title: str
    text: str
    url: str
    icon: str


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


def title_finds(edition, words):
    """A TitleFind for the complaint policy, its pocket card, every phase and every touchpoint that is called so."""
    named = {place for place, text in _titles(edition.key, edition.content_hash) if holds(text, words)}
    folder = reverse("playbook:folder")
    found = []
    if POLICY in named:
        text = _("Six steps for when a customer is unhappy.")
        found.append(TitleFind(str(POLICY_TITLES[0]), text, reverse("playbook:policy"), "heart-handshake"))
    if POCKET in named:
        text = _("On one screen, while the customer stands there.")
        found.append(TitleFind(str(POCKET_TITLES[0]), text, reverse("playbook:pocket"), "device-mobile"))
    for phase in Phase:
        if phase in named:
            anchor = Phase.AFTER if phase == Phase.COMPLAINT else phase
            found.append(TitleFind(phase.label, _("Phase of the folder"), f"{folder}#{anchor}", "book-2"))
    for place, name, icon in _touchpoints(edition.key, edition.content_hash, active_language()):
        if place in named:
            url = f"{folder}?{urlencode({'at': place})}"
            found.append(TitleFind(name, _("Touchpoint"), url, icon or "building-store"))
    return found


def spoken_words(edition):
    """{folded word: as it is spelt} of all that can be found in the edition."""
    return _spoken(edition.key, edition.content_hash)


def _holding(texts, words):
    return [place for place, text in texts if holds(text, words)]


def _both(names):
    return [f"{name}_{language}" for name in names for language in ("fa", "en")]


def _policy_texts():
    said = fields.names(fields.POLICY, "is_searched")
    return [
        (STEP, FrozenPolicyStep, ("title", *said)),
        (AUTHORITY, FrozenAuthority, ("remedy",)),
        (LANE, FrozenPublicLane, said),
    ]


# The hash is asked for as well: what is kept is kept for this very text.
@lru_cache(maxsize=4)
def _standards(key, content_hash):
    rows = FrozenStandard.objects.filter(edition__key=key).order_by("position")
    return [(pk, fold(" ".join(texts))) for pk, *texts in rows.values_list("pk", "code", *_both(fields.searched()))]


@lru_cache(maxsize=4)
def _policy(key, content_hash):
    found = []
    for kind, model, names in _policy_texts():
        rows = model.objects.filter(edition__key=key).order_by("pk").values_list("pk", *_both(names))
        found += [((kind, pk), fold(" ".join(texts))) for pk, *texts in rows]
    return found


@lru_cache(maxsize=4)
def _titles(key, content_hash):
    """[(place, folded titles)] in both languages; the policy's only where the edition has one."""
    named = [(phase, _folded(phase.label)) for phase in Phase]
    if FrozenPolicyStep.objects.filter(edition__key=key).exists():
        named += [(POLICY, _folded(*POLICY_TITLES)), (POCKET, _folded(*POCKET_TITLES))]
    for language in LANGUAGES:
        named += [(place, fold(name)) for place, name, _icon in _touchpoints(key, content_hash, language)]
    return named


def _in_both(*titles):
    spoken = []
    for language in LANGUAGES:
        with override(language):
            spoken += map(str, titles)
    return spoken


def _folded(*titles):
    return fold(" ".join(_in_both(*titles)))


@lru_cache(maxsize=8)
def _touchpoints(key, content_hash, language):
    """[(place, name, icon)] of the touchpoints, named in a language if they are."""
    names = ("phase", "touchpoint_code", "touchpoint_icon", "touchpoint_name_fa", "touchpoint_name_en")
    rows = FrozenStandard.objects.filter(edition__key=key).exclude(touchpoint_code="").order_by("position")
    found = {}
    for phase, code, icon, fa, en in rows.values_list(*names):
        found.setdefault(f"{phase}.{code}", ((en or fa) if language == "en" else (fa or en), icon))
    return [(place, name, icon) for place, (name, icon) in found.items()]


@lru_cache(maxsize=4)
def _spoken(key, content_hash):
    kinds = [(FrozenStandard, fields.searched()), *((model, names) for _kind, model, names in _policy_texts())]
    rows = [
        texts for model, names in kinds for texts in model.objects.filter(edition__key=key).values_list(*_both(names))
    ]
    titles = _in_both(*POLICY_TITLES, *POCKET_TITLES, *(phase.label for phase in Phase))
    return spellings_of([*titles, *(text for texts in rows for text in texts)])
