"""Scorecards: drafting, publishing, retiring."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from evaluations.cycles.scorecards import join_open_cycles, lock_edition
from evaluations.errors import ForeignAnswer, ScorecardNotReady, WrongState
from evaluations.models import Criterion, Critical, Scale, Scorecard, ScorecardState, Section, SectionKind
from evaluations.records.content import scorecard_hash
from kit.audit.chain import record
from people.models import JobRole, User
from playbook.models import Edition, EditionKind, FrozenStandard

NO_SECTION, EMPTY_SECTION, OTHER_EDITION, NOT_FROZEN = "no_section", "empty_section", "other_edition", "not_frozen"


@dataclass(frozen=True)
class ScorecardProblem:
    kind: str
    what: object = None


@transaction.atomic
def draft_scorecard(
    *,
    code: str,
    title_fa: str,
    title_en: str,
    edition: Edition,
    sections: Iterable[Mapping[str, Any]],
    by: User | None,
    at: datetime,
    roles: Iterable[JobRole] = (),
    na_counts_as_pass: bool = False,
    fail_zeroes_score: bool = True,
) -> Scorecard:
    """A new draft: the next version of `code`.

    `sections`: dicts of kind, title_fa, title_en, weight, cap and `criteria`: dicts of standard, scale and any other
    field of Criterion; the text defaults to the standard's behaviour.
    """
    last = Scorecard.objects.select_for_update().filter(code=code).order_by("-version").first()
    if last and last.is_draft:
        raise WrongState("there is a draft of this scorecard already")
    scorecard = Scorecard.objects.create(
        code=code,
        version=last.version + 1 if last else 1,
        title_fa=title_fa,
        title_en=title_en,
        edition=edition,
        na_counts_as_pass=na_counts_as_pass,
        fail_zeroes_score=fail_zeroes_score,
        created_at=at,
    )
    scorecard.roles.set(roles)
    for position, fields in enumerate(sections, 1):
        _add_section(scorecard, position, fields)
    record(verb="scorecard.drafted", on=scorecard, by=by, at=at, code=code, version=scorecard.version)
    return scorecard


def _add_section(scorecard, position, fields):
    criteria = fields["criteria"]
    plain = {name: value for name, value in fields.items() if name != "criteria"}
    section = Section.objects.create(scorecard=scorecard, position=position, **plain)
    Criterion.objects.bulk_create(
        [Criterion(section=section, position=n, **_with_text(row)) for n, row in enumerate(criteria, 1)]
    )


def _with_text(fields):
    standard = fields["standard"]
    return {"text_fa": standard.behaviour_fa, "text_en": standard.behaviour_en, **fields}


@transaction.atomic
def draft_from_edition(
    *,
    code: str,
    title_fa: str,
    title_en: str,
    edition: Edition,
    scale: Scale,
    by: User,
    at: datetime,
    role: JobRole | None = None,
) -> Scorecard:
    """A draft with a section per phase and a criterion per standard that binds `role`. A critical
    one that fails makes its section 0."""
    standards = FrozenStandard.objects.filter(edition=edition).order_by("position")
    if role is not None:
        standards = standards.binding_on(role.pk)
    by_phase: dict[str, list[FrozenStandard]] = {}
    for standard in standards:
        by_phase.setdefault(standard.phase, []).append(standard)
    comment_below = _middle(scale)
    sections = [
        {
            "title_fa": _phase_title(rows[0], "fa"),
            "title_en": _phase_title(rows[0], "en"),
            "weight": len(rows),
            "criteria": [_criterion_for(standard, scale, comment_below) for standard in rows],
        }
        for rows in by_phase.values()
    ]
    roles = [role] if role else ()
    return draft_scorecard(
        code=code, title_fa=title_fa, title_en=title_en, edition=edition, sections=sections, roles=roles, by=by, at=at
    )


def _criterion_for(standard, scale, comment_below):
    critical = Critical.SECTION if standard.is_critical else Critical.NONE
    return {"standard": standard, "scale": scale, "critical": critical, "comment_below": comment_below}


def _middle(scale):
    """Outcomes below this value need a comment: everything under the second best that passes."""
    passes = [o.value for o in scale.outcomes.order_by("position") if o.is_pass]
    return passes[1] if len(passes) > 1 else passes[0]


def _phase_title(standard, language):
    from django.utils.translation import override

    with override(language):
        return str(standard.get_phase_display())


@transaction.atomic
def draft_next_version(
    *, scorecard: Scorecard, by: User | None, at: datetime, edition: Edition | None = None, keeps_scales: bool = False
) -> Scorecard:
    """A draft that begins as a copy of a published or earlier version; with `edition`, citing that edition's standards
    of the same codes (criteria whose standard is gone are left out, those of imported editions stay). It takes the
    newest versions of its scales, unless it keeps them."""
    source = Scorecard.objects.with_lines().get(pk=scorecard.pk)
    edition = edition or source.edition
    standards: dict[str | int, FrozenStandard] = {
        row.code: row for row in FrozenStandard.objects.filter(edition=edition)
    }
    imported = FrozenStandard.objects.filter(edition__kind=EditionKind.IMPORTED, criteria__section__scorecard=source)
    standards |= {row.pk: row for row in imported}
    scales = {} if keeps_scales else {scale.lineage: scale for scale in Scale.objects.current()}
    sections = [_copied_section(section, standards, scales) for section in source.sections.all()]
    return draft_scorecard(
        code=source.code,
        title_fa=source.title_fa,
        title_en=source.title_en,
        edition=edition,
        sections=[section for section in sections if section["criteria"]],
        roles=source.roles.all(),
        na_counts_as_pass=source.na_counts_as_pass,
        fail_zeroes_score=source.fail_zeroes_score,
        by=by,
        at=at,
    )


COPIED = ("scale", "weight", "allows_na", "critical", "threshold", "comment_below", "evidence_below")


def _copied_section(section, standards, scales):
    """`standards`: those of the edition by code, imported ones by primary key. `scales`: the newest by lineage."""
    fields = {name: getattr(section, name) for name in ("kind", "title_fa", "title_en", "weight", "cap")}
    copies = [_copied_criterion(row, standards, scales) for row in section.criteria.all()]
    fields["criteria"] = [copy for copy in copies if copy]
    return fields


def _copied_criterion(row, standards, scales):
    """None where the standard is gone. Words that somebody narrowed stay; the standard's own words follow it."""
    standard = standards.get(row.standard_id) or standards.get(row.standard.code)
    if standard is None:
        return None
    is_own = (row.text_fa, row.text_en) == (row.standard.behaviour_fa, row.standard.behaviour_en)
    words = standard.behaviour_fa, standard.behaviour_en
    text_fa, text_en = words if is_own else (row.text_fa, row.text_en)
    copied = {name: getattr(row, name) for name in COPIED}
    copied["scale"] = scales.get(row.scale.lineage, row.scale)
    return copied | {"standard": standard, "text_fa": text_fa, "text_en": text_en}


