"""Somebody who left long ago."""

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps

from kit.audit.chain import record
from kit.audit.first_seals import seal_found
from kit.documents.store import store_document
from kit.jobs import JobKind, Made, register
from kit.jobs.actions import start_job
from people.access.notices import tell_second_people
from people.actions import (
    ask_second_person,
    change_staff_member,
    grant_access_role,
    record_leaving,
    revoke_access_role,
    set_address,
)
from people.models import StaffMember, User
from people.notices.sending import send_notice
from tests.factories.people import StaffFactory
from tests.factories.training import CompletionFactory
from tests.people.forgetting.world import LEFT, NOW, TODAY
from tests.second_factor import set_up_second_factor


@pytest.fixture
def gone(people):
    """Somebody who left long ago, by the actions that leave traces everywhere."""
    return departed(people)


def departed(people):
    hr, admin = people.hoda.user, people.armin.user
    staff = StaffFactory(
        code="P-77",
        user__username="zarnegar",
        team=people.day_shift,
        job_role=people.barista,
        given_name_fa="زرین",
        family_name_fa="قناری",
        given_name_en="Zarnegar",
        family_name_en="Canarypour",
    )
    user = staff.user
    User.objects.filter(pk=user.pk).update(first_name="زرین", last_name="قناری", email="old.canary@x.example")
    StaffMember.objects.filter(pk=staff.pk).update(email="old.canary@x.example")
    staff.refresh_from_db()
    user.refresh_from_db()
    change_staff_member(staff=staff, by=hr, at=NOW, given_name_fa="زرنگار")
    set_address(user=user, email="canary@x.example", by=hr, at=NOW)
    StaffMember.objects.filter(pk=staff.pk).update(email="canary@x.example")
    EmailAddress.objects.create(user=user, email="canary@x.example", verified=True, primary=True)
    set_up_second_factor(user)
    ask_second_person(account=user, kind="address", address="third.canary@x.example", reason="Zarnegar Canarypour asks",
                      by=hr, at=NOW)  # fmt: skip
    grant_access_role(user=user, role="author", by=admin, at=NOW)
    revoke_access_role(user=user, role="author", by=admin, at=NOW)
    tell_second_people(about=user, kind="people.access_helped", at=NOW, asked=staff.name_in("en"), confirmed="x")
    send_notice(to=user, kind="people.welcome", at=NOW, dedupe_key="x")
    record(verb="tried", on=user, by=user, at=NOW, username="zarnegar", told="سلام زرنگار قناري")
    store_document(
        kind="certificate", object_key=_completion(staff).key, title="Certificate of Zarnegar Canarypour: Coffee",
        language="en", pdf=b"%PDF-canary", at=NOW,
    )  # fmt: skip
    register(JobKind("forget", make_item=lambda job, subject: Made("a", content=b"a")))
    start_job(kind="forget", title="زرنگار قناری", subjects=[("a", "زرنگار قناری 12")], by=hr, at=NOW)
    apps.get_model("axes.AccessAttempt").objects.create(username="zarnegar", failures_since_start=1)
    record_leaving(staff=StaffMember.objects.get(pk=staff.pk), left_on=LEFT, by=hr, at=NOW, on=TODAY)
    seal_found(at=NOW, again="factories write rows without actions")
    return StaffMember.objects.select_related("user").get(pk=staff.pk)


def _completion(staff):
    return CompletionFactory(staff=staff)
