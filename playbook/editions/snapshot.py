"""The live pages of the folder as the rows that freezing would write; nothing is saved here."""

from collections import defaultdict
from dataclasses import dataclass, field

from kit.text.bilingual import LANGUAGES
from kit.values.canonical import content_hash
from people.company.languages import written_languages
from playbook.editions import hashes
from playbook.models import (
    ComplaintPolicyPage,
    FrozenAuthority,
    FrozenPolicyStep,
    FrozenPublicLane,
    FrozenStandard,
    Phase,
    StandardPage,
    TouchpointPage,
)
from playbook.models.policy_steps import STEP_TITLES
from playbook.pictures.album import album_of, by_content
from playbook.pictures.marks import marks_in
from playbook.standards import fields
from playbook.translations.halves import left_over

PHASE_ORDER = {phase: place for place, phase in enumerate(Phase.values)}
STEP_LENGTH = 4  # of a treebeard path


@dataclass(frozen=True)
class MissingPage:
    """A standard whose page is not live, or not translated, in `language`. `page`: the one that is there."""

    code: str
    title: str
    language: str
    page: StandardPage | None = field(default=None, compare=False, repr=False)


@dataclass
class Snapshot:
    """`standards` and `steps` are unsaved rows in their order; `roles` = {code: [JobRole]}; `shots` = {SHA-256: Shot},
    the pictures that the bodies name."""

    standards: list = field(default_factory=list)
    steps: list = field(default_factory=list)
    authority: list = field(default_factory=list)
    lane: FrozenPublicLane | None = None
    roles: dict = field(default_factory=dict)
    missing: list = field(default_factory=list)
    unpublished: list = field(default_factory=list)
    languages: tuple = LANGUAGES
    shots: dict = field(default_factory=dict)

    def pictures(self, row):
        """{language: [Mark]} of a standard's body."""
        return {language: marks_in(getattr(row, f"body_{language}")) for language in LANGUAGES}

    def hashes_shown(self, row):
        return {mark.sha256 for marks in self.pictures(row).values() for mark in marks if mark.sha256}

    def holes(self, row):
        """Marks of pictures that are not there (any more)."""
        return [mark for marks in self.pictures(row).values() for mark in marks if not mark.sha256]

    def role_keys(self, row):
        return [role.key for role in self.roles[row.code]]

    def documents(self):
        standards = [hashes.standard_document(row, self.role_keys(row)) for row in self.standards]
        return standards, [hashes.step_document(row) for row in self.steps]

    def hashes(self, edition):
        return hashes.edition_hashes(edition, *self.documents(), hashes.policy_documents(self.authority, self.lane))


def frozen_snapshot(edition):
    """The same of an edition that is frozen, from its own rows; nothing of None. A constant number of queries."""
    if edition is None:
        return Snapshot()
    standards = list(edition.standards.prefetch_related("roles").order_by("position"))
    return Snapshot(
        standards=standards,
        steps=list(edition.policy_steps.order_by("number")),
        authority=list(edition.authority.select_related("role").order_by("position")),
        lane=FrozenPublicLane.objects.filter(edition=edition).first(),
        roles={row.code: list(row.roles.all()) for row in standards},
    )


def take_snapshot(edition):
    """What `edition` would hold if it were frozen now. A constant number of queries."""
    snapshot = Snapshot(languages=written_languages())
    touchpoints = _translations(TouchpointPage.objects.live())
    places = {page.path: pair for pair in touchpoints.values() for page in pair.values()}
    pairs = _translations(StandardPage.objects.live().prefetch_related("roles"))
    for key in left_over(pairs, snapshot.languages):
        del pairs[key]
    album = album_of(page.body for pair in pairs.values() for page in pair.values())
    found = [(pair, places.get(_source(pair).path[:-STEP_LENGTH])) for pair in pairs.values()]
    in_order = sorted(((pair, place) for pair, place in found if place), key=_place_in_folder)
    for position, (pair, touchpoint) in enumerate(in_order, 1):
        _add_standard(snapshot, edition, position, pair, touchpoint, album)
    shown = {sha256 for row in snapshot.standards for sha256 in snapshot.hashes_shown(row)}
    snapshot.shots = {shot.sha256: shot for shot in album.values() if shot.sha256 in shown}
    _add_policy(snapshot, edition)
    return snapshot


