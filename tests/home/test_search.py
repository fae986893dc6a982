"""Search: spelling variants, scope, constancy."""

import csv
from datetime import date
from importlib import import_module
from pathlib import Path
from urllib.parse import quote

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from evaluations.models import EvaluationNumber
from kit.filters import searched
from kit.text.folding import words_sought
from people.models import Team
from playbook.actions.evidence import add_evidence
from playbook.models import FrozenAuthority, FrozenPublicLane
from tests.factories.people import StaffFactory, TeamFactory
from tests.factories.playbook import EvidenceFactory, FrozenStandardFactory, frozen_edition, seal
from tests.factories.training import LessonFactory, LessonTextFactory
from tests.home.conftest import TAJRISH_SECRET
from training.actions.courses.whole import create_course
from training.models import LessonPage, LessonText
from training.search import Excerpt, excerpt_of

SEARCH = "/search/"


@pytest.fixture
def folder(people):
    edition = frozen_edition(1, steps=2)
    FrozenStandardFactory(edition=edition, behaviour_fa="به مهمان می‌گوید چه وقت می‌رسد.", code="DUR-77")
    LessonFactory(title_fa="وقتی سفارش دیر می‌شود", title_en="When an order runs late")
    return edition


def found(client, words):
    return client.get(SEARCH, {"q": words}).context["found"]


@pytest.mark.parametrize("words", ["می‌گوید", "میگوید", "مي‌گويد", "DUR-77", "dur-77", "۷۷"])
def test_letters_half_spaces_and_digits_make_no_difference(folder, people, client_for, words):
    assert [row.code for row in found(client_for(people.narges), words)["standards"].rows] == ["DUR-77"]


def test_lessons_and_steps_are_found_in_both_languages(folder, people, client_for):
    client = client_for(people.narges)
    assert found(client, "runs late")["lessons"].count == 1
    assert found(client, "دیر می‌شود")["lessons"].count == 1
    assert found(client, "I understand")["steps"].count == 2


def test_people_are_found_by_those_who_may_see_them(folder, people, client_for):
    StaffFactory(given_name_fa="رویا", family_name_fa=TAJRISH_SECRET, team=people.tajrish_shift)
    assert found(client_for(people.saeed), "رازدار")["people"].count == 0
    assert found(client_for(people.kaveh), "رازدار")["people"].count == 1
    assert found(client_for(people.hoda), "رازدار تجريشي")["people"].count == 1


def test_drafts_of_an_edition_are_not_found(people, client_for):
    assert "standards" not in found(client_for(people.narges), "سفارش")


@pytest.mark.parametrize("words", ["", "   ", "%", "‌", "x" * 5000, "'; drop table", "\x00"])
def test_strange_words_find_nothing_and_break_nothing(folder, people, client_for, words):
    answer = client_for(people.narges).get(SEARCH, {"q": words})
    assert answer.status_code == 200
    assert answer.context["total"] == 0


def test_authority_and_public_lane_are_found(folder, people, client_for):
    FrozenAuthority.objects.create(edition=folder, position=1, remedy_fa="کارت مهمانی", currency="IRR")
    FrozenPublicLane.objects.create(edition=folder, do_fa="زیر همان پیام", do_en="Under that very post")
    client = client_for(people.narges)
    assert [row.anchor for row in found(client, "كارت مهماني")["steps"].rows] == ["authority"]
    assert [row.anchor for row in found(client, "very post")["steps"].rows] == ["public"]


def test_quotes_are_found_by_authors_alone(folder, people, client_for):
    EvidenceFactory(quote="قهوه سرد بود", consent="refused")
    assert [row.quote for row in found(client_for(people.mina), "قهوة سرد")["quotes"].rows] == ["قهوه سرد بود"]
    for staff in (people.narges, people.saeed, people.hoda):
        assert "quotes" not in found(client_for(staff), "قهوة سرد")
        assert "قهوه سرد بود" not in client_for(staff).get(SEARCH, {"q": "سرد"}).content.decode()


