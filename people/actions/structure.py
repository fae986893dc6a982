"""The company, its branches and teams, and what people do in them."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from kit.audit.chain import record
from people import errors
from people.company.organisation import UNNAMED
from people.models import Branch, JobRole, Organisation, OwnHoliday, Team, User
from people.staff.changes import apply_changes, plain
from people.staff.codes import codes_for, create_with_code


@transaction.atomic
def add_branch(*, by: User | None, at: datetime, **facts: Any) -> Branch:
    """Without a `code` it gets one out of its name; so do teams and job roles."""
    return _add(Branch, "branch.added", by, at, facts)


@transaction.atomic
def change_branch(*, branch: Branch, by: User | None, at: datetime, **changes: Any) -> Branch:
    return _change(branch, "branch.changed", by, at, changes)


@transaction.atomic
def add_team(*, by: User | None, at: datetime, **facts: Any) -> Team:
    return _add(Team, "team.added", by, at, facts)


@transaction.atomic
def change_team(*, team: Team, by: User | None, at: datetime, **changes: Any) -> Team:
    return _change(team, "team.changed", by, at, changes)


@transaction.atomic
def add_job_role(*, by: User | None, at: datetime, **facts: Any) -> JobRole:
    return _add(JobRole, "job_role.added", by, at, facts)


@transaction.atomic
def change_job_role(*, job_role: JobRole, by: User | None, at: datetime, **changes: Any) -> JobRole:
    return _change(job_role, "job_role.changed", by, at, changes)


@transaction.atomic
def add_own_day(
    *, on: date, is_off: bool, by: User | None, at: datetime, name_fa: str = "", name_en: str = ""
) -> OwnHoliday:
    """From now on working days are counted with it; what was counted before stays. Raises DayTaken."""
    if OwnHoliday.objects.filter(on=on).exists():
        raise errors.DayTaken
    facts = {"on": on, "is_off": is_off, "name_fa": name_fa, "name_en": name_en}
    return _told(OwnHoliday.objects.create(**facts), "own_day.added", by, at, facts)


@transaction.atomic
def remove_own_day(*, day: OwnHoliday, by: User, at: datetime) -> None:
    """A second time it does nothing."""
    found = OwnHoliday.objects.select_for_update().filter(pk=day.pk).first()
    if found is None:
        return
    facts = {"on": found.on.isoformat(), "is_off": found.is_off, "name_fa": found.name_fa, "name_en": found.name_en}
    record(verb="own_day.removed", on=found, by=by, at=at, facts=facts)
    found.delete()


@transaction.atomic
def change_organisation(*, by: User | None, at: datetime, **changes: Any) -> Organisation:
    """The company's one row; made when it is not there yet."""
    organisation, _ = Organisation.objects.get_or_create(pk=1, defaults=UNNAMED)
    return _change(organisation, "organisation.changed", by, at, changes)


def _add(model, verb, by, at, facts):
    if facts.get("code"):
        row = model.objects.create(**facts)
    else:
        name = facts.get("name_en") or facts.get("name_fa", "")
        row = create_with_code(model, facts, codes_for(name, model._meta.model_name))
    return _told(row, verb, by, at, {**facts, "code": row.code})


def _told(row, verb, by, at, facts):
    record(verb=verb, on=row, by=by, at=at, facts={name: plain(value) for name, value in facts.items()})
    return row


def _change(row, verb, by, at, changes):
    row = type(row).objects.select_for_update().get(pk=row.pk)
    different = apply_changes(row, changes)
    if different:
        record(verb=verb, on=row, by=by, at=at, changes=different)
    return row