def _translations(pages):
    """{translation key: {language: page}}."""
    pairs = defaultdict(dict)
    for page in pages.select_related("locale").order_by("path"):
        pairs[page.translation_key][page.locale.language_code] = page
    return pairs


def _source(pair):
    """Persian, or the other where nothing was ever written in Persian: `left_over` took the rest out."""
    return pair.get("fa") or pair["en"]


def _place_in_folder(item):
    pair, touchpoint = item
    return PHASE_ORDER[_source(touchpoint).phase], _source(touchpoint).path, _source(pair).path


def _add_standard(snapshot, edition, position, pair, touchpoint, album):
    page, place = _source(pair), _source(touchpoint)
    row = FrozenStandard(
        edition=edition,
        translation_key=page.translation_key,
        code=page.code,
        position=position,
        phase=place.phase,
        touchpoint_code=place.code,
        touchpoint_icon=place.icon,
        measure=page.measure,
        is_critical=page.is_critical,
        binds_from=edition.effective_on,
    )
    for language in LANGUAGES:
        _fill_texts(row, language, pair.get(language), touchpoint.get(language), album)
    snapshot.roles[row.code] = list(page.roles.all())
    snapshot.missing += _missing(page.code, pair, snapshot.languages)
    snapshot.unpublished += [item for item in pair.values() if item.has_unpublished_changes]
    row.text_hash = hashes.text_hash(row)
    row.content_hash = hashes.standard_hash(row, snapshot.role_keys(row))
    snapshot.standards.append(row)


def _fill_texts(row, language, page, touchpoint, album):
    setattr(row, f"touchpoint_name_{language}", touchpoint.title if touchpoint else "")
    for text in fields.STANDARD:
        setattr(row, f"{text.name}_{language}", _said(text, page, album) if page else "")


def _said(text, page, album):
    said = getattr(page, text.name)
    return by_content(said, album) if text.is_rich else said.strip()


def _missing(code, pair, languages):
    """A page counts as translated when it is live in the company's languages and does not say the same in both."""
    source = _source(pair)
    other = set(languages) - set(pair)
    if len(languages) == 2 and not other and pair["fa"].behaviour.strip() == pair["en"].behaviour.strip():
        other = {"en"}
    return [MissingPage(code, source.behaviour, language, source) for language in other]


def _add_policy(snapshot, edition):
    pages = _translations(ComplaintPolicyPage.objects.live().prefetch_related("steps", "authority__role"))
    pair = next(iter(pages.values()), None)
    if pair is None:
        return
    snapshot.authority, snapshot.lane = FrozenAuthority.rows_of(edition, pair), FrozenPublicLane.of(edition, pair)
    for line in snapshot.authority:
        line.content_hash = content_hash(hashes.authority_document(line))
    if snapshot.lane:
        snapshot.lane.content_hash = content_hash(hashes.lane_document(snapshot.lane))
    steps = {language: list(page.steps.all()) for language, page in pair.items()}
    for number, step in enumerate(steps["fa" if "fa" in steps else "en"][: len(STEP_TITLES)], 1):
        row = FrozenPolicyStep(
            edition=edition,
            number=number,
            time_limit_minutes=step.time_limit_minutes,
            is_skippable=step.is_skippable,
        )
        for language in LANGUAGES:
            _fill_step(row, language, steps.get(language, [])[number - 1 : number])
        row.content_hash = hashes.step_hash(row)
        snapshot.steps.append(row)


def _fill_step(row, language, step):
    setattr(row, f"title_{language}", STEP_TITLES[row.number - 1][language])
    for name in fields.names(fields.POLICY):
        setattr(row, f"{name}_{language}", getattr(step[0], name).strip() if step else "")
