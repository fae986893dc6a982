"""What was judged by an older wording says so: on the form, the page and the document."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from evaluations import actions
from evaluations.documents.record import document_context, find_evaluation
from evaluations.documents.record_content import record_content
from evaluations.models import Scorecard
from evaluations.scorecards.wordings import edition_in_force_at
from kit.display import digits
from kit.documents.texts import Said, both
from people.models import JobRole
from tests.evaluations.editions.world import AT, DAYS, LATER, MAJOR, editorial, freeze, reworded
from tests.factories.evaluations import assign, draft, open_cycle, published_scorecard, released
from tests.factories.people import StaffFactory
from tests.factories.playbook import frozen_by, republish
from tests.worlds import built_once


@built_once
def judged(people, first, card):
    cycle = open_cycle(first, starts_on=DAYS[0], ends_on=date(2026, 6, 1))
    return assign(cycle, subject=people.narges, evaluator=people.saeed, scorecard=card)


def test_the_form_and_the_page_show_both_wordings(people, pages, judged, mina, client_for):
    client = client_for(people.saeed)
    open_draft = draft(judged, AT)
    address = reverse("evaluations:fill", args=[open_draft.key])
    assert not client.get(address).context["page"].rewordings
    second = reworded(pages, mina)
    page = client.get(address)
    assert page.context["page"].rewordings.edition == second
    assert page.content.decode().count("data-rewording") == 1
    assert "<ins>با" in page.content.decode()
    said = f"تغییر در {digits(second.name)}: رفتار"
    assert said in page.content.decode()
    evaluation = released(judged, at=LATER)
    told = client_for(people.narges).get(evaluation.get_absolute_url())
    assert [line.rewording is not None for line in told.context["page"].lines + told.context["page"].others] == [
        True,
        False,
    ]
    assert "data-rewording" in told.content.decode()
    assert said in told.content.decode()
    (both,) = told.context["page"].lines[0].rewording.wordings
    assert (both.judged, both.now) == ("سلام می‌کند.", "با لبخند سلام می‌کند.")
    republish(pages[1], why="چون مهمان باید بداند.")
    third = freeze(mina, 2)
    later = client_for(people.narges).get(evaluation.get_absolute_url()).context["page"]
    assert [line.rewording.since for line in later.lines] == [second, third]


def test_a_standard_that_is_gone_is_said_on_the_page(people, pages, judged, mina, client_for):
    evaluation = released(judged, at=AT)
    for page in pages[1].get_translations(inclusive=True):
        page.unpublish()
    freeze(mina)
    page = client_for(people.narges).get(evaluation.get_absolute_url()).context["page"]
    assert [row.new for row in page.rewordings.by_standard.values()] == [None]


def test_a_coming_edition_is_not_in_force_yet(people, pages, judged, mina, client_for):
    republish(pages[0], behaviour="با لبخند سلام می‌کند.")
    frozen_by(mina.user, date(2099, 1, 1), AT, classes={"DUR-01": MAJOR})
    page = client_for(people.saeed).get(reverse("evaluations:fill", args=[draft(judged, AT).key]))
    assert not page.context["page"].rewordings


def test_an_evaluation_on_a_coming_edition_stands_on_no_older_wording(people, pages, first, card, mina, client_for):
    republish(pages[0], behaviour="با لبخند سلام می‌کند.")
    second = frozen_by(mina.user, date(2099, 1, 1), AT, classes={"DUR-01": MAJOR})
    newer = actions.publish_scorecard(scorecard=Scorecard.objects.get(state="draft"), by=mina.user, at=AT)
    begun = draft(assign(open_cycle(second), subject=people.narges, evaluator=people.saeed, scorecard=newer))
    page = client_for(people.saeed).get(reverse("evaluations:fill", args=[begun.key]))
    assert not page.context["page"].rewordings


def said_of(evaluation, at=LATER):
    return record_content(find_evaluation(evaluation.key, None), at)


def test_documents_say_what_the_folder_said_at_the_release_for_good(people, pages, first, judged, mina):
    before = released(judged, at=AT)
    assert said_of(before)["rewordings"] is None
    second = reworded(pages, mina)
    assert said_of(before)["rewordings"] is None
    after = released(
        assign(judged.cycle, subject=people.parisa, evaluator=people.saeed, scorecard=judged.scorecard), at=LATER
    )
    told = said_of(after)
    assert told["rewordings"]["edition"]["name"] == both(lambda: second.name)
    found = [line["rewording"] for part in told["sections"] for line in part["lines"] if line["rewording"]]
    assert [[row["now"] for row in each["wordings"]["fa"]] for each in found] == [["با لبخند سلام می‌کند."]]
    reworded(pages, mina, day=2, text="می‌خندد و سلام می‌کند.")
    then = said_of(after, at=datetime(2027, 1, 1, tzinfo=UTC))
    assert (then["rewordings"], then["sections"]) == (told["rewordings"], told["sections"])


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_document_shows_both_wordings(people, pages, judged, mina, language):
    reworded(pages, mina)
    for page in pages[1].get_translations(inclusive=True):
        page.unpublish()
    freeze(mina, day=1)
    said = Said(said_of(released(judged, at=LATER)))
    with override(language):
        text = render_to_string("evaluations/pdf/evaluation.html", document_context(said))
    old, new = {"fa": ("سلام می‌کند.", "با لبخند سلام می‌کند."), "en": ("Greets.", "Greets.")}[language]
    assert old in text and new in text
    assert {"fa": "دیگر در پوشه نیست", "en": "No longer in the folder"}[language] in text
    assert {"fa": "هر دو متن", "en": "both wordings"}[language] in text


def test_the_edition_at_an_instant_knows_nothing_of_later_freezing(pages, first, mina):
    second = editorial(pages, mina)
    assert edition_in_force_at(AT) == first
    assert edition_in_force_at(second.frozen_at) == first
    assert edition_in_force_at(LATER) == second
    assert edition_in_force_at(AT - timedelta(days=1)) is None


def test_an_edition_that_was_frozen_afterwards_is_not_known_yet(pages, first, mina):
    """It began two days before it was frozen: a document made in between must not change."""
    second = frozen_by(mina.user, DAYS[1], LATER)
    assert edition_in_force_at(LATER - timedelta(days=1)) == first
    assert edition_in_force_at(LATER) == second


def test_roles_of_the_page_are_asked_as_often_for_one_as_for_many(people, first, card, hoda, client_for):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    cycle, client = open_cycle(first), client_for(hoda)
    client.get(cycle.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        client.get(cycle.get_absolute_url())
    for n in range(5):
        role = JobRole.objects.create(code=f"r{n}", name_fa=f"سمت {n}", name_en="")
        StaffFactory(team=people.day_shift, job_role=role)
        published_scorecard(first, code=f"r{n}", role=role)
    with CaptureQueriesContext(connection) as many:
        client.get(cycle.get_absolute_url())
    assert len(many) == len(few)
