"""What imported evaluations stand on: people and places, standards, a published scorecard, a closed cycle."""

from evaluations.actions.scales import create_scale
from evaluations.actions.scorecards import draft_scorecard, publish_scorecard, retire_scorecard
from evaluations.models import Cycle, CycleSource, Source
from evaluations.models.cycles import CycleState
from evaluations.models.imported import ImportBatch
from kit.audit.chain import record
from kit.calendar import local_day
from people.actions import add_branch, add_job_role, add_team
from people.models import Branch, JobRole, StaffMember, Team, WorkPeriod
from playbook.actions import import_edition
from playbook.models import Edition, EditionKind


class UnknownStandard(ValueError):
    """The mapping names a standard that the edition in force does not have."""


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


def people_for(plan, rows, *, by, at):
    """{personnel code: StaffMember} for everyone the rows name; missing ones are made, without a sign-in."""
    named = {person["code"]: person for row in rows for person in (row.subject, row.evaluator)}
    found = {staff.code: staff for staff in StaffMember.objects.filter(code__in=named)}
    missing = [named[code] for code in sorted(named.keys() - found.keys())]
    if missing:
        team, role = _place(plan.mapping, by, at)
        day = plan.mapping.starts_on
        made = StaffMember.objects.bulk_create([_person(person, team, role, day) for person in missing])
        periods = WorkPeriod.objects.begin(made)
        record(verb="staff.imported", on=team, by=by, at=at, seals=[*made, *periods], added=len(made))
        found |= {staff.code: staff for staff in made}
    return found


def _person(person, team, role, day):
    """Known from the file alone: joined and left on one day, so that no day counts them as at work."""
    return StaffMember(
        code=person["code"],
        given_name_fa=person["name_fa"][:80],
        given_name_en=person["name_en"][:80],
        team=team,
        job_role=role,
        joined_on=day,
        left_on=day,
    )


def _place(mapping, by, at):
    place, code = mapping.place, f"IMP-{mapping.code}"[:20]
    branch = _named(Branch, place, "branch") or add_branch(by=by, at=at, code=code, **_names(place, "branch"))
    team = _named(Team, place, "team") or add_team(by=by, at=at, code=code, branch=branch, **_names(place, "team"))
    role = _named(JobRole, place, "role") or add_job_role(by=by, at=at, code=code, **_names(place, "role"))
    return team, role


def _named(model, place, what):
    return model.objects.filter(name_fa=place[what]).first()


def _names(place, what):
    return {"name_fa": place[what], "name_en": place.get(f"{what}_en", "")}


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
    source = CycleSource.objects.create(cycle=cycle, source=Source.LEAD)
    record(verb="cycle.imported", on=cycle, by=by, at=at, seals=[source])
    return cycle


def _scorecard(mapping, by, at):
    standards = _standards(mapping, by, at)
    of_folder = [row.edition for row in standards.values() if row.edition.kind == EditionKind.FOLDER]
    scale = _scale(mapping, by, at)
    criteria = [
        {
            "standard": standards[item.column],
            "scale": scale,
            "text_fa": item.text_fa,
            "text_en": item.text_en,
            "weight": item.weight,
        }
        for item in mapping.criteria
    ]
    scorecard = draft_scorecard(
        code=f"imported-{mapping.code}"[:40],
        title_fa=mapping.title_fa,
        title_en=mapping.title_en,
        edition=next(iter(of_folder or [row.edition for row in standards.values()])),
        sections=[{"title_fa": mapping.title_fa, "title_en": mapping.title_en, "criteria": criteria}],
        by=by,
        at=at,
    )
    published = publish_scorecard(scorecard=scorecard, by=by, at=at)
    # It tells how the past was judged. Published it would be everybody's scorecard in the cycles to come.
    return retire_scorecard(scorecard=published, by=by, at=at)


def _scale(mapping, by, at):
    outcomes = sorted(mapping.outcomes, key=lambda outcome: -outcome.value)
    return create_scale(
        name_fa=mapping.title_fa[:80],
        name_en=(mapping.title_en or mapping.title_fa)[:80],
        outcomes=[(row.label_fa, row.label_en, row.value, row.is_pass) for row in outcomes],
        by=by,
        at=at,
    )


def _standards(mapping, by, at):
    """{column: FrozenStandard}: of the edition in force where the mapping names one, else of an imported edition."""
    found = {}
    cited = [item for item in mapping.criteria if item.standard]
    if cited:
        in_force = Edition.objects.in_force(local_day(at))
        frozen = {row.code: row for row in in_force.standards.select_related("edition")} if in_force else {}
        unknown = [item.standard for item in cited if item.standard not in frozen]
        if unknown:
            raise UnknownStandard(f"the edition in force has no standard {', '.join(unknown)}")
        found = {item.column: frozen[item.standard] for item in cited}
    return {**_imported_standards([i for i in mapping.criteria if not i.standard], mapping, by, at), **found}


def _imported_standards(items, mapping, by, at):
    if not items:
        return {}
    edition = import_edition(
        title_fa=mapping.title_fa,
        title_en=mapping.title_en,
        standards=[
            {"code": f"IMP-{number:02}", "behaviour_fa": item.text_fa, "behaviour_en": item.text_en}
            for number, item in enumerate(items, 1)
        ],
        effective_on=mapping.starts_on,
        by=by,
        at=at,
    )
    rows = edition.standards.select_related("edition").order_by("position")
    return {item.column: row for item, row in zip(items, rows, strict=True)}
