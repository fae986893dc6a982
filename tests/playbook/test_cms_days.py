"""Days in the CMS are typed and shown in the reader's calendar and digits; what cannot be meant is refused."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from kit.reader import reading_as
from playbook.cms.day_fields import ReadersMoment
from playbook.cms.digits import in_readers_digits
from tests.factories.playbook import live_standard, live_touchpoint, republish
from tests.worlds import built_once

pytestmark = pytest.mark.django_db
TEHRAN = timezone.get_default_timezone()


@built_once
def page(people):
    page, _english = live_standard(live_touchpoint(), behaviour_fa="پیش از زنگ چهارم جواب می‌دهد.", behaviour_en="")
    return republish(page)


@pytest.fixture
def now(monkeypatch):
    """The sixth of Azar 1405, noon."""
    moment = dt.datetime(2026, 11, 27, 12, tzinfo=TEHRAN)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment


def post(client, page, **more):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = client.get(address).context["form"]
    data = {name: value for name, value in form.initial.items() if value not in (None, [], "")}
    data |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "body": '{"blocks": [], "entityMap": {}}'}
    return client.post(address, data | {"behaviour": "پیش از زنگ سوم جواب می‌دهد.", "action-publish": "1"} | more)


def stored(page):
    return Page.objects.select_related("latest_revision").get(pk=page.pk)


@pytest.mark.parametrize("typed", ["۱۴۰۵/۰۹/۲۰ ۰۸:۰۰", "1405/9/20 08:00", "۱۴۰۵-۰۹-۲۰، ۰۸:۰۰", "2026-12-11 08:00"])
def test_a_jalali_day_schedules_for_that_day_and_publishes_nothing(page, people, client_for, now, typed):
    post(client_for(people.mina.user), page, go_live_at=typed)
    row = stored(page)
    assert row.latest_revision.approved_go_live_at == dt.datetime(2026, 12, 11, 8, tzinfo=TEHRAN)
    assert row.specific.behaviour == "پیش از زنگ چهارم جواب می‌دهد."


def test_the_schedule_is_shown_as_it_was_typed(page, people, client_for, now):
    client = client_for(people.mina.user)
    page.go_live_at = dt.datetime(2026, 12, 11, 8, tzinfo=TEHRAN)
    page.save_revision()
    assert "۱۴۰۵/۰۹/۲۰ ۰۸:۰۰" in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text


@pytest.mark.parametrize("typed", ["۱۴۰۵/۰۹/۰۵ ۰۸:۰۰", "2026-11-26 08:00"])
def test_a_moment_that_is_past_does_not_publish_at_once(page, people, client_for, now, typed):
    answer = post(client_for(people.mina.user), page, go_live_at=typed)
    assert answer.context["form"].non_field_errors()
    assert stored(page).specific.behaviour == "پیش از زنگ چهارم جواب می‌دهد."


@pytest.mark.parametrize(
    "typed", ["0784/09/20 08:00", "2647-12-11 08:00", "۱۴۰۵/۱۳/۲۰ ۰۸:۰۰", "فردا", "1405/09/20 25:00"]
)
def test_what_cannot_be_meant_is_refused_in_words(page, people, client_for, now, typed):
    answer = post(client_for(people.mina.user), page, go_live_at=typed)
    assert answer.context["form"].errors["go_live_at"]
    assert stored(page).latest_revision.approved_go_live_at is None


def test_a_gregorian_reader_who_types_a_jalali_year_is_asked(now):
    with reading_as("en"):
        problem = _refused("1405-09-20 08:00")
        assert "2026-12-11" in problem and "1405" in problem
        assert ReadersMoment().clean("2026-12-11 08:00") == dt.datetime(2026, 12, 11, 8, tzinfo=TEHRAN)


def _refused(text):
    try:
        ReadersMoment().clean(text)
    except Exception as problem:
        return str(problem)
    raise AssertionError(text)


def test_filters_take_the_readers_days_and_say_them_back(page, people, client_for):
    client = client_for(people.mina.user)
    address = reverse("wagtailadmin_pages:history", args=[page.pk])
    assert "ویرایش" in client.get(address).text
    shown = client.get(address, {"timestamp_from": "۱۴۰۵/۰۱/۰۱", "timestamp_to": "۱۴۰۵/۰۱/۰۲"})
    assert shown.context["object_list"].count() == 0 if hasattr(shown.context["object_list"], "count") else True
    assert "۱ فروردین ۱۴۰۵" in shown.text
    assert 'value="۱۴۰۵/۰۱/۰۱"' in shown.text


@pytest.mark.parametrize(("language", "year"), [("fa", "۱۴۰۵"), ("en", "2026")])
def test_history_and_explorer_say_days_in_the_readers_calendar(page, people, client_for, language, year):
    mina = people.mina.user
    mina.language, mina.digits = language, language
    mina.calendar = "jalali" if language == "fa" else "gregorian"
    mina.save()
    Page.objects.filter(pk=page.pk).update(latest_revision_created_at=dt.datetime(2026, 4, 1, tzinfo=TEHRAN))
    for name, pk in (("wagtailadmin_explore", page.get_parent().pk),):
        text = client_for(mina).get(reverse(name, args=[pk])).text
        assert year in text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>3 صفحه</p>", "<p>۳ صفحه</p>"),
        ("<b>12</b>", "<b>۱۲</b>"),
        (
            '<a href="/cms/pages/3/" title="3 بار">BEF-03 · یک</a>',
            '<a href="/cms/pages/3/" title="۳ بار">BEF-03 · یک</a>',
        ),
        ("<p>Within 3 rings</p>", "<p>Within 3 rings</p>"),
        ("<p>it&#39;s و &#x27;3</p>", "<p>it&#39;s و &#x27;۳</p>"),
        (
            "<script>var n = 3;</script><style>p{margin:3px}</style>",
            "<script>var n = 3;</script><style>p{margin:3px}</style>",
        ),
        ('<input value="3"><textarea>3</textarea>', '<input value="3"><textarea>3</textarea>'),
        ("<!-- 3 --><p>عکس photo-3.png، 4 تا</p>", "<!-- 3 --><p>عکس photo-3.png، ۴ تا</p>"),
    ],
)
def test_digits_are_the_readers_and_codes_stay(written, shown):
    with reading_as("fa"):
        assert in_readers_digits(written) == shown


@pytest.mark.parametrize(
    ("language", "control", "told"),
    [
        ("fa", 'value="۱۴۰۵/۰۹/۲۰ ۰۸:۰۰"', "۲۰ آذر ۱۴۰۵، ساعت ۰۸:۰۰"),
        ("en", 'type="datetime-local" name="go_live_at" value="2026-12-11T08:00"', "11 December 2026 at 08:00"),
    ],
)
def test_a_schedule_that_waits_is_told_in_the_readers_calendar(page, people, client_for, language, control, told):
    mina = people.mina.user
    mina.language, mina.digits = language, language
    mina.calendar = "jalali" if language == "fa" else "gregorian"
    mina.save()
    page.go_live_at = dt.datetime(2026, 12, 11, 8, tzinfo=TEHRAN)
    page.save_revision()
    text = client_for(mina).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert control in text and told in text


def test_no_script_of_the_picker_that_is_gone_is_asked_for(page, people, client_for):
    """Wagtail's scripts end in the middle of the editor where they meet a widget without its script."""
    editor = client_for(people.mina.user).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "wagtail.widgets.Widget" in editor and "wagtail.widgets.AdminDate" not in editor
