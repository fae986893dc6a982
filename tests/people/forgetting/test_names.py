"""A person who left is forgotten: the name goes everywhere, the history stays, and `verify` stays clean."""

import io

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.urls import reverse

from kit.audit.models import AuditEntry
from kit.documents.models import StoredDocument
from kit.documents.store import read_document, store_document
from kit.documents.verification import INTACT, Finding, check_file
from kit.files.storage import private_storage
from people.forgetting.places import KEPT
from people.models import Notice, User
from people.notices.sending import send_notice
from tests.factories.people import StaffFactory
from tests.people.forgetting.world import LEFT, NOW, everything_stands, forget, met
from training.models import Completion


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
