"""What both languages lack is named before an edition is frozen, and what is frozen all the same is recorded."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry

from kit.audit.models import AuditEntry
from people.actions import change_organisation
from playbook.actions import draft_edition, submit_edition_for_review
from playbook.models import ComplaintPolicyPage, FolderPage, StandardPage
from playbook.translations import twins
from playbook.translations.findings import Lack, text_findings
from tests.factories.playbook import FROZEN_AT, live_policy, live_standard, republish
from tests.worlds import built_once

pytestmark = pytest.mark.django_db


@built_once
def standard(people, phone):
    return live_standard(phone, "تا زنگ سوم جواب می‌دهد.", "Answers by the third ring.")


def found(lack=None):
    return [(each.lack, each.name, each.detail) for each in text_findings() if lack in (None, each.lack)]


def in_review(author):
    edition = draft_edition(title_fa="ویرایش", effective_on=date(2026, 4, 1), by=author, at=FROZEN_AT)
    submit_edition_for_review(edition=edition, by=author, at=FROZEN_AT)
    return edition


def test_where_both_say_the_same_nothing_is_found(standard):
    live_policy()
    assert found() == []


def test_a_touchpoint_that_bears_its_persian_title_in_english_is_found(standard, phone):
    republish(phone[1], title="تلفن")
    assert [name for _lack, name, _detail in found(Lack.MISSING)] == ["تلفن"]


def test_steps_of_the_policy_and_words_of_the_folder_are_found(standard):
    live_policy()
    page = ComplaintPolicyPage.objects.get(locale__language_code="en")
    step = page.steps.first()
    step.say = "Only here"
    step.save()
    folder = FolderPage.objects.get(locale__language_code="fa")
    FolderPage.objects.filter(pk=folder.pk).update(introduction="به هر مشتری قول می‌دهیم.")
    names = {name for _lack, name, _detail in found(Lack.MISSING)}
    assert names == {ComplaintPolicyPage.objects.get(locale__language_code="fa").title, folder.title}


def test_what_fell_behind_is_found_with_its_text(standard):
    republish(standard[0], behaviour="تا زنگ چهارم جواب می‌دهد.")
    assert [name for _lack, name, _detail in found(Lack.STALE)] == ["BEF-01"]
    assert found(Lack.NUMBERS) == [], "said once"


def test_other_numbers_are_a_hint(standard):
    republish(standard[0], behaviour="تا زنگ چهارم جواب می‌دهد.")
    republish(standard[1], behaviour="Answers by the fifth ring.")
    assert [name for _lack, name, _detail in found(Lack.NUMBERS)] == ["BEF-01"]


@pytest.mark.parametrize(("alt", "lacks"), [('alt=""', 1), ("", 1), ('alt="فنجان"', 0)])
def test_a_picture_without_words_is_found(standard, alt, lacks):
    body = f'<p>متن</p><embed {alt} embedtype="image" format="fullwidth" id="1"/>'
    StandardPage.objects.filter(pk=standard[0].pk).update(body=body)
    assert len(found(Lack.PICTURES)) == lacks


def test_a_half_is_found_and_offered_for_removal(standard, mina, client_for):
    with twins._follows():
        standard[0].delete()
    assert PageLogEntry.objects.filter(action="wagtail.delete", page_id=standard[0].pk).exists()
    assert [name for _lack, name, _detail in found(Lack.LEFT_OVER)] == ["BEF-01"]
    page = client_for(mina).get(reverse("playbook:languages"), {"show": "left"}).text
    assert reverse("wagtailadmin_pages:delete", args=[standard[1].pk]) in page
    assert StandardPage.objects.filter(pk=standard[1].pk).exists(), "nothing is removed silently"


def test_in_a_company_of_one_language_nothing_is_asked(standard, armin):
    live_standard((standard[0].get_parent(), None), behaviour_en="")
    assert found(Lack.MISSING)
    change_organisation(by=armin.user, at=FROZEN_AT, languages="fa", main_language="fa")
    assert found() == []


def test_as_many_questions_for_twenty_as_for_two(people, phone):
    def queries(count):
        for _ in range(count):
            live_standard(phone, "تا زنگ سوم جواب می‌دهد.", "Answers by the fourth ring.")
        with CaptureQueriesContext(connection) as asked:
            text_findings()
        return len(asked)

    assert queries(2) == queries(18)


def test_what_fell_behind_is_frozen_only_when_somebody_says_so(standard, mina, client_for):
    edition = in_review(mina.user)
    republish(standard[0], why="نو")
    client, url = client_for(mina), reverse("playbook:edition_freeze", args=[edition.key])
    page = client.get(url)
    assert "BEF-01" in page.text and 'name="knows_stale"' in page.text
    sent = {"seen": page.context["form"]["seen"].value(), "freeze": "1"}
    assert client.post(url, sent).status_code == 200
    edition.refresh_from_db()
    assert edition.state == "in_review"
    client.post(url, {**sent, "knows_stale": "on"})
    edition.refresh_from_db()
    assert edition.state == "frozen"
    assert AuditEntry.objects.get(verb="edition.frozen").detail["stale"] == ["BEF-01"]


def test_counting_again_asks_nothing(standard, mina, client_for):
    edition = in_review(mina.user)
    republish(standard[0], why="نو")
    client, url = client_for(mina), reverse("playbook:edition_freeze", args=[edition.key])
    page = client.post(url, {"seen": "0" * 64, "preview": "1"})
    assert not page.context["form"].errors


def test_an_edition_without_such_texts_says_nothing_of_them(standard, mina, client_for):
    edition = in_review(mina.user)
    client, url = client_for(mina), reverse("playbook:edition_freeze", args=[edition.key])
    page = client.get(url)
    assert 'name="knows_stale"' not in page.text
    client.post(url, {"seen": page.context["form"]["seen"].value(), "freeze": "1"})
    assert "stale" not in AuditEntry.objects.get(verb="edition.frozen").detail
