"""Which text fell behind when one language was written anew, and which was never translated."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kit.audit.models import AuditEntry
from people.actions import change_organisation
from playbook.actions.pairs import check_texts, note_pair
from playbook.models import StandardPage, TextPairing
from playbook.translations.pairs import (
    Translated,
    missing_texts,
    pair_of,
    pairs_of,
    plain_words,
    said_before,
    stale_texts,
    state_of,
)
from tests.factories.playbook import live_policy, live_standard, live_touchpoint, republish
from tests.worlds import built_once

pytestmark = pytest.mark.django_db


@built_once
def standard():
    return live_standard(live_touchpoint(), "تا زنگ سوم پاسخ می‌دهد.", "Answers by the third ring.")


def stale(page):
    return stale_texts(pair_of(page))


def test_a_text_written_anew_in_one_language_leaves_the_other_behind(standard):
    persian, english = standard
    assert stale(persian) == []
    republish(persian, behaviour="تا زنگ چهارم پاسخ می‌دهد.")
    assert stale(persian) == stale(english) == [("behaviour", "fa")]
    assert state_of(pair_of(persian)) == Translated.OUTDATED
    assert said_before(pair_of(persian), "behaviour", "fa") == "تا زنگ سوم پاسخ می‌دهد."


def test_the_translation_catches_up_and_may_fall_behind_again(standard):
    persian, english = standard
    republish(persian, behaviour="تا زنگ چهارم پاسخ می‌دهد.")
    republish(english, behaviour="Answers by the fourth ring.")
    assert stale(persian) == []
    republish(english, behaviour="Answers by the fifth ring.")
    assert stale(persian) == [("behaviour", "en")]


def test_published_one_after_the_other_what_was_written_together_belongs_together(standard):
    persian, english = standard
    drafts = pair_of(persian)
    drafts.pages["fa"].behaviour, drafts.pages["en"].behaviour = "چهار زنگ.", "Four rings."
    note_pair(pair=drafts, at=timezone.now())
    republish(persian, behaviour="چهار زنگ.")
    assert stale(persian) == [("behaviour", "fa")]
    republish(english, behaviour="Four rings.")
    assert stale(persian) == []


def test_a_text_said_to_be_still_right_is_not_behind_any_more(standard, mina):
    persian, _english = standard
    republish(persian, why="چون مهم‌تر است.", behaviour="تا زنگ چهارم پاسخ می‌دهد.")
    pair = pair_of(persian)
    assert check_texts(pair=pair, names=["why", "good"], by=mina.user, at=timezone.now()) == ["why"]
    assert stale(persian) == [("behaviour", "fa")]
    assert AuditEntry.objects.filter(verb="texts.checked").count() == 1
    assert check_texts(pair=pair_of(persian), names=["why"], by=mina.user, at=timezone.now()) == []
    assert AuditEntry.objects.filter(verb="texts.checked").count() == 1


def test_marks_and_the_numbers_of_pictures_are_no_words():
    assert plain_words("<p data-block-key='a'>یک <b>دو</b></p><p>سه</p>") == "یک دو\nسه"
    assert plain_words('<embed alt="Cup &amp; saucer" embedtype="image" id="3"/>') == "Cup & saucer"


def test_what_is_missing_or_a_copy_is_no_translation(standard):
    persian, english = standard
    StandardPage.objects.filter(pk=persian.pk).update(good="آفرین")
    StandardPage.objects.filter(pk=english.pk).update(why=persian.why)
    assert missing_texts(pair_of(persian)) == [("why", "en"), ("good", "en")]
    assert state_of(pair_of(persian)) == Translated.MISSING


def test_a_name_may_be_the_same_in_both_languages(standard):
    place = live_touchpoint("before", "Instagram", "Instagram", "instagram")
    assert missing_texts(pair_of(place[0])) == []
    copied = live_touchpoint("before", "تلفن", "تلفن", "phone")
    assert missing_texts(pair_of(copied[0])) == [("title", "en")]


def test_a_company_of_one_language_translates_nothing(standard):
    change_organisation(languages="fa", by=None, at=timezone.now())
    alone = live_standard((standard[0].get_parent().specific, None), "سلام می‌کند.", "")[0]
    assert missing_texts(pair_of(alone)) == []
    assert state_of(pair_of(alone)) == Translated.COMPLETE


def test_the_whole_folder_is_asked_with_one_number_of_queries(standard):
    live_policy()
    place = (standard[0].get_parent().specific, standard[1].get_parent().specific)
    with CaptureQueriesContext(connection) as few:
        pairs_of(StandardPage.objects.all())
    for number in range(12):
        republish(live_standard(place, f"کار {number}", f"Work {number}")[0], behaviour=f"کار دیگر {number}")
    with CaptureQueriesContext(connection) as many:
        assert sum(bool(stale_texts(pair)) for pair in pairs_of(StandardPage.objects.all())) == 12
    assert len(many) == len(few)
    assert len(pairs_of(StandardPage.objects.all())) == 13
    assert TextPairing.objects.count() >= 13


def test_what_pages_that_were_there_already_said_is_taken_from_their_history(standard):
    persian, english = standard
    republish(persian)
    republish(english)
    StandardPage.objects.filter(pk=english.pk).update(last_published_at=timezone.now())
    republish(persian, behaviour="تا زنگ چهارم پاسخ می‌دهد.")
    StandardPage.objects.filter(pk=persian.pk).update(last_published_at=timezone.now() + timedelta(hours=1))
    TextPairing.objects.all().delete()
    migration = import_module("playbook.migrations.0013_text_pairing")
    migration.note_pairs(apps, None)
    migration.note_pairs(apps, None)
    assert stale(persian) == [("behaviour", "fa")]
    assert said_before(pair_of(persian), "behaviour", "fa") == "تا زنگ سوم پاسخ می‌دهد."


def test_where_no_history_is_left_nothing_is_claimed(standard):
    persian, english = standard
    StandardPage.objects.filter(pk=english.pk).update(last_published_at=timezone.now())
    StandardPage.objects.filter(pk=persian.pk).update(last_published_at=timezone.now() + timedelta(hours=1))
    TextPairing.objects.all().delete()
    import_module("playbook.migrations.0013_text_pairing").note_pairs(apps, None)
    assert stale(persian) == []
    assert said_before(pair_of(persian), "behaviour", "fa") is None
