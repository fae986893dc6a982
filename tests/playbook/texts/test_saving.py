"""Both languages of a page on one screen: written, marked, published, and kept when two write at once."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text

from kit.audit.models import AuditEntry
from playbook.models import ComplaintPolicyPage, FolderPage, StandardPage, TouchpointPage
from playbook.translations.pairs import missing_texts, pair_of, stale_texts
from tests.factories.playbook import live_policy, live_standard, republish
from tests.playbook.texts.world import ENGLISH, PERSIAN, address, draft, form_of, opened, sent


def said(client, answer):
    page = client.get(answer.url)
    return [str(message) for message in page.context["messages"]]


def test_both_languages_are_saved_at_once_as_drafts(standard, cms):
    fields = {"fa-why": "چون منتظر است.", "en-why": "They are waiting."}
    answer = sent(cms, address(standard.fa), fields)
    assert (answer.status_code, answer.url) == (302, address(standard.fa))
    assert (draft(standard.fa).why, draft(standard.en).why) == ("چون منتظر است.", "They are waiting.")
    standard.fa.refresh_from_db()
    assert standard.fa.why == "چون مهم است."
    entry = AuditEntry.objects.get(verb="texts.saved")
    assert entry.detail == {"languages": ["en", "fa"]}


def test_nothing_is_written_where_nothing_was_typed(standard, cms):
    before = standard.fa.latest_revision_id
    answer = sent(cms, address(standard.fa), {})
    assert answer.status_code == 302
    standard.fa.refresh_from_db()
    assert standard.fa.latest_revision_id == before
    assert not AuditEntry.objects.filter(verb="texts.saved").exists()


def test_what_is_the_same_in_both_is_asked_once_and_written_to_both(standard, cms, people):
    fields = {"fa-measure": "speed", "fa-is_critical": "on", "fa-roles": [str(people.barista.pk)]}
    sent(cms, address(standard.fa), fields, "publish")
    for page in StandardPage.objects.all():
        assert (page.measure, page.is_critical, list(page.roles.all())) == ("speed", True, [people.barista])
    assert "en-measure" not in opened(cms, address(standard.fa))


def test_both_are_published_together(standard, cms):
    fields = {"fa-behaviour": "تا زنگ دوم پاسخ می‌دهد.", "en-behaviour": "Answers by the second ring."}
    sent(cms, address(standard.fa), fields, "publish")
    texts = [page.behaviour for page in StandardPage.objects.order_by("path")]
    assert texts == ["تا زنگ دوم پاسخ می‌دهد.", "Answers by the second ring."]
    assert AuditEntry.objects.filter(verb="pages.published").count() == 1


def test_a_new_standard_is_written_in_both_languages_with_one_code(touchpoint, cms):
    path = reverse("playbook_texts:new_standard") + f"?touchpoint={touchpoint[0].translation_key}"
    fields = {"fa-behaviour": PERSIAN, "en-behaviour": ENGLISH, "fa-why": "الف", "en-why": "a"}
    answer = sent(cms, path, fields, "publish")
    persian, english = StandardPage.objects.order_by("path")
    assert answer.url == address(persian)
    assert (persian.code, english.code, persian.live, english.live) == ("DUR-01", "DUR-01", True, True)
    assert persian.translation_key == english.translation_key
    assert [page.get_parent().pk for page in (persian, english)] == [page.pk for page in touchpoint]
    assert missing_texts(pair_of(persian)) == []


def test_a_language_that_nobody_wrote_is_not_made_and_does_not_go_live(touchpoint, cms):
    path = reverse("playbook_texts:new_standard") + f"?touchpoint={touchpoint[0].translation_key}"
    sent(cms, path, {"fa-behaviour": PERSIAN, "fa-body": rich_text("<p>بیشتر</p>")}, "publish")
    assert [(page.locale.language_code, page.live) for page in StandardPage.objects.all()] == [("fa", True)]


def test_a_copy_of_the_persian_is_no_translation_and_stays_a_draft(standard, cms):
    sent(cms, address(standard.fa), {"fa-behaviour": PERSIAN + " همیشه", "en-behaviour": PERSIAN + " همیشه"}, "publish")
    persian, english = StandardPage.objects.order_by("path")
    assert (persian.behaviour, english.behaviour) == (PERSIAN + " همیشه", ENGLISH)
    assert draft(english).behaviour == PERSIAN + " همیشه"


def test_half_a_language_is_kept_as_a_draft_and_said(touchpoint, cms):
    page = live_standard(touchpoint, PERSIAN, "")[0]
    answer = sent(cms, address(page), {"en-why": "It matters."}, "publish")
    english = StandardPage.objects.get(locale__language_code="en")
    assert (english.live, draft(english).why, english.code) == (False, "It matters.", page.code)
    assert any("انگلیسی" in text and "رفتار" in text for text in said(cms, answer))


def test_under_a_touchpoint_without_english_the_english_stays_a_draft_of_a_draft(people, cms):
    folder = FolderPage.objects.get(locale__language_code="fa")
    place = folder.add_child(instance=TouchpointPage(title="پیک", phase="after", locale=folder.locale))
    page = live_standard((place, None), PERSIAN, "")[0]
    sent(cms, address(page), {"en-behaviour": ENGLISH}, "save")
    english = StandardPage.objects.get(locale__language_code="en")
    above = english.get_parent().specific
    assert (above.translation_key, above.live, above.locale.language_code) == (place.translation_key, False, "en")


def test_what_changed_since_the_translation_is_marked_word_by_word(standard, cms):
    republish(standard.fa, behaviour="تا زنگ چهارم پاسخ می‌دهد.")
    page = cms.get(address(standard.fa)).content.decode()
    assert "<del>سوم</del>" in page and "<ins>چهارم</ins>" in page
    sent(cms, address(standard.fa), {"en-behaviour": "Answers by the fourth ring."}, "publish")
    assert "<del>" not in cms.get(address(standard.fa)).content.decode()
    assert stale_texts(pair_of(standard.fa)) == []


@pytest.mark.parametrize("fields", [{"checked": ["behaviour"]}, {"check-all": "1"}])
def test_a_translation_that_is_still_right_is_said_to_be(standard, cms, fields):
    republish(standard.fa, behaviour="تا زنگ چهارم پاسخ می‌دهد.")
    sent(cms, address(standard.fa), fields)
    assert stale_texts(pair_of(standard.fa)) == []
    assert AuditEntry.objects.get(verb="texts.checked").detail == {"texts": ["behaviour"]}


def test_two_at_once_lose_nothing(standard, cms, armin, client_for):
    path = address(standard.fa)
    mine, theirs = opened(cms, path), opened(client_for(armin), path)
    assert sent(client_for(armin), path, {"fa-why": "آرمین نوشت."}, form=theirs).status_code == 302
    answer = sent(cms, path, {"fa-why": "مینا نوشت."}, form=mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "آرمین نوشت." in page and "مینا نوشت." in page
    assert draft(standard.fa).why == "آرمین نوشت."
    again = form_of(answer)
    assert again["fa-why"] == "مینا نوشت."
    sent(cms, path, {}, form=again)
    assert draft(standard.fa).why == "مینا نوشت."


def test_the_same_new_standard_sent_twice_is_one(touchpoint, cms):
    path = reverse("playbook_texts:new_standard") + f"?touchpoint={touchpoint[0].translation_key}"
    form = opened(cms, path)
    assert sent(cms, path, {"fa-behaviour": PERSIAN}, form=form).status_code == 302
    assert sent(cms, path, {"fa-behaviour": PERSIAN}, form=form).status_code == 409
    assert StandardPage.objects.count() == 1


def test_a_save_that_breaks_off_leaves_nothing_half(standard, cms, monkeypatch):
    def breaks(**words):
        raise RuntimeError

    before = [page.latest_revision_id for page in StandardPage.objects.order_by("pk")]
    monkeypatch.setattr("playbook.actions.texts.record", breaks)
    with pytest.raises(RuntimeError):
        sent(cms, address(standard.fa), {"fa-why": "الف", "en-why": "a"})
    assert [page.latest_revision_id for page in StandardPage.objects.order_by("pk")] == before


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(standard, cms):
    answer = sent(cms, address(standard.fa), {"fa-why": "ی" * 1300, "en-why": "They wait."})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "ی" * 1300 in page and "They wait." in page
    assert draft(standard.en).why == "It matters."


def test_a_locked_page_keeps_what_stands_there(standard, cms, armin):
    form = opened(cms, address(standard.fa))
    Page.objects.filter(pk=standard.en.pk).update(locked=True, locked_by=armin.user)
    answer = sent(cms, address(standard.fa), {"fa-why": "الف"}, form=form)
    assert answer.status_code == 200
    assert "الف" in answer.content.decode()
    assert draft(standard.fa).why == "چون مهم است."


def test_whoever_may_not_publish_hands_in(standard, cms, monkeypatch):
    monkeypatch.setattr("playbook.views.texts.editor.may_publish", lambda user, page: False)
    form = opened(cms, address(standard.fa))
    assert sent(cms, address(standard.fa), {"fa-why": "الف"}, "publish", form=form).url == reverse("wagtailadmin_home")
    assert draft(standard.fa).why == "چون مهم است."
    sent(cms, address(standard.fa), {"fa-why": "الف"}, "submit", form=form)
    assert Page.objects.get(pk=standard.fa.pk).workflow_in_progress
    assert not Page.objects.get(pk=standard.en.pk).workflow_in_progress


def test_the_policy_has_its_six_steps_and_lines_in_both_languages(people, cms):
    live_policy()
    page = ComplaintPolicyPage.objects.first()
    fields = {
        "fa-steps-2-say": "متأسفم.",
        "en-steps-2-say": "I am sorry.",
        "both-steps-2-time_limit_minutes": "۱۵",
        "fa-line-0-remedy": "نوشیدنی تازه",
        "en-line-0-remedy": "A fresh drink",
        "both-line-0-role": str(people.barista.pk),
    }
    answer = sent(cms, address(page), fields, "publish")
    assert answer.status_code == 302
    for each, say, remedy in zip(
        ComplaintPolicyPage.objects.order_by("path"),
        ("متأسفم.", "I am sorry."),
        ("نوشیدنی تازه", "A fresh drink"),
        strict=True,
    ):
        steps, (line,) = list(each.steps.all()), each.authority.all()
        assert (len(steps), steps[1].say, steps[1].time_limit_minutes) == (6, say, 15)
        assert (line.remedy, line.role) == (remedy, people.barista)
    assert (
        len({line.translation_key for each in ComplaintPolicyPage.objects.all() for line in each.authority.all()}) == 1
    )


def test_a_line_of_the_policy_goes_in_both_languages(people, cms):
    live_policy()
    page = ComplaintPolicyPage.objects.first()
    sent(cms, address(page), {"fa-line-0-remedy": "نوشیدنی تازه", "en-line-0-remedy": "A fresh drink"}, "publish")
    sent(cms, address(page), {"line-0-gone": "on"}, "publish")
    assert [each.authority.count() for each in ComplaintPolicyPage.objects.all()] == [0, 0]


def test_what_no_browser_sends_is_no_fault(people, cms):
    live_policy()
    page = ComplaintPolicyPage.objects.first()
    sent(cms, address(page), {"fa-line-0-remedy": "نوشیدنی", "en-line-0-remedy": "A drink"}, "publish")
    key = str(ComplaintPolicyPage.objects.first().authority.get().translation_key)
    twice = {"line-0-key": key, "line-1-key": key, "fa-line-1-remedy": "باز هم", "en-line-1-remedy": "Again"}
    assert sent(cms, address(page), twice).status_code == 302
    assert cms.post(address(page), {}).status_code in (200, 302, 400, 409)
    assert sent(cms, address(page), {"preview": "xx"}, action=None).status_code == 400
    assert cms.get(reverse("playbook_texts:new_standard") + "?touchpoint=x&quote=x&back=x").status_code == 200


def test_a_page_that_only_repeated_another_is_written_by_itself(standard, cms):
    Page.objects.filter(pk=standard.en.pk).update(alias_of=standard.fa.page_ptr)
    sent(cms, address(standard.fa), {"en-why": "They are waiting."})
    assert draft(standard.en).why == "They are waiting."
