"""A person who left is forgotten: the name goes everywhere, the history stays, and `verify` stays clean."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse

from kit.audit.chain import chain_problems, entry_hash, record
from kit.audit.first_seals import seal_found
from kit.audit.hashes import black_out
from kit.audit.models import AuditEntry, AuditHead
from kit.audit.verification import seal_problems
from kit.documents.models import StoredDocument
from kit.documents.store import read_document, store_document
from kit.documents.verification import INTACT, Finding, check_file
from kit.files.storage import private_storage
from kit.importing.uploads import read_whole
from kit.jobs import Made, register_job_kind
from kit.jobs.actions import start_job
from people import errors
from people.access.notices import tell_second_people
from people.actions import (
    ask_second_person,
    change_keeping,
    change_staff_member,
    forget_departed,
    forget_person,
    grant_access_role,
    import_staff,
    record_leaving,
    revoke_access_role,
    set_address,
    withdraw_leaving,
)
from people.forgetting.places import KEPT
from people.importing.columns import staff_kind
from people.importing.plan import plan_import
from people.links.forgetting import what_is_open
from people.links.person_links import PersonLinks, all_person_links, made_up
from people.models import Forgotten, Notice, StaffMember, User
from people.notices.sending import send_notice
from tests.factories.people import StaffFactory, employed
from tests.factories.training import CompletionFactory
from tests.safety.evidence_world import make_world
from tests.second_factor import set_up_second_factor
from training.models import Completion

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
TODAY = date(2026, 11, 27)
LEFT = date(2026, 9, 1)
CANARIES = ("زرنگار", "قناری", "Zarnegar", "Canarypour", "زرین", "canary", "zarnegar")


def forget(staff, by, at=NOW, on=TODAY):
    return forget_person(staff=staff, by=by and by.user, at=at, on=on)


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
    register_job_kind("forget", make_item=lambda job, subject: Made("a", content=b"a"))
    start_job(kind="forget", title="زرنگار قناری", subjects=[("a", "زرنگار قناری 12")], by=hr, at=NOW)
    apps.get_model("axes.AccessAttempt").objects.create(username="zarnegar", failures_since_start=1)
    record_leaving(staff=StaffMember.objects.get(pk=staff.pk), left_on=LEFT, by=hr, at=NOW, on=TODAY)
    seal_found(at=NOW, again="factories write rows without actions")
    return StaffMember.objects.select_related("user").get(pk=staff.pk)


def _completion(staff):
    return CompletionFactory(staff=staff)


def met(*, but=()):
    """{table.column: text} of every column of every table in which one of the canaries stands."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        columns = [each for each in model._meta.local_concrete_fields if isinstance(each, (*TEXTS, models.JSONField))]
        if not model._meta.managed or not columns:
            continue
        for values in model._base_manager.values_list(*(column.name for column in columns)):
            for column, value in zip(columns, values, strict=True):
                text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
                name = f"{model._meta.label}.{column.name}"
                if name not in but and any(canary in text for canary in CANARIES):
                    found[name] = text
    return found


TEXTS = (models.CharField, models.TextField, models.FileField)


def everything_stands():
    return [*chain_problems(), *seal_problems("people"), *seal_problems("kit"), *seal_problems("training")]


# What goes, what stays -------------------------------------------------------------------------------------------


def test_no_name_and_no_address_stands_in_any_table_afterwards(gone, hoda):
    before = met()
    told = {"people.StaffMember.family_name_fa", "kit.AuditEntry.detail", "people.Notice.facts", "kit.JobItem.label"}
    assert told | {"kit.StoredDocument.title", "people.AccountRequest.address"} <= set(before)
    forget(gone, hoda)
    assert met(but=KEPT) == {}
    assert everything_stands() == []


def test_columns_that_may_keep_a_name_are_there_and_say_why():
    for name, reason in KEPT.items():
        label, _, column = name.rpartition(".")
        assert apps.get_model(label)._meta.get_field(column) and len(reason) > 10


def test_the_same_stand_in_stands_everywhere_in_both_languages(gone, hoda, client_for):
    code = forget(gone, hoda).stand_in
    gone.refresh_from_db()
    assert (gone.name_in("fa"), gone.name_in("en")) == (f"همکار پیشین {code}", f"Former colleague {code}")
    assert str(User.objects.get(pk=gone.user_id)) == f"همکار پیشین {code}"
    entry = AuditEntry.objects.get(verb="tried")
    assert (entry.actor_name, entry.detail["told"]) == (f"همکار پیشین {code}", f"سلام همکار پیشین {code}")
    page = client_for(hoda).get(gone.get_absolute_url()).content.decode()
    assert code in page and reverse("people:forget", args=[gone.key]) not in page


