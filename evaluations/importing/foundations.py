"""What imported evaluations stand on: people and places, standards, a scorecard, a closed cycle."""

from evaluations.actions.scales import create_numeric_scale, create_scale
from evaluations.actions.scorecards import draft_scorecard, publish_scorecard, retire_scorecard
from evaluations.importing.directory import cited_standards
from evaluations.importing.places import Places, scorecard_code
from evaluations.models import Cycle, CycleSource, Scale, ScaleKind
from evaluations.models.cycles import CycleState
from evaluations.models.imports import ImportBatch
from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import StaffMember, WorkPeriod
from playbook.actions import import_edition

PORTION = 500


def batch_for(plan, *, by, at):
    """The batch of the plan's source; a new one shares the scorecard of an earlier file with the same mapping."""
    batch = ImportBatch.objects.select_for_update().filter(source=plan.source).first()
    if batch:
        batch.file_hash = plan.file_hash
        batch.save(update_fields=["file_hash"])
        return batch
    sibling = ImportBatch.objects.filter(mapping_hash=plan.mapping.hash).first()
    scorecard = sibling.scorecard if sibling else _scorecard(plan.mapping, by, at)
    return ImportBatch.objects.create(
        source=plan.source,
        file_hash=plan.file_hash,
        mapping_hash=plan.mapping.hash,
        scorecard=scorecard,
        cycle=sibling.cycle if sibling else _cycle(plan.mapping, scorecard.edition, by, at),
        imported_by=by,
        imported_at=at,
    )


def add_missing_people(mapping, rows, known, *, by, at):
    """Whoever the rows name and nobody knows (`known`: casefolded codes) is made, without a sign-in."""
    missing = {}
    for row in rows:
        for person, is_place in ((row.subject, mapping.is_of_places), (row.evaluator, False)):
            if person["code"].casefold() not in known:
                missing.setdefault(person["code"].casefold(), (person, is_place))
    if not missing:
        return
    team, role = Places(mapping).team_and_role(by=by, at=at)
    people = [
        _known_from_file(person, is_place, team, role, mapping.starts_on)
        for _code, (person, is_place) in sorted(missing.items())
    ]
    made = StaffMember.objects.bulk_create(people, batch_size=PORTION)
    for start in range(0, len(made), PORTION):
        some = made[start : start + PORTION]
        periods = WorkPeriod.objects.begin(some)
        record(verb="staff.imported", on=team, by=by, at=at, seals=[*some, *periods], added=len(some))


def _known_from_file(person, is_place, team, role, day):
    """Known from the file alone: joined and left on one day, so that no day counts them as at work."""
    return StaffMember(
        code=person["code"],
        given_name_fa=person["name_fa"],
        given_name_en=person["name_en"],
        team=team,
        job_role=role,
        joined_on=day,
        left_on=day,
        is_place=is_place,
    )


def _cycle(mapping, edition, by, at):
    cycle = Cycle.objects.create(
        title_fa=mapping.title_fa,
        title_en=mapping.title_en,
        edition=edition,
        starts_on=mapping.starts_on,
        ends_on=mapping.ends_on,
        state=CycleState.CLOSED,
        opened_at=at,
        closed_at=at,
    )
    sources = [
        CycleSource(cycle=cycle, source=source, weight=weight, threshold=threshold)
        for source, (weight, threshold) in mapping.source.all.items()
    ]
    record(verb="cycle.imported", on=cycle, by=by, at=at, seals=CycleSource.objects.bulk_create(sources))
    return cycle


def _scorecard(mapping, by, at):
    standards = _standards(mapping, by, at)
    scales = {scale.name: _scale(scale, mapping, by, at) for scale in mapping.scales}
    criteria = [
        {
            "standard": standard,
            "scale": scales[item.scale.name],
            "text_fa": item.text_fa,
            "text_en": item.text_en,
            "weight": item.weight,
            "threshold": item.scale.threshold,
        }
        for item, standard in zip(mapping.criteria, standards, strict=True)
    ]
    titles = {"title_fa": mapping.title_fa, "title_en": mapping.title_en}
    scorecard = draft_scorecard(
        code=scorecard_code(mapping),
        edition=standards[0].edition,
        sections=[{**titles, "criteria": criteria}],
        by=by,
        at=at,
        **titles,
    )
    published = publish_scorecard(scorecard=scorecard, by=by, at=at)
    # It tells how the past was judged. Published it would be everybody's scorecard in the cycles to come.
    return retire_scorecard(scorecard=published, by=by, at=at)


def _scale(scale, mapping, by, at):
    """One of the company's that says the same, or a new one."""
    names = {"name_fa": _scale_name(scale, mapping.title_fa), "name_en": _scale_name(scale, mapping.title_en)}
    names["name_en"] = names["name_en"] or names["name_fa"]
    if scale.is_numeric:
        ends = {"kind": scale.kind, "lowest": scale.lowest, "highest": scale.highest}
        there = Scale.objects.filter(**ends, name_fa=names["name_fa"]).first()
        return there or create_numeric_scale(**ends, **names, by=by, at=at)
    for there in Scale.objects.current().filter(kind=ScaleKind.STEPS).order_by("-pk").prefetch_related("outcomes"):
        steps = ((row.label_fa, row.label_en or row.label_fa, row.value, row.is_pass) for row in there.outcomes.all())
        if tuple(steps) == scale.steps:
            return there
    return create_scale(outcomes=list(scale.steps), by=by, at=at, **names)


def _scale_name(scale, title):
    if not title or not scale.name:
        return title[:80]
    return f"{title[:36]}: {scale.name}"[:80]


def _standards(mapping, by, at):
    """A FrozenStandard for each criterion, all of one edition: the one in force where they cite it, else an imported
    one."""
    frozen, _unknown = cited_standards(mapping, local_day(at))
    if frozen:
        return [frozen[item.standard] for item in mapping.criteria]
    edition = import_edition(
        title_fa=mapping.title_fa,
        title_en=mapping.title_en,
        standards=[
            {"code": f"IMP-{number:02}", "behaviour_fa": item.text_fa, "behaviour_en": item.text_en}
            for number, item in enumerate(mapping.criteria, 1)
        ],
        effective_on=mapping.starts_on,
        by=by,
        at=at,
    )
    return list(edition.standards.select_related("edition").order_by("position"))
