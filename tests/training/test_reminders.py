"""Reminders come as one digest a day; the calendar tells days and titles, to whoever has the address."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from icalendar import Calendar

from people.models import Notice
from people.notices.kinds import words_of
from people.notices.tasks import mail_forgotten
from tests.factories.training import AssignmentFactory, CompletionFactory, CourseFactory
from tests.personas import client_for
from tests.training.world import NOON
from training.actions import assign_course, close_calendar, open_calendar, refresh_standing, remind_of_courses
from training.exports import calendar_of
from training.models import CalendarFeed, Standing

TODAY = NOON.date()


def give(staff, days, **course):
    return AssignmentFactory(staff=staff, course=CourseFactory(**course), due_on=TODAY + timedelta(days=days))


def remind(days=0):
    return remind_of_courses(on=TODAY + timedelta(days=days), at=NOON + timedelta(days=days))


def test_whatever_waits_is_one_notice_and_one_mail_a_day(people, django_capture_on_commit_callbacks):
    people.narges.user.email = "narges@aftab.example"
    people.narges.user.save()
    give(people.narges, -1, title_fa="دیر", title_en="")
    give(people.narges, 3, title_fa="زود", title_en="")
    give(people.narges, 4, title_fa="بعد")
    ending = CourseFactory(title_fa="رو به پایان", title_en="", warn_days=30)
    CompletionFactory(staff=people.narges, course=ending, valid_until=TODAY + timedelta(days=20))
    with django_capture_on_commit_callbacks(execute=True):
        assert [remind(), remind()] == [1, 0]
    notice = Notice.objects.get(kind="training.digest")
    assert notice.recipient == people.narges.user
    assert notice.facts["lines_en"] == "Past its date: دیر. Due in the next days: زود. Expires soon: رو به پایان."
    assert words_of(notice)[1] == notice.facts["lines_fa"]
    assert len(mail.outbox) == 1


def test_a_new_course_is_in_the_inbox_at_once_and_in_the_next_digest(narges, hoda, django_capture_on_commit_callbacks):
    narges.user.email = "narges@aftab.example"
    narges.user.save()
    about = {"staff": narges, "due_on": TODAY + timedelta(days=30), "by": hoda.user}
    with django_capture_on_commit_callbacks(execute=True):
        for title in ("یک", "دو"):
            assign_course(course=CourseFactory(title_fa=title, title_en=""), at=NOON, **about)
        mail_forgotten(at=NOON + timedelta(hours=1))
    assert Notice.objects.filter(recipient=narges.user, kind="training.assigned").count() == 2
    assert mail.outbox == []
    with django_capture_on_commit_callbacks(execute=True):
        assert [remind(), remind()] == [1, 0]
        assign_course(course=CourseFactory(title_fa="سه", title_en=""), at=NOON, **about)
        assert [remind(), remind(1), remind(2)] == [0, 1, 0]
    told = Notice.objects.filter(kind="training.digest").order_by("created_at")
    assert [notice.facts["lines_en"] for notice in told] == ["New: یک and دو.", "New: سه."]
    assert len(mail.outbox) == 2


def test_what_was_given_long_ago_or_is_begun_is_not_new(narges, hoda):
    about = {"staff": narges, "due_on": TODAY + timedelta(days=60), "by": hoda.user, "at": NOON}
    assignment = assign_course(course=CourseFactory(), **about)
    assert remind(8) == 0
    Standing.objects.filter(assignment=assignment).update(begun_at=NOON)
    assert remind() == 0


def test_each_stage_is_told_once_and_lateness_every_week(people):
    give(people.narges, 3)
    told = [day for day in range(25) if remind(day)]
    assert told == [0, 4, 10, 17, 24]


def test_who_missed_a_day_of_the_worker_is_told_the_next(people):
    give(people.narges, 3)
    assert remind(2) == 1


def test_who_has_left_or_was_excused_is_left_alone(people):
    give(people.behnam, -1)
    row = give(people.narges, -1)
    type(row).objects.filter(pk=row.pk).update(excused_at=NOON, excuse="سفر")
    refresh_standing(staff=people.narges, course=row.course)
    assert remind() == 0


def test_thirty_late_courses_cost_no_more_questions_than_two(people, django_assert_max_num_queries):
    for _ in range(30):
        give(people.narges, -1)
    with django_assert_max_num_queries(12):
        assert remind() == 1


@pytest.mark.parametrize(("language", "word"), [("fa", "خوشامد"), ("en", "Welcome")])
def test_the_calendar_tells_days_and_titles(narges, hoda, language, word):
    narges.user.language = language
    course = CourseFactory(title_fa="خوشامد", title_en="Welcome")
    assign_course(course=course, staff=narges, due_on=TODAY, by=hoda.user, at=NOON, note="محرمانه: امتیاز ۴۰")
    CompletionFactory(staff=narges, valid_until=date(2026, 9, 1))
    calendar = Calendar.from_ical(calendar_of(narges.user, TODAY))
    events = calendar.walk("VEVENT")
    assert {event.decoded("dtstart") for event in events} == {TODAY, date(2026, 9, 1)}
    assert any(word in str(event["summary"]) for event in events)
    assert "محرمانه" not in calendar.to_ical().decode()
    assert calendar_of(narges.user, TODAY) == calendar_of(narges.user, TODAY)


def test_an_address_works_until_it_is_taken_back(client, narges, people):
    feed = open_calendar(user=narges.user, by=narges.user, at=NOON)
    first = feed.get_absolute_url()
    answer = client.get(first)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    second = open_calendar(user=narges.user, by=narges.user, at=NOON).get_absolute_url()
    assert [client.get(url).status_code for url in (first, second)] == [404, 200]
    assert close_calendar(user=narges.user, by=narges.user, at=NOON) is True
    assert client.get(second).status_code == 404
    assert close_calendar(user=narges.user, by=narges.user, at=NOON) is False


def test_who_copies_the_database_has_no_address(client, narges):
    feed = open_calendar(user=narges.user, by=narges.user, at=NOON)
    columns = CalendarFeed.objects.values().get()
    assert feed.seal not in {str(value) for value in columns.values()}
    assert client.get(reverse("training:calendar", args=[feed.key, feed.key])).status_code == 404


def test_who_has_left_has_an_address_no_more(client, narges):
    url = open_calendar(user=narges.user, by=narges.user, at=NOON).get_absolute_url()
    narges.user.is_active = False
    narges.user.save()
    assert client.get(url).status_code == 404


def test_narges_makes_and_takes_back_her_address(narges):
    client = client_for(narges)
    page = reverse("training:calendar_settings")
    client.post(reverse("training:calendar_open"))
    feed = CalendarFeed.objects.in_use().get()
    assert feed.get_absolute_url() in client.get(page).content.decode()
    client.post(reverse("training:calendar_close"))
    assert feed.get_absolute_url() not in client.get(page).content.decode()