def test_the_account_is_closed_and_nothing_opens_it(gone, hoda):
    forget(gone, hoda)
    user = User.objects.get(pk=gone.user_id)
    assert (user.is_active, user.has_usable_password(), user.email, user.groups.count()) == (False, False, "", 0)
    for model in (EmailAddress, Authenticator):
        assert not model.objects.filter(user=user).exists()
    assert not Notice.objects.filter(recipient=user).exists()


def test_the_history_stays(gone, hoda):
    forget(gone, hoda)
    gone.refresh_from_db()
    assert (gone.code, gone.left_on) == ("P-77", LEFT)
    assert Completion.objects.filter(staff=gone).count() == 1


def test_search_finds_them_no_more_and_lists_show_the_stand_in(gone, hoda, client_for):
    hr = client_for(hoda)
    url = reverse("people:staff_list")
    assert "P-77" in hr.get(url, {"state": "all", "q": "قناری"}).content.decode()
    code = forget(gone, hoda).stand_in
    for name in ("قناری", "Canarypour", "زرنگار"):
        assert "P-77" not in hr.get(url, {"state": "all", "q": name}).content.decode()
        assert gone.key not in hr.get(reverse("home:search"), {"q": name}).content.decode()
    assert code in hr.get(url, {"state": "all"}).content.decode()


def test_documents_lose_their_bytes_and_can_still_be_confirmed(
    gone, hoda, client_for, django_capture_on_commit_callbacks
):
    document = StoredDocument.objects.get(kind="certificate")
    name, sha256 = document.name, document.sha256
    with django_capture_on_commit_callbacks(execute=True):
        code = forget(gone, hoda).stand_in
    document.refresh_from_db()
    assert not private_storage().exists(name)
    assert (document.sha256, document.title) == (sha256, f"Certificate of Former colleague {code}: Coffee")
    assert client_for().get(reverse("kit:verify_code", args=[document.code])).status_code == 200
    assert check_file(io.BytesIO(b"%PDF-canary")) == Finding(INTACT, document)
    anew = store_document(
        kind="certificate", object_key=document.object_key, title="x", language="en", pdf=b"%PDF-anew", at=NOW
    )
    assert anew.pk != document.pk and read_document(anew) == b"%PDF-anew"
    assert everything_stands() == []


def test_somebody_else_of_the_same_name_keeps_theirs(gone, hoda, people):
    twin = StaffFactory(user=None, code="P-78", team=people.day_shift, given_name_fa="زرنگار", family_name_fa="قناری")
    send_notice(to=hoda.user, kind="people.told_granted_hr", at=NOW, dedupe_key="twin", name=twin.name, by="x")
    forget(gone, hoda)
    twin.refresh_from_db()
    assert (twin.given_name_fa, hoda.user.notices.get(dedupe_key__endswith="twin").facts["name"]) == (
        "زرنگار",
        "زرنگار قناری",
    )


# The audit log ---------------------------------------------------------------------------------------------------