SCORECARD_FIELDS = {"title_fa", "title_en", "na_counts_as_pass", "fail_zeroes_score"}
SECTION_FIELDS = {"title_fa", "title_en", "kind", "weight", "cap"}
CRITERION_FIELDS = {
    "weight",
    "text_fa",
    "text_en",
    "allows_na",
    "critical",
    "threshold",
    "comment_below",
    "evidence_below",
}


@transaction.atomic
def edit_scorecard(
    *,
    scorecard: Scorecard,
    by: User | None,
    at: datetime,
    sections: Mapping[str, Mapping[str, Any]] | None = None,
    criteria: Mapping[str, Mapping[str, Any]] | None = None,
    roles: Iterable[JobRole] | None = None,
    **fields: Any,
) -> Scorecard:
    """Change a draft. `sections` and `criteria`: {key: {field: value}}."""
    scorecard = _lock_draft(scorecard)
    _set(scorecard, fields, SCORECARD_FIELDS)
    if roles is not None:
        scorecard.roles.set(roles)
    _set_many(Section.objects.filter(scorecard=scorecard), sections or {}, SECTION_FIELDS)
    _set_many(Criterion.objects.filter(section__scorecard=scorecard), criteria or {}, CRITERION_FIELDS)
    record(verb="scorecard.edited", on=scorecard, by=by, at=at)
    return scorecard


