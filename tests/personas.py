"""The people that tests speak of: a small café chain with two branches, three teams and three job roles.

narges   staff, barista, day shift of Valiasr           parisa   her colleague in the same team
saeed    lead of that team                              kaveh    lead of another team, Tajrish
mina     author          hoda   HR          armin   administrator          (all three in the office team)
behnam   left Tajrish before today: his sign-in is dead   visitor  nobody: signed out
"""

import time
from datetime import date
from types import SimpleNamespace

from django.test import Client

from tests.factories.people import BranchFactory, JobRoleFactory, OrganisationFactory, StaffFactory, TeamFactory

NAMES = ("narges", "parisa", "saeed", "kaveh", "mina", "hoda", "armin", "behnam")
VISITOR = "visitor"
EVERYBODY = (VISITOR, *NAMES)
BACKEND = "people.backends.StaffBackend"


def make_people():
    """A namespace of the company: `.narges` … `.behnam` (StaffMember), `.valiasr`, `.tajrish` (Branch), `.day_shift`,
    `.tajrish_shift`, `.office` (Team), `.barista`, `.server`, `.manager` (JobRole), `.company` (Organisation)."""
    people = SimpleNamespace(company=OrganisationFactory(), **_rooms())
    for name, staff in _staff(people).items():
        setattr(people, name, staff)
    people.everybody = [getattr(people, name) for name in NAMES]
    return people


def _rooms():
    valiasr = BranchFactory(code="VLS", name_fa="ولیعصر", name_en="Valiasr")
    tajrish = BranchFactory(code="TJR", name_fa="تجریش", name_en="Tajrish")
    return {
        "valiasr": valiasr,
        "tajrish": tajrish,
        "day_shift": TeamFactory(code="VLS-D", branch=valiasr, name_fa="شیفت روز ولیعصر", name_en="Valiasr day shift"),
        "tajrish_shift": TeamFactory(
            code="TJR-D", branch=tajrish, name_fa="شیفت روز تجریش", name_en="Tajrish day shift"
        ),
        "office": TeamFactory(code="OFF", branch=valiasr, name_fa="دفتر", name_en="Office"),
        "barista": JobRoleFactory(code="barista", name_fa="باریستا", name_en="Barista"),
        "server": JobRoleFactory(code="server", name_fa="سالن‌دار", name_en="Server"),
        "manager": JobRoleFactory(code="manager", name_fa="مدیر", name_en="Manager"),
    }


def _staff(rooms):
    shift, tajrish, office = rooms.day_shift, rooms.tajrish_shift, rooms.office
    at_work = {"team": office, "job_role": rooms.manager}
    left_on = date(2026, 1, 1)
    return {
        "narges": _person("narges", "نرگس", "احمدی", "Ahmadi", team=shift, job_role=rooms.barista),
        "parisa": _person("parisa", "پریسا", "کریمی", "Karimi", team=shift, job_role=rooms.server),
        "saeed": _person("saeed", "سعید", "رضایی", "Rezaei", team=shift, job_role=rooms.barista, leads=[shift]),
        "kaveh": _person("kaveh", "کاوه", "مرادی", "Moradi", team=tajrish, job_role=rooms.server, leads=[tajrish]),
        "mina": _person("mina", "مینا", "حسینی", "Hosseini", user__groups=["author"], **at_work),
        "hoda": _person("hoda", "هدی", "نوری", "Nouri", user__groups=["hr"], **at_work),
        "armin": _person("armin", "آرمین", "صادقی", "Sadeghi", user__groups=["administrator"], **at_work),
        "behnam": _person("behnam", "بهنام", "عباسی", "Abbasi", team=tajrish, job_role=rooms.barista, left_on=left_on),
    }


def _person(username, given_fa, family_fa, family_en, **more):
    return StaffFactory(
        user__username=username,
        code=f"P-{username}",
        given_name_fa=given_fa,
        family_name_fa=family_fa,
        given_name_en=username.title(),
        family_name_en=family_en,
        **more,
    )


def client_for(who=None, *, just_signed_in=True, for_hours=0):
    """A client signed in as a User or StaffMember (None: a visitor). Pages come in the user's language.

    `just_signed_in=False`: the password was given long ago, so acts that ask for it again do ask. `for_hours`: it
    counts as given a moment ago for so long, however slow the machine is.
    """
    client = Client()
    user = getattr(who, "user", who)
    if user is None:
        return client
    client.force_login(user, backend=BACKEND)
    if just_signed_in:
        _record_password(client, user, time.time() + for_hours * 3600)
    return client


def _record_password(client, user, at):
    """What allauth keeps in the session of somebody who gave the password a moment ago."""
    given = {"method": "password", "at": at, "reauthenticated": True}
    session = client.session
    session["account_authentication_methods"] = [given]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