def tamper(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_what_was_blacked_out_cannot_be_put_back_or_changed_unnoticed(gone, hoda):
    forget(gone, hoda)
    number = AuditEntry.objects.get(verb="tried").number
    tamper("UPDATE kit_auditentry SET actor_name = 'Zarnegar' WHERE number = %s", number)
    assert any(f"audit entry {number} " in problem for problem in chain_problems())


def test_nobody_blacks_out_in_silence(gone):
    entry = AuditEntry.objects.get(verb="tried")
    black_out(entry, {("actor",): "nobody"})
    AuditEntry.objects.filter(pk=entry.pk).update(actor_name=entry.actor_name, cover=entry.cover)
    assert any(f"audit entry {entry.number} " in problem for problem in chain_problems())


def test_the_salt_of_what_was_blacked_out_is_gone(gone, hoda):
    entry = AuditEntry.objects.get(verb="tried")
    root = entry.cover["root"]
    forget(gone, hoda)
    entry.refresh_from_db()
    assert root not in json.dumps(entry.cover) and '["actor"]' not in entry.cover["salts"]
    assert '["actor"]' in entry.cover["gone"] and '["detail","verb"]' not in entry.cover["salts"]


def test_entries_from_before_there_were_salts_are_vouched_for(gone, hoda):
    """As a company has them that comes from an earlier release."""
    previous = "0" * 64
    for entry in AuditEntry.objects.order_by("number"):
        entry.cover, entry.previous_hash = {}, previous
        entry.hash = previous = entry_hash(entry)
        AuditEntry.objects.filter(pk=entry.pk).update(cover={}, previous_hash=entry.previous_hash, hash=entry.hash)
    AuditHead.objects.update(hash=previous)
    assert everything_stands() == []
    forget(gone, hoda)
    assert everything_stands() == [] and met(but=KEPT) == {}
    number = AuditEntry.objects.get(verb="tried").number
    tamper("UPDATE kit_auditentry SET detail = %s WHERE number = %s", '{"told": "x"}', number)
    assert any(f"audit entry {number} " in problem for problem in chain_problems())


# When ------------------------------------------------------------------------------------------------------------


def test_twice_does_nothing(gone, hoda, armin):
    first = forget(gone, hoda)
    with pytest.raises(errors.AlreadyForgotten):
        forget(gone, hoda)
    assert forget_departed(on=TODAY, at=NOW) == 0
    assert Forgotten.objects.get() == first


def test_two_at_once_are_one(gone, hoda):
    """Each read the person before the other wrote; the row is locked, and the database takes one."""
    mine, theirs = StaffMember.objects.get(pk=gone.pk), StaffMember.objects.get(pk=gone.pk)
    forget(mine, hoda)
    with pytest.raises(errors.AlreadyForgotten):
        forget(theirs, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Forgotten.objects.create(staff=gone, stand_in="0000", forgotten_at=NOW)


@pytest.mark.parametrize("who", ["armin", "mina", "saeed", "parisa"])
def test_only_hr_forgets(gone, people, who):
    with pytest.raises(errors.HRAlone):
        forget(gone, getattr(people, who))


def test_nobody_forgets_themselves_or_who_is_at_work(people):
    with pytest.raises(errors.AboutOneself):
        forget(people.hoda, people.hoda)
    with pytest.raises(errors.StillAtWork):
        forget(people.narges, people.hoda)
    StaffMember.objects.filter(pk=people.narges.pk).update(left_on=TODAY + timedelta(days=1))
    with pytest.raises(errors.StillAtWork):
        forget(people.narges, None)


def test_by_hand_a_name_is_kept_for_thirty_days(gone, hoda):
    StaffMember.objects.filter(pk=gone.pk).update(left_on=TODAY - timedelta(days=29))
    with pytest.raises(errors.TooSoon) as refused:
        forget(gone, hoda)
    assert refused.value.since == TODAY + timedelta(days=1)
    StaffMember.objects.filter(pk=gone.pk).update(left_on=TODAY - timedelta(days=30))
    assert forget(gone, hoda)


def test_while_something_is_open_it_waits_and_says_why(db):
    world = make_world()
    people = world.people
    StaffMember.objects.filter(pk=people.narges.pk).update(left_on=LEFT, joined_on=date(2020, 1, 1))
    with pytest.raises(errors.SomethingOpen) as refused:
        forget(people.narges, people.hoda)
    said = " ".join(refused.value.reasons)
    assert len(refused.value.reasons) >= 3
    assert said == " ".join(what_is_open(people.narges)) and "%" not in said


def test_who_has_one_of_everything_is_forgotten_and_verify_is_clean(db, capsys):
    world = make_world()
    people = world.people
    employed(people.narges, left_on=LEFT, joined_on=date(2020, 1, 1))
    seal_found(at=NOW, again="factories")
    seal_found(at=NOW, again="left by hand")
    told = all_person_links()
    with made_up(*(replace(links, waits=()) for links in told), without=tuple(links.app for links in told)):
        forget(people.narges, people.hoda)
    call_command("verify")
    assert "everything adds up" in capsys.readouterr().out


# By itself -------------------------------------------------------------------------------------------------------


def test_the_day_that_the_company_sets_comes_by_itself(gone, hoda, people):
    assert forget_departed(on=TODAY, at=NOW) == 0  # names are kept for good unless the company says otherwise
    change_keeping(months=2, by=hoda.user, at=NOW)
    assert forget_departed(on=date(2026, 2, 1), at=NOW) == 0
    assert forget_departed(on=date(2026, 10, 20), at=NOW) == 1  # Behnam, who left at the turn of the year
    assert forget_departed(on=TODAY, at=NOW) == 1
    assert set(Forgotten.objects.values_list("staff__code", "by")) == {("P-77", None), ("P-behnam", None)}


def test_hr_and_administrators_set_the_day_and_nobody_else(people):
    for who in (people.hoda, people.armin):
        change_keeping(months=12, by=who.user, at=NOW)
    for who in (people.mina, people.saeed, people.narges):
        with pytest.raises(errors.NotForThisRole):
            change_keeping(months=1, by=who.user, at=NOW)
    assert AuditEntry.objects.filter(verb="organisation.keeping_changed").count() == 1


# It does not come back -------------------------------------------------------------------------------------------

FILE = "کد پرسنلی,نام,نام خانوادگی,تیم,سمت,تاریخ شروع\nP-77,زرنگار,قناری,VLS-D,barista,1399/01/01\n"


def test_a_file_with_the_code_does_not_bring_the_name_back(gone, hoda):
    forget(gone, hoda)
    file = read_whole(staff_kind(), io.BytesIO(FILE.encode()))
    plan = plan_import(file, by=hoda.user, since=TODAY)
    assert (plan.is_wrong, plan.does_something, plan.rows[0].state) == (False, False, "unchanged")
    assert plan.rows[0].note
    import_staff(file=file, fingerprint=plan.fingerprint, by=hoda.user, at=NOW, on=TODAY, since=TODAY)
    assert met(but=KEPT) == {}


def test_nothing_about_them_is_changed_any_more(gone, hoda, client_for):
    forget(gone, hoda)
    with pytest.raises(errors.AlreadyForgotten):
        change_staff_member(staff=gone, by=hoda.user, at=NOW, given_name_fa="زرنگار")
    with pytest.raises(errors.AlreadyForgotten):
        withdraw_leaving(staff=gone, by=hoda.user, at=NOW)
    hr = client_for(hoda)
    for name in ("staff_edit", "forget"):
        assert hr.get(reverse(f"people:{name}", args=[gone.key])).status_code == 403
    assert hr.post(reverse("people:staff_back", args=[gone.key])).status_code == 403


# The pages -------------------------------------------------------------------------------------------------------


def test_the_second_press_does_it(gone, hoda, client_for):
    hr, url = client_for(hoda), reverse("people:forget", args=[gone.key])
    assert url in hr.get(gone.get_absolute_url()).content.decode()
    assert 'name="sure"' not in hr.get(url).content.decode()
    assert 'name="sure"' in hr.post(url).content.decode()
    assert not Forgotten.objects.exists()
    assert client_for(hoda, just_signed_in=False).post(url, {"sure": "1"}).status_code == 302
    assert not Forgotten.objects.exists()
    assert hr.post(url, {"sure": "1"}).url == gone.get_absolute_url()
    assert Forgotten.objects.get().by == hoda.user
    assert hr.post(url, {"sure": "1"}).status_code == 403


def test_the_page_says_why_it_waits(gone, hoda, client_for):
    hr, url = client_for(hoda), reverse("people:forget", args=[gone.key])
    with made_up(PersonLinks("tests", waits=(lambda staff: ["Something is open."],))):
        assert "Something is open." in hr.post(url, {"sure": "1"}).content.decode()
        change_keeping(months=1, by=hoda.user, at=NOW)
        assert "Something is open." in hr.get(reverse("people:keeping")).content.decode()
    assert not Forgotten.objects.exists()


def test_how_long_names_are_kept_is_set_on_a_page(hoda, armin, client_for):
    url = reverse("people:keeping")
    for who, home in ((hoda, "people:staff_list"), (armin, "people:organisation")):
        assert url in client_for(who).get(reverse(home)).content.decode()
    assert client_for(hoda).post(url, {"months": "24"}).url == url
    assert client_for(armin).post(url, {"months": "0"}).status_code == 200
    assert client_for(armin).post(url, {"months": ""}).url == url
    months = AuditEntry.objects.filter(verb="organisation.keeping_changed").values_list("detail__months", flat=True)
    assert list(months.order_by("number")) == [[None, 24], [24, None]]