def test_an_older_edition_is_not_found(folder, people, client_for):
    frozen_edition(1, effective_on=date(2026, 2, 1))
    assert found(client_for(people.narges), "DUR-77")["standards"].rows == []


def test_while_one_types_only_the_finds_are_drawn(folder, people, client_for):
    headers = {"HX-Request": "true", "HX-Target": "finds"}
    answer = client_for(people.narges).get(SEARCH, {"q": "می‌گوید"}, headers=headers)
    page = answer.content.decode().strip()
    assert page.startswith('<div id="finds">')
    assert "DUR-77" in page
    assert "<html" not in page
    assert "HX-Request" in answer.headers["Vary"]


def test_search_asks_as_much_for_thirty_as_for_one(folder, people, client_for, queries_of):
    client = client_for(people.hoda)

    def queries():
        client.get(f"{SEARCH}?q=سفارش")  # folds the edition's texts, once
        return queries_of(client, f"{SEARCH}?q=سفارش")

    few = queries()
    for _ in range(9):
        FrozenStandardFactory(edition=folder, behaviour_fa="سفارش را بازگو می‌کند.")
        LessonFactory(title_fa="سفارش")
    seal(folder)
    assert queries() == few


@pytest.fixture
def allergies(folder):
    return create_course(
        title_fa="حساسیت",
        title_en="Allergies",
        lessons=[
            {
                "title_fa": "پرسیدن",
                "title_en": "Asking",
                "body_fa": ["<b>هم</b>ین را بپرسید", "بادام‌زمینی در کیک هست یا نه؟"],
                "body_en": ["Ask about every peanut", "before the order &amp; after it."],
                "try_en": "Try it on a colleague.",
            }
        ],
    )


@pytest.mark.parametrize("words", ["بادامزميني", "همین كيك", "PEANUT before", "colleague", "allergies peanut"])
def test_lessons_are_found_by_their_bodies(allergies, people, client_for, words):
    (row,) = found(client_for(people.narges), words)["lessons"].rows
    assert row.lesson.title_en == "Asking"


def test_an_excerpt_shows_the_word_where_it_stands(allergies, people, client_for):
    (row,) = found(client_for(people.narges), "بادامزميني")["lessons"].rows
    assert row.excerpt == Excerpt("همین را بپرسید", "بادام‌زمینی", "در کیک هست یا نه؟")
    page = client_for(people.narges).get(SEARCH, {"q": "order"}).content.decode()
    assert "peanut before the <b>order</b> &amp; after it." in page


def test_an_excerpt_of_a_long_text_is_short():
    text = " ".join(f"w{number}" for number in range(100))
    cut = excerpt_of(text, words_sought("w50"))
    assert cut.before.split() == ["…", *(f"w{n}" for n in range(42, 50))]
    assert cut.after.split() == [*(f"w{n}" for n in range(51, 67)), "…"]
    assert excerpt_of(text, words_sought("nothing")) is None


def test_what_is_not_published_is_not_found(allergies, people, client_for):
    narges = client_for(people.narges)
    english = LessonPage.objects.get(locale__language_code="en")
    english.body = [("text", "<p>Ask about every walnut</p>")]
    english.save_revision()
    assert found(narges, "walnut")["lessons"].count == 0
    english.get_latest_revision().publish()
    assert found(narges, "walnut")["lessons"].count == 1
    assert found(narges, "peanut")["lessons"].count == 0
    assert found(narges, "کیک")["lessons"].count == 1
    english.unpublish()
    assert found(narges, "walnut")["lessons"].count == 0
    assert found(narges, "کیک")["lessons"].count == 0


def test_lessons_that_were_there_before_get_their_words(allergies):
    kept = list(LessonText.objects.values_list("text_fa", "text_en", "folded"))
    LessonText.objects.all().delete()
    import_module("training.migrations.0009_fill_lesson_texts").fill(apps, None)
    assert list(LessonText.objects.values_list("text_fa", "text_en", "folded")) == kept


