"""The folder as Mina writes it in the CMS."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, Site, Workflow

from people.models import StaffMember
from playbook.actions.drafts import publish_drafts
from playbook.models import CodeLedger, ComplaintPolicyPage, FolderPage, StandardPage, TouchpointPage
from playbook.standards.richtext import clean_html
from tests.factories.playbook import frozen_by, live_policy, live_standard, live_touchpoint, republish
from tests.worlds import built_once

pytestmark = pytest.mark.django_db


@built_once
def telephone():
    return live_touchpoint("before", "تلفن", "Telephone", "phone")


def test_the_folder_is_there_in_both_languages_from_the_start():
    pages = FolderPage.objects.order_by("path")
    assert [page.locale.language_code for page in pages] == ["fa", "en"]
    assert len({page.translation_key for page in pages}) == 1
    assert Site.objects.get(is_default_site=True).root_page.specific == pages[0]
    assert Page.find_problems() == ([], [], [], [], [])


def test_codes_are_given_in_order_by_phase(telephone):
    order = live_touchpoint()
    codes = [live_standard(place)[0].code for place in (telephone, telephone, order, telephone)]
    assert codes == ["BEF-01", "BEF-02", "DUR-01", "BEF-03"]


def test_a_code_belongs_to_all_translations(telephone):
    persian, english = live_standard(telephone)
    assert persian.code == english.code == "BEF-01"
    assert CodeLedger.objects.count() == 1


def test_a_code_is_never_given_again_also_after_deletion(telephone):
    page, english = live_standard(telephone)
    english.delete()
    page.delete()
    assert live_standard(telephone)[0].code == "BEF-02"
    with pytest.raises(ValidationError):
        live_standard(telephone, code="BEF-01")


def test_two_authors_at_once_get_two_codes(telephone, monkeypatch):
    live_standard(telephone)
    proposals = iter(["BEF-01", "BEF-02"])
    monkeypatch.setattr(type(CodeLedger.objects.all()), "proposed_for", lambda self, phase: next(proposals))
    assert live_standard(telephone, behaviour_en="")[0].code == "BEF-02"


def test_the_database_keeps_a_code_to_one_standard(telephone):
    page, _ = live_standard(telephone)
    with pytest.raises(IntegrityError), transaction.atomic():
        CodeLedger.objects.create(code=page.code, translation_key=telephone[0].translation_key)


def test_a_code_cannot_be_changed_afterwards(telephone):
    page, _ = live_standard(telephone)
    assert republish(page, code="BEF-09").code == "BEF-01"
    page.refresh_from_db()
    assert page.code == "BEF-01"


def test_a_copied_standard_gets_a_code_of_its_own(telephone):
    page, _ = live_standard(telephone)
    copy = page.copy(update_attrs={"slug": "copy"})
    assert copy.code == "BEF-02"
    assert copy.get_latest_revision_as_object().code == "BEF-02"


def test_a_translation_made_by_wagtail_keeps_the_code(telephone):
    page, _ = live_standard(telephone, behaviour_en="")
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    assert (english.code, english.locale.language_code, english.live) == ("BEF-01", "en", False)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p onclick='x()'>سلام</p>", "<p>سلام</p>"),
        ("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<p style="position:fixed">x</p>', "<p>x</p>"),
        ('<iframe src="https://evil.example"></iframe><p>x</p>', "<p>x</p>"),
        ('<img src="https://evil.example/x.png" onerror="x()"><p>x</p>', "<p>x</p>"),
        ('<svg><a href="data:text/html,x">x</a></svg><p>x</p>', "<p>x</p>"),
        ('<a href="data:text/html,x">x</a>', "<a>x</a>"),
        ('<p><b>x</b> <a linktype="page" id="3">y</a></p>', '<p><b>x</b> <a linktype="page" id="3">y</a></p>'),
        ("", ""),
    ],
)
def test_rich_text_keeps_only_what_is_allowed(written, kept):
    assert clean_html(written) == kept


def test_rich_text_is_cleaned_whichever_door_it_comes_through(telephone):
    page, _ = live_standard(telephone, body="<p>خوب<script>x()</script></p>")
    page.refresh_from_db()
    assert page.body == "<p>خوب</p>"


def test_a_page_leads_to_the_screen_of_the_site(telephone, cms, visitor):
    page, _ = live_standard(telephone)
    live_policy()
    policy = ComplaintPolicyPage.objects.get(locale__language_code="fa")
    assert cms.get(page.url).url == reverse("playbook:folder")
    assert cms.get(policy.url).url == reverse("playbook:policy")
    assert visitor.get(page.url).status_code == 302


def test_the_editor_proposes_the_next_code(telephone, cms):
    live_standard(telephone)
    page = cms.get(reverse("wagtailadmin_pages:add", args=["playbook", "standardpage", telephone[0].pk]))
    assert page.status_code == 200
    assert page.context["form"].initial["code"] == "BEF-02"


def test_the_owner_is_chosen_among_those_who_carry_responsibility(telephone, cms, people):
    page = cms.get(reverse("wagtailadmin_pages:add", args=["playbook", "standardpage", telephone[0].pk]))
    offered = set(page.context["form"].fields["caretaker"].queryset)
    assert people.saeed in offered
    assert offered.isdisjoint({people.narges, people.parisa, people.behnam})
    assert StaffMember.objects.count() > len(offered)


def test_an_author_writes_and_publishes_a_standard(telephone, cms):
    address = reverse("wagtailadmin_pages:add", args=["playbook", "standardpage", telephone[0].pk])
    answer = cms.post(address, {**_typed("تا زنگ سوم جواب می‌دهد."), "action-publish": "1"})
    assert answer.status_code == 302
    page = StandardPage.objects.get()
    assert (page.code, page.title, page.live) == ("BEF-01", "تا زنگ سوم جواب می‌دهد.", True)


def test_a_draft_may_hold_half_a_check_question_and_publishing_may_not(telephone, cms):
    address = reverse("wagtailadmin_pages:add", args=["playbook", "standardpage", telephone[0].pk])
    half = {**_typed("تا زنگ سوم جواب می‌دهد."), "check_question": "تا چند زنگ؟"}
    assert cms.post(address, {**half, "action-publish": "1"}).status_code == 200
    assert not StandardPage.objects.exists()
    assert cms.post(address, half).status_code == 302
    page = StandardPage.objects.get()
    assert (page.live, page.check_question, page.check_right) == (False, "تا چند زنگ؟", "")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert cms.post(edit, {**half, "check_wrong": "ده"}).status_code == 302
    assert cms.post(edit, {**half, "action-publish": "1"}).status_code == 200
    assert publish_drafts(pages=[page], by=None, at=timezone.now()).pages == []
    assert StandardPage.objects.filter(live=True).count() == 0
    whole = {**half, "check_right": "سه", "check_wrong": "ده", "action-publish": "1"}
    assert cms.post(edit, whole).status_code == 302
    assert StandardPage.objects.get().live


def test_a_published_standard_is_mended_in_a_draft_that_may_be_half_written(telephone, cms):
    page, _english = live_standard(telephone)
    half = {**_typed("تا زنگ دوم جواب می‌دهد."), "check_question": "تا چند زنگ؟"}
    assert cms.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), half).status_code == 302
    page.refresh_from_db()
    assert (page.check_question, page.has_unpublished_changes) == ("", True)
    assert page.get_latest_revision_as_object().check_question == "تا چند زنگ؟"


def test_the_preview_shows_what_staff_will_see(telephone, cms):
    page, _ = live_standard(telephone)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert cms.post(address, _typed("تا زنگ دوم جواب می‌دهد.")).json()["is_valid"]
    shown = cms.get(address)
    assert "تا زنگ دوم جواب می‌دهد." in shown.content.decode()
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]


def test_staff_cannot_enter_the_cms(narges, client_for):
    assert client_for(narges).get(reverse("wagtailadmin_home")).status_code in (302, 403)


def _typed(behaviour):
    return {
        "behaviour": behaviour,
        "why": "کسی که زنگ می‌زند منتظر است.",
        "good": "",
        "bad": "",
        "body": '{"blocks": [], "entityMap": {}}',
        "measure": "speed",
        "review_interval_days": "90",
        "code": "BEF-01",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }


def test_an_approval_stands_ready_over_every_page(people):
    workflow = Workflow.objects.active().get()
    page = live_touchpoint()[0]
    assert page.get_workflow() == workflow
    (task,) = workflow.tasks.specific()
    assert task.get_actions(page, people.armin.user) == []  # decided on the screen that shows the difference
    assert workflow.name == "تأیید پیش از انتشار"


def test_a_behaviour_stays_one_sentence_however_it_was_typed(telephone):
    page, _english = live_standard(telephone)
    page.behaviour = "پیش از زنگ چهارم\r\n  پاسخ می‌دهد.\u2028"
    page.full_clean()
    assert page.behaviour == page.title == "پیش از زنگ چهارم پاسخ می‌دهد."
    page.behaviour = "پاسخ\nمی‌دهد."
    page.minimal_clean()
    assert page.behaviour == page.title == "پاسخ می‌دهد."


def test_the_field_of_the_behaviour_grows_with_its_sentence(telephone, cms):
    page, _english = live_standard(telephone)
    content = cms.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert re.search(r'<textarea name="behaviour"[^>]*data-controller="w-autosize"', content)


def test_before_a_standard_is_deleted_its_consequence_is_said(telephone, mina, cms):
    page, _english = live_standard(telephone)
    frozen_by(mina.user)
    asked = cms.get(reverse("wagtailadmin_pages:delete", args=[page.pk])).content.decode()
    assert "ویرایش‌های تثبیت‌شده BEF-01 را نگه می‌دارند" in asked


def test_the_first_page_of_the_editor_leads_to_the_folder_in_both_languages(cms):
    page = cms.get(reverse("wagtailadmin_home")).content.decode()
    for folder in FolderPage.objects.all():
        assert reverse("wagtailadmin_explore", args=[folder.pk]) in page


def test_a_touchpoint_names_itself_and_both_languages_agree(db):
    first = live_touchpoint("before", "تلفن", "Telephone", "phone")
    persian = FolderPage.objects.get(locale__language_code="fa")
    page = persian.add_child(instance=TouchpointPage(title="پیک موتوری", phase="after", locale=persian.locale))
    again = persian.add_child(instance=TouchpointPage(title="پیک موتوری", phase="before", locale=persian.locale))
    assert (first[0].code, page.code, again.code) == ("phone", "pik-mvtvri", "pik-mvtvri-2")
    folder = FolderPage.objects.get(locale__language_code="en")
    english = TouchpointPage(
        title="Courier", phase="after", locale=folder.locale, translation_key=page.translation_key, slug="courier"
    )
    assert folder.add_child(instance=english).code == "pik-mvtvri"