def _set_many(rows, changes, allowed):
    found = rows.in_bulk(changes.keys(), field_name="key") if changes else {}
    if len(found) != len(changes):
        raise ForeignAnswer("this line is not on the scorecard")
    for key, fields in changes.items():
        _set(found[key], fields, allowed)


def _set(row, fields, allowed):
    if set(fields) - allowed:
        raise ForeignAnswer(f"not to be changed: {', '.join(sorted(set(fields) - allowed))}")
    for name, value in fields.items():
        setattr(row, name, value)
    if fields:
        row.save(update_fields=list(fields))


@transaction.atomic
def publish_scorecard(*, scorecard: Scorecard, by: User | None, at: datetime) -> Scorecard:
    """From now on immutable and hashed. It takes the place of an older published version of the same code, and comes to
    the open cycles on its edition that have none of it: those that began with an older one keep that."""
    lock_edition(scorecard.edition_id)
    wanted, scorecard = scorecard.edition_id, _lock_draft(scorecard)
    if scorecard.edition_id != wanted:
        raise WrongState("it was moved to another edition meanwhile")
    list(Scale.objects.select_for_update().filter(pk__in=_scales_of(scorecard)).order_by("pk"))
    full = Scorecard.objects.with_lines().get(pk=scorecard.pk)
    problems = scorecard_problems(full)
    if problems:
        raise ScorecardNotReady(problems)
    for older in Scorecard.objects.published().filter(code=scorecard.code):
        _supersede(older, scorecard, by, at)
    full.state, full.published_at, full.content_hash = ScorecardState.PUBLISHED, at, scorecard_hash(full)
    full.save(update_fields=["state", "published_at", "content_hash"])
    sections = full.sections.all()
    lines = [*sections, *(row for section in sections for row in section.criteria.all())]
    lines += join_open_cycles(full, at)
    record(verb="scorecard.published", on=full, by=by, at=at, seals=lines, content_hash=full.content_hash)
    return full


def _scales_of(scorecard):
    """What a scale says is in the hash of the card: nobody changes one while it is written."""
    return Criterion.objects.filter(section__scorecard=scorecard).values("scale")


def _supersede(older, newer, by, at):
    """No cycle begins with it any more on a later edition; those that work with it go on."""
    older.state = ScorecardState.SUPERSEDED
    older.save(update_fields=["state"])
    record(verb="scorecard.superseded", on=older, by=by, at=at, version=newer.version)


def scorecard_problems(scorecard: Scorecard) -> list[ScorecardProblem]:
    """Why it cannot be published. Wants `with_lines()`."""
    problems = []
    if not scorecard.edition.is_frozen:
        problems.append(ScorecardProblem(NOT_FROZEN, scorecard.edition))
    if not any(section.kind == SectionKind.STANDARD for section in scorecard.sections.all()):
        problems.append(ScorecardProblem(NO_SECTION))
    for section in scorecard.sections.all():
        if not section.criteria.all():
            problems.append(ScorecardProblem(EMPTY_SECTION, section))
        foreign = [row for row in section.criteria.all() if _is_of_other_edition(row.standard, scorecard)]
        problems += [ScorecardProblem(OTHER_EDITION, row) for row in foreign]
    return problems


def _is_of_other_edition(standard, scorecard):
    """Standards of imported editions may stand beside those of the folder: past evaluations measured both."""
    return standard.edition_id != scorecard.edition_id and standard.edition.kind != EditionKind.IMPORTED


@transaction.atomic
def retire_scorecard(*, scorecard: Scorecard, by: User, at: datetime) -> Scorecard:
    """No new assignment uses it, not even in a cycle that began with it; those that exist finish on it."""
    scorecard = Scorecard.objects.select_for_update().get(pk=scorecard.pk)
    if scorecard.state != ScorecardState.PUBLISHED:
        raise WrongState("only a published scorecard retires")
    scorecard.state, scorecard.retired_at = ScorecardState.RETIRED, at
    scorecard.save(update_fields=["state", "retired_at"])
    record(verb="scorecard.retired", on=scorecard, by=by, at=at)
    return scorecard


def _lock_draft(scorecard):
    scorecard = Scorecard.objects.select_for_update().get(pk=scorecard.pk)
    if not scorecard.is_draft:
        raise WrongState("a published scorecard never changes; make a new version")
    return scorecard