CASES = Path(__file__).parent.parent / "kit" / "cases"
QUOTES = [row["متن"] for row in csv.DictReader((CASES / "q02-half-space.csv").read_text("utf-8").splitlines())]
SOUGHT = [("بسته\u200cبندی", 2), ("بسته بندی", 2), ("بسته‌بندي", 2), ("نیم ساعت", 1), ("نیم‌ساعت", 1), ("تاخیر", 2),
          ("تأخیر", 2)]  # fmt: skip


@pytest.mark.parametrize(("words", "count"), SOUGHT)
def test_q02_half_space_and_space_are_one_in_words_folder_and_lessons(people, client_for, words, count):
    edition = frozen_edition(1)
    for number, text in enumerate(QUOTES):
        add_evidence(quote=text, by=people.mina.user, at=timezone.now())
        FrozenStandardFactory(edition=edition, behaviour_fa=text, code=f"DUR-8{number}")
        LessonTextFactory(text_fa=text)
        TeamFactory(name_fa=text)
    hits = found(client_for(people.mina), words)
    assert [hits[kind].count for kind in ("quotes", "standards", "lessons")] == [count] * 3
    assert all(row.excerpt.hit for row in hits["lessons"].rows)
    words_page = client_for(people.mina).get("/folder/words/", {"show": "all", "q": words}).content.decode()
    folder_page = client_for(people.mina).get("/folder/", {"q": words}).content.decode()
    for text in QUOTES:
        is_found = text in {row.quote for row in hits["quotes"].rows}
        assert (text in words_page, text in folder_page) == (is_found, is_found), text
    assert searched(Team.objects.all(), words, "name_fa").count() == count


def test_an_excerpt_marks_all_of_a_word_that_is_written_in_two():
    text = "گفت که بسته بندی، خوب نبود"
    assert excerpt_of(text, words_sought("بسته‌بندی")).hit == "بسته بندی،"
    assert excerpt_of(text, words_sought("بستهبندی")) == Excerpt("گفت که", "بسته بندی،", "خوب نبود")
    assert excerpt_of("his tea was cold", words_sought("histea")) is None


@pytest.mark.parametrize("words", ["شکایت", "complaint", "Complaint policy", "pocket card", "جیبی", "شكايت"])
def test_titles_of_policy_and_pocket_card_are_found(people, client_for, words):
    frozen_edition(1, steps=2)
    client = client_for(people.narges)
    urls = [row.url for row in found(client, words)["titles"].rows]
    wanted = {reverse("playbook:policy"), reverse("playbook:pocket")} & set(urls)
    assert wanted
    assert reverse("playbook:pocket") in urls or words == "Complaint policy"
    page = client.get(SEARCH, {"q": words}).content.decode()
    assert all(f'href="{url}"' in page for url in urls)
    assert all(client.get(url.partition("#")[0]).status_code == 200 for url in urls)


def test_an_edition_without_a_policy_has_no_title_of_one(people, client_for):
    frozen_edition(1)
    assert [row.url for row in found(client_for(people.narges), "pocket card")["titles"].rows] == []


def test_phases_touchpoints_and_courses_are_found_by_their_titles(people, client_for):
    edition = frozen_edition(1)
    names = {"touchpoint_code": "till", "touchpoint_name_fa": "پیش‌خوان", "touchpoint_name_en": "The till"}
    FrozenStandardFactory(edition=edition, phase="during", **names)
    course = LessonFactory(course__title_fa="خوش‌آمد گویی", course__title_en="Welcoming", course__is_live=True).course
    client = client_for(people.narges)
    (till,) = found(client, "پیش خوان")["titles"].rows
    assert (till.title, till.url) == ("پیش‌خوان", "/folder/?at=during.till")
    assert [row.url for row in found(client, "after the purchase")["titles"].rows] == ["/folder/#after"]
    assert [row.key for row in found(client, "خوش آمد گویی")["courses"].rows] == [course.key]


