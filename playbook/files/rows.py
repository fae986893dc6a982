"""The living folder as rows of the file: what is exported, and what an import is compared with."""

from collections import defaultdict
from dataclasses import dataclass

from kit.text.bilingual import LANGUAGES
from people.company.organisation import organisation
from playbook.files.columns import AUTHORITY, LANE, NAMES, STANDARD, STANDARD_TEXTS, STEP, STEP_TEXTS, TOUCHPOINT
from playbook.files.pictures import Shelf
from playbook.models import ComplaintPolicyPage, Phase, StandardPage, TouchpointPage
from playbook.models.authority import LIMITS
from playbook.pictures.album import album_of, by_content

PHASE_ORDER = {phase: place for place, phase in enumerate(Phase.values)}
STEP_LENGTH = 4  # of a treebeard path


@dataclass(frozen=True)
class Thing:
    """A touchpoint, a standard or the policy: its pages by language (also those not live), and its row."""

    kind: str
    row: dict
    pages: dict

    @property
    def source(self):
        return self.pages.get("fa") or self.pages["en"]

    @property
    def is_live(self):
        return any(page.live for page in self.pages.values())

    @property
    def has_drafts(self):
        return any(page.has_unpublished_changes for page in self.pages.values())


@dataclass(frozen=True)
class Folder:
    """touchpoints: {code: Thing}; standards: {code: Thing}; policy: {language: page}, steps and authority: {number:
    row}, lane: the row of the public lane, which may be empty; shelf: the pictures of the standards."""

    touchpoints: dict
    standards: dict
    policy: dict
    steps: dict
    authority: dict
    lane: dict
    shelf: Shelf

    def rows(self):
        """Rows of what is live, in the folder's order."""
        order = sorted(
            (thing for thing in self.touchpoints.values() if thing.is_live),
            key=lambda thing: (PHASE_ORDER.get(thing.row["phase"], 9), thing.source.path),
        )
        for thing in order:
            yield thing.row
            own = [one for one in self.standards.values() if one.row["touchpoint"] == thing.row["touchpoint"]]
            yield from (one.row for one in sorted(own, key=lambda one: one.source.path) if one.is_live)
        yield from (self.steps[number] for number in sorted(self.steps))
        yield from (self.authority[number] for number in sorted(self.authority))
        if self.lane != empty_row(LANE):
            yield self.lane

    def of_policy(self, kind):
        """The rows of one kind that the page of the policy says: {number: row}; the lane has no number."""
        return {STEP: self.steps, AUTHORITY: self.authority, LANE: {0: self.lane} if self.policy else {}}[kind]


def present_folder():
    """The folder as its pages say now; a constant number of queries."""
    touchpoints = [_touchpoint(pages) for pages in _pairs(TouchpointPage.objects.all())]
    places = {page.path: thing.row["touchpoint"] for thing in touchpoints for page in thing.pages.values()}
    standards = StandardPage.objects.select_related("caretaker").prefetch_related("roles")
    pairs = list(_pairs(standards))
    shelf = Shelf(album_of(page.body for pages in pairs for page in pages.values()))
    standards = [_standard(pages, places, shelf) for pages in pairs]
    policy = next(iter(_pairs(_policies())), {})
    return Folder(
        {thing.row["touchpoint"]: thing for thing in touchpoints},
        {thing.row["code"]: thing for thing in standards},
        policy,
        _steps(policy),
        _authority(policy),
        _lane(policy),
        shelf,
    )


def _policies():
    return ComplaintPolicyPage.objects.live().prefetch_related("steps", "authority__role")


def _pairs(pages):
    found = defaultdict(dict)
    for page in pages.select_related("locale").order_by("path"):
        found[page.translation_key][page.locale.language_code] = page
    return found.values()


def empty_row(kind):
    return {**dict.fromkeys(NAMES, ""), "kind": kind}


def _touchpoint(pages):
    source = pages.get("fa") or pages["en"]
    row = empty_row(TOUCHPOINT) | {"phase": source.phase, "touchpoint": source.code, "icon": source.icon}
    row |= {f"title_{language}": pages[language].title if language in pages else "" for language in LANGUAGES}
    return Thing(TOUCHPOINT, row, pages)


def _standard(pages, places, shelf):
    source = pages.get("fa") or pages["en"]
    row = empty_row(STANDARD) | {
        "touchpoint": places.get(source.path[:-STEP_LENGTH], ""),
        "code": source.code,
        "measure": source.measure,
        "critical": "1" if source.is_critical else "",
        "roles": ", ".join(sorted(role.code for role in source.roles.all())),
        "owner": source.caretaker.code if source.caretaker else "",
        "review_days": str(source.review_interval_days),
    }
    for language in LANGUAGES:
        page = pages.get(language)
        row |= {f"{name}_{language}": _plain(getattr(page, name)) if page else "" for name in STANDARD_TEXTS}
        row[f"body_{language}"] = by_content(row[f"body_{language}"], shelf.album)
    return Thing(STANDARD, row, pages)


def _steps(policy):
    rows = {}
    for language, page in policy.items():
        for number, step in enumerate(page.steps.all(), 1):
            row = rows.setdefault(number, empty_row(STEP) | {"code": str(number)})
            row |= {f"{name}_{language}": _plain(getattr(step, name)) for name in STEP_TEXTS}
            minutes = step.time_limit_minutes
            row |= {"minutes": "" if minutes is None else str(minutes), "skippable": "1" if step.is_skippable else ""}
    return rows


def _authority(policy):
    """As an edition freezes them: the lines of the first page, each with its twin in the other language."""
    lines = {language: list(page.authority.all()) for language, page in policy.items()}
    twins = {(language, line.translation_key): line for language in lines for line in lines[language]}
    rows = {}
    for number, line in enumerate(lines.get("fa") or lines.get("en", []), 1):
        limits = {name: getattr(line, name) for name in LIMITS}
        row = empty_row(AUTHORITY) | {"code": str(number), "roles": line.role.code if line.role else ""}
        row |= {name: "" if limit is None else str(limit) for name, limit in limits.items()}
        row["currency"] = organisation().currency if any(row[name] for name in LIMITS) else ""
        pairs = {language: twins.get((language, line.translation_key)) for language in LANGUAGES}
        rows[number] = row | {f"remedy_{language}": twin.remedy.strip() for language, twin in pairs.items() if twin}
    return rows


def _lane(policy):
    row = empty_row(LANE)
    for language, page in policy.items():
        row |= {f"{name}_{language}": _plain(getattr(page, f"public_{name}")) for name in STEP_TEXTS}
        minutes = page.public_minutes
        row["minutes"] = row["minutes"] or ("" if minutes is None else str(minutes))
    return row


def _plain(text):
    return text.replace("\r\n", "\n").strip()
