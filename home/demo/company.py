"""The company: branches, teams, roles, people, sign-ins, who leads whom."""

import tomllib
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

from django.contrib.auth.hashers import make_password

from kit.dates.calendar import add_months
from people.actions import (
    add_branch,
    add_job_role,
    add_staff_member,
    add_team,
    appoint_lead,
    appoint_manager,
    change_letterhead,
    change_organisation,
    create_sign_in,
    grant_access_role,
)
from people.models import User

HERE = Path(__file__).parent
PASSWORD = "havadar-demo-1405"  # noqa: S105 (printed by the command; a demo only)


@lru_cache(maxsize=10)
def read(name):
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def make_company(story):
    """Everybody at work, with a sign-in. Returns a namespace: staff by code, roles and teams by code, accounts."""
    data = read("people")
    by, at = None, story.founded_at
    change_organisation(by=by, at=at, **data["organisation"])
    change_letterhead(by=by, at=at, colour="#7a1f3d", logo=(HERE / "logo.png").read_bytes())
    branches = {c: add_branch(by=by, at=at, code=c, **_names(names)) for c, names in data["branches"].items()}
    roles = {c: add_job_role(by=by, at=at, code=c, **_names(names)) for c, names in data["roles"].items()}
    teams = {
        code: add_team(by=by, at=at, code=code, branch=branches[branch], **_names(names))
        for code, (branch, *names) in data["teams"].items()
    }
    staff = {code: _person(story, code, row, teams, roles) for code, row in data["people"].items()}
    _sign_ins(story, staff, data["accounts"])
    for team, code in data["leads"].items():
        since = max(staff[code].joined_on, story.founded_on - timedelta(days=365))
        appoint_lead(team=teams[team], staff=staff[code], since=since, by=None, at=at)
    for branch, code in data["managers"].items():
        appoint_manager(branch=branches[branch], staff=staff[code], since=staff[code].joined_on, by=None, at=at)
    accounts = {name: staff[row["person"]].user for name, row in data["accounts"].items()}
    return SimpleNamespace(branches=branches, teams=teams, roles=roles, staff=staff, accounts=accounts)


def _names(names):
    return {"name_fa": names[0], "name_en": names[1]}


def _person(story, code, row, teams, roles):
    team, role, given_fa, family_fa, given_en, family_en, months, share = row
    return add_staff_member(
        by=None,
        at=story.founded_at,
        code=code,
        team=teams[team],
        job_role=roles[role],
        given_name_fa=given_fa,
        family_name_fa=family_fa,
        given_name_en=given_en,
        family_name_en=family_en,
        email=f"{code.lower()}@aftab.example",
        joined_on=add_months(story.today, -months),
        contract_share=share * 100,
    )


def _sign_ins(story, staff, accounts):
    """One password for the whole demo, hashed once: 45 careful hashes would take half a minute."""
    hashed = make_password(PASSWORD)
    named = {row["person"]: name for name, row in accounts.items()}
    for code, person in staff.items():
        user = create_sign_in(staff=person, username=named.get(code, code.lower()), by=None, at=story.founded_at)
        User.objects.filter(pk=user.pk).update(password=hashed)
        for role in accounts.get(named.get(code), {"roles": ()})["roles"]:
            grant_access_role(user=user, role=role, by=None, at=story.founded_at)
        person.refresh_from_db()
