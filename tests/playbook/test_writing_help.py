"""Help with writing as authors see it: in the editor, beside the fields, in the report."""

from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kit.audit.models import AuditEntry
from playbook.models import HintPutAway, StandardPage
from playbook.translations.addresses import texts_url
from tests.factories.playbook import live_standard, live_touchpoint
from tests.worlds import built_once

HINTS, AWAY = "playbook:writing_hints", "playbook:writing_hint_away"


@built_once
def place(people):
    return live_touchpoint()


@built_once
def pages(place):
    """(Persian page, English page): a behaviour that nobody can see."""
    return live_standard(place, "سعی می‌کند خوش‌برخورد باشد.", "Greets every guest with a hello.")


def ask(client, **texts):
    return client.post(reverse(HINTS), {"language": "fa", **texts}).content.decode()


def test_hints_come_as_a_fragment_and_nothing_is_stored(mina, client_for, people):
    before = AuditEntry.objects.count()
    page = ask(client_for(mina), behaviour="سعی می‌کند سلام کند.", good="x", bad="y")
    assert 'data-hint="unseen"' in page and "<html" not in page
    assert "data-hint-away" not in page
    assert (AuditEntry.objects.count(), HintPutAway.objects.count()) == (before, 0)


def test_a_hint_is_put_away_for_its_standard_and_comes_back(pages, mina, client_for):
    persian, _english = pages
    client, key = client_for(mina), str(persian.translation_key)
    texts = {"standard": key, "behaviour": persian.behaviour, "good": "x", "bad": "y"}
    assert 'data-hint-away="unseen"' in ask(client, **texts)
    about = {"standard": key, "language": "fa"}
    for _twice in range(2):
        assert client.post(reverse(AWAY), {**about, "kind": "unseen"}).status_code == 204
    assert HintPutAway.objects.count() == AuditEntry.objects.filter(verb="standard.hint_put_away").count() == 1
    assert 'data-hint="unseen"' not in ask(client, **texts)
    assert 'data-hint="unseen"' in ask(client, **{**texts, "standard": str(uuid4())})
    assert client.post(reverse(AWAY), about).status_code == 204
    assert 'data-hint="unseen"' in ask(client, **texts)
    assert AuditEntry.objects.filter(verb="standard.hints_brought_back").count() == 1


def test_what_is_no_hint_of_a_standard_is_not_put_away(pages, mina, narges, client_for):
    about = {"standard": str(pages[0].translation_key), "language": "fa", "kind": "unseen"}
    for wrong in ({"kind": "nonsense"}, {"standard": "x"}, {"standard": str(uuid4())}, {"language": "de"}):
        assert client_for(mina).post(reverse(AWAY), {**about, **wrong}).status_code == 404
    assert client_for(narges).post(reverse(AWAY), about).status_code == 403
    assert client_for(narges).post(reverse(HINTS), about).status_code == 403
    assert not HintPutAway.objects.exists()


def test_standards_that_read_alike_are_shown_with_links(pages, place, mina, client_for):
    other, _twin = live_standard(place, "سفارش را پیش از ثبت بازگو می‌کند.", "Reads the order back.")
    page = ask(client_for(mina), behaviour="سفارش را پیش از ثبت یک بار بازگو می‌کند.")
    assert other.code in page and texts_url(other.translation_key) in page
    own = ask(client_for(mina), behaviour=other.behaviour, standard=str(other.translation_key))
    assert other.code not in own


def test_the_report_names_standards_that_read_alike(place, mina, client_for):
    first, _twin = live_standard(place, "سفارش را پیش از ثبت بازگو می‌کند.", "Reads the order back before entering it.")
    second, _twin = live_standard(place, "سفارش را پیش از ثبت یک بار بازگو می‌کند.", "Says goodbye.")
    live_standard(place, "میز را تمیز می‌کند.", "Wipes the table.")
    client = client_for(mina)
    page = client.get("/cms/reports/standards/").content.decode()
    for one in (first, second):
        assert f'<a href="{texts_url(one.translation_key)}"><bdi>{one.code}</bdi></a>' in page


def test_the_editor_shows_them_beside_the_fields_and_has_the_script(pages, mina, client_for):
    page = client_for(mina).get(reverse("wagtailadmin_pages:edit", args=[pages[0].pk])).content.decode()
    assert 'data-hint="unseen"' in page and "playbook/hints.js" in page
    place = pages[0].get_parent()
    new = reverse("wagtailadmin_pages:add", args=["playbook", "standardpage", place.pk])
    page = client_for(mina).get(new).content.decode()
    assert "data-hints" in page and "data-hint=" not in page


def test_as_many_questions_for_two_standards_as_for_twelve(pages, place, mina, client_for):
    client, texts = client_for(mina), {"behaviour": "سفارش را بازگو می‌کند.", "standard": str(pages[0].translation_key)}

    def queries():
        with CaptureQueriesContext(connection) as asked:
            ask(client, **texts)
        return len(asked)

    queries()
    few = queries()
    for number in range(10):
        live_standard(place, f"سفارش شمارهٔ {number} را بازگو می‌کند.", f"Repeats order {number}.")
    assert queries() == few
    assert StandardPage.objects.count() == 22


def test_a_hint_is_read_in_the_direction_of_its_reader(mina, client_for):
    """It may begin with a word of the other language."""
    page = ask(client_for(mina), language="en", behaviour="Tries to be friendly.")
    assert "<span>«tries to»" in page.replace("“", "«").replace("”", "»").lower()
