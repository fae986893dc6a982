"""Branches, teams, who leads them, job roles, the audit log."""

from datetime import date

from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kit.audit.models import AuditEntry
from people.models import Branch, Team
from people.upkeep import keep_people_up
from tests.factories.people import BranchFactory, TeamFactory

PAGE = reverse("people:structure")


def test_the_access_groups_are_there_from_the_start(db):
    assert set(Group.objects.values_list("name", flat=True)) >= {"author", "hr", "administrator"}


def test_hr_adds_a_branch_and_a_team(hoda, client_for):
    client = client_for(hoda)
    client.post(reverse("people:branch_add"), {"name_fa": "پاسداران", "code": "PSD"})
    branch = Branch.objects.get(code="PSD")
    client.post(reverse("people:team_add"), {"name_fa": "عصر", "code": "PSD-E", "branch": branch.key})
    assert Team.objects.get(code="PSD-E").branch == branch
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["branch.added", "team.added"]


def test_a_code_stands_once(people, client_for):
    page = client_for(people.hoda).post(reverse("people:branch_add"), {"name_fa": "دیگر", "code": "VLS"})
    assert list(page.context["form"].errors) == ["code"]


def test_saving_without_a_change_writes_no_entry(people, client_for):
    team = people.day_shift
    form = {"name_fa": team.name_fa, "name_en": team.name_en, "code": team.code, "branch": team.branch.key}
    client_for(people.hoda).post(reverse("people:team_edit", args=[team.key]), form)
    assert AuditEntry.objects.count() == 0


def test_the_page_costs_the_same_for_one_branch_and_for_twenty(people, client_for):
    client = client_for(people.hoda)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for branch in BranchFactory.create_batch(20):
        TeamFactory(branch=branch)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few)


def test_hr_appoints_and_ends_a_lead_on_the_page(people, client_for):
    client, url = client_for(people.hoda), reverse("people:leads", args=[people.office.key])
    client.post(url, {"staff": people.mina.key})
    assert people.mina.leaderships.get().until is None
    client.post(reverse("people:end_lead", args=[people.office.key, people.mina.key]))
    assert not people.mina.leaderships.filter(until=None).exists()


def test_hr_cannot_choose_themselves_as_lead(people, client_for):
    page = client_for(people.hoda).post(reverse("people:leads", args=[people.office.key]), {"staff": people.hoda.key})
    assert list(page.context["form"].errors) == ["staff"]


def test_the_audit_log_costs_the_same_for_one_and_for_thirty(people, client_for):
    admin, hr, url = client_for(people.armin), client_for(people.hoda), reverse("people:audit")
    hr.post(reverse("people:branch_add"), {"name_fa": "نو", "code": "N0"})
    admin.get(url)
    with CaptureQueriesContext(connection) as few:
        admin.get(url)
    for number in range(1, 30):
        hr.post(reverse("people:branch_add"), {"name_fa": "نو", "code": f"N{number}"})
    with CaptureQueriesContext(connection) as many:
        assert len(admin.get(url).context["table"].rows) == 30
    assert len(many) == len(few)


def test_the_daily_upkeep_closes_who_has_left(behnam):
    assert behnam.left_on < date.today()
    keep_people_up(at=timezone.now())
    behnam.user.refresh_from_db()
    assert behnam.user.is_active is False