def test_evaluations_are_found_by_number_by_whoever_may_see_them(autumn, people, client_for):
    mine, hers = autumn.narges_evaluation, autumn.roya_evaluation
    prefix, year, number = mine.number.split("-")
    persian = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    spellings = [mine.number, mine.number.lower(), f"{prefix}-{year}-{int(number)}".translate(persian), number,
                 f"{year}-{number}", f"ev {year} {number}", number.translate(persian), str(int(number))]  # fmt: skip
    for staff in (people.narges, people.saeed, people.hoda):
        client = client_for(staff)
        for words in spellings:
            assert mine.number in [row.number for row in found(client, words)["evaluations"].rows], (staff, words)
        page = client.get(SEARCH, {"q": mine.number}).content.decode()
        assert f'href="{mine.get_absolute_url()}"' in page
        assert client.get(mine.get_absolute_url()).status_code == 200
    for words in (hers.number, hers.number.rpartition("-")[2]):
        for staff in (people.narges, people.saeed, people.mina):
            client = client_for(staff)
            assert hers.number not in [row.number for row in found(client, words)["evaluations"].rows]
            assert hers.get_absolute_url() not in client.get(SEARCH, {"q": words}).content.decode()
        assert hers.number in [row.number for row in found(client_for(people.kaveh), words)["evaluations"].rows]


def test_a_correction_is_found_by_the_number_it_follows(autumn, people, client_for):
    autumn.narges_evaluation.number = "EV-1405-00042-2"
    autumn.narges_evaluation.save()
    EvaluationNumber.objects.update_or_create(year=1405, defaults={"last": 50})
    for words in ("42", "EV-1405-00042", "1405-42-2", "۴۲"):
        assert found(client_for(people.hoda), words)["evaluations"].count == 1, words
    for words in ("4", "1404-42", "42-3", "142", "ev", "1405-00042-2-2"):
        assert found(client_for(people.hoda), words)["evaluations"].count == 0, words


@pytest.mark.parametrize(
    ("typed", "meant"), [("شکیات", "شکایت"), ("مهمن می‌گوید", "مهمان می‌گوید"), ("complant", "Complaint")]
)
def test_did_you_mean_leads_to_a_search_that_finds(folder, people, client_for, typed, meant):
    client = client_for(people.narges)
    answer = client.get(SEARCH, {"q": typed})
    assert answer.context["meant"][0] == meant
    assert f'href="{SEARCH}?q={quote(meant)}"' in answer.content.decode()
    assert client.get(SEARCH, {"q": meant}).context["total"] > 0


def test_did_you_mean_names_only_people_whom_one_may_see(folder, people, client_for):
    StaffFactory(given_name_fa="رویا", family_name_fa=TAJRISH_SECRET, team=people.tajrish_shift)
    for staff, sees in ((people.narges, False), (people.saeed, False), (people.hoda, True), (people.kaveh, True)):
        answer = client_for(staff).get(SEARCH, {"q": "رازذار"})
        assert ("رازدار" in answer.content.decode()) is sees, staff


def test_what_is_spelt_right_is_not_mended(folder, people, client_for):
    assert client_for(people.narges).get(SEARCH, {"q": "سفارش"}).context["meant"] == []


def test_a_search_that_finds_nothing_says_so_and_leads_on(folder, people, client_for):
    answer = client_for(people.narges).get(SEARCH, {"q": "qqqqqqq"})
    assert (answer.context["total"], answer.context["meant"]) == (0, [])
    page = answer.content.decode()
    assert page.count(f'class="hv-task" href="{reverse("playbook:folder")}"') == 1
    assert page.count(f'class="hv-task" href="{reverse("training:mine")}"') == 1


def test_a_search_that_finds_nothing_asks_as_much_for_thirty_as_for_one(folder, people, client_for, queries_of):
    client = client_for(people.hoda)
    few = queries_of(client, f"{SEARCH}?q=سفارذش")
    for number in range(9):
        FrozenStandardFactory(edition=folder, behaviour_fa="سفارش را بازگو می‌کند.")
        LessonFactory(title_fa="سفارش")
        StaffFactory(family_name_fa=f"سفارشی {number}", team=people.day_shift)
    seal(folder)
    assert queries_of(client, f"{SEARCH}?q=سفارذش") == few <= 24
