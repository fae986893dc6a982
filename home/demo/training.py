"""Courses, who must take them, who read and sat them, and with what success."""

import random
from dataclasses import replace
from datetime import timedelta

from home.demo.company import HERE, read
from home.demo.story import SEED
from home.starters.questions import question_draft
from training.actions import (
    assign_required_courses,
    finish_lesson,
    import_questions,
    renew_by_changes,
    require_course,
    save_answer,
    start_attempt,
    submit_attempt,
)
from training.actions.courses.whole import add_media, create_course
from training.models import Assignment, Lesson
from training.models.assignments import Trigger

# Each course: required how many days ago, done within how many days.
REQUIRED = ((96, 30), (96, 30), (18, 25))
# On some days after that newcomers got theirs, as the daily upkeep sees to.
DAILY = (88, 75, 58)
# Who is behind: {(personnel code, number of the course): lessons read}.
BEHIND = {
    ("VA-0145", 1): 1,
    ("TA-0223", 1): 0,
    ("VA-0142", 2): 2,
    ("VA-0144", 2): 1,
    ("VA-0145", 2): 0,
    ("VA-0101", 2): 2,
    ("KA-0323", 2): 1,
    ("KA-0311", 2): 0,
    ("TA-0214", 2): 2,
    ("HQ-0002", 2): 1,
    ("HQ-0005", 2): 0,
}
# Leads renew the second course every four months; whoever scores low on this standard takes it again.
OF_LEADS = {"validity_months": 4, "warn_days": 45}
LOW = ("DUR-08", 5000)
# Who has not read yet what changed with the second edition, by personnel code.
OUTDATED = {"TA-0223", "KA-0323", "HQ-0005", "VA-0155", "TA-0214", "KA-0311", "VA-0144"}


def make_courses(story, company):
    """Publish the courses that were there from the beginning, or came later, and require them of everybody."""
    courses, films = [], {name: _film(dict(film)) for name, film in read("courses")["media"].items()}
    for data, (ago, due_days) in zip(read("courses")["course"], REQUIRED, strict=True):
        rules = {"pass_mark": data["pass_mark"], "attempt_limit": 3, "wait_minutes": 0}
        facts = {name: data[name] for name in ("title_fa", "title_en", "summary_fa", "summary_en")}
        course = create_course(lessons=_with_films(data["lesson"], films), questions=data["question"], **facts, **rules)
        require_course(course=course, by=company.accounts["mina"], at=story.at(ago), due_days=due_days)
        _require_more(story, company, course, len(courses), ago)
        assign_required_courses(on=story.day(ago), at=story.at(ago))
        courses.append(course)
    for ago in DAILY:
        assign_required_courses(on=story.day(ago), at=story.at(ago))
    return courses


def _film(data):
    name = data.pop("file")
    return add_media(name=name, content=(HERE / name).read_bytes(), **data)


def _with_films(lessons, films):
    return [lesson | {"media": films[lesson["media"]]} if "media" in lesson else lesson for lesson in lessons]


def _require_more(story, company, course, number, ago):
    if number == 1:
        hr = {"course": course, "by": company.accounts["hoda"], "at": story.at(ago)}
        require_course(job_role=company.roles["shift_lead"], due_days=REQUIRED[1][1], **OF_LEADS, **hr)
        require_course(standard_code=LOW[0], below=LOW[1], due_days=14, **hr)


def learn_again(story):
    """Whoever was given a course for a low score in the first cycle took it within the two weeks."""
    given = Assignment.objects.is_open().filter(reasons__trigger=Trigger.LOW_SCORE).order_by("pk")
    for assignment in given.select_related("staff__user", "course"):
        if (assignment.staff.code, 1) not in BEHIND:
            lessons = list(Lesson.objects.filter(course=assignment.course, is_live=True).order_by("position"))
            take(story, assignment.course, lessons, assignment.staff, 36, None)


def ask_about_changes(story, company, courses, edition):
    """Mina lets the first course ask about its standard as the second edition words it."""
    standards = {row.code: row for row in edition.standards.all()}
    drafts = [question_draft(data) for data in read("courses")["course"][0]["later"]]
    mina = company.accounts["mina"]
    import_questions(drafts=drafts, course=courses[0], standards=standards, by=mina, at=story.at(5, 10))


def read_changes(story, company, courses):
    """Most have read what the second edition changed of the first course, and answered the question about it."""
    apart = replace(story, chance=random.Random(SEED))  # noqa: S311 (no secret)
    for code, staff in company.staff.items():
        if code not in OUTDATED:
            at = story.at(story.chance.randint(1, 4), 12, story.chance.randint(0, 59))
            if not _renew(apart, courses[0], staff, at, luck=0.9):
                _renew(apart, courses[0], staff, at + timedelta(minutes=7), luck=1.0)


def _renew(story, course, staff, at, luck):
    at = min(at, story.now)
    return _answer(story, renew_by_changes(course=course, staff=staff, by=staff.user, at=at), staff, at, luck)


def learn(story, company, courses):
    """Everybody but a few reads every lesson and sits every quiz; some need a second attempt."""
    for number, course in enumerate(courses):
        lessons = list(Lesson.objects.filter(course=course, is_live=True).order_by("position"))
        required, due_days = REQUIRED[number]
        for code, staff in company.staff.items():
            at_work = (story.today - staff.joined_on).days
            began = min(story.chance.randint(max(required - due_days + 5, 2), required - 2), at_work)
            take(story, course, lessons, staff, began, BEHIND.get((code, number)))


def take(story, course, lessons, staff, days_ago, stops_at):
    """Read the lessons and sit the quiz until it is passed; `stops_at`: only so many lessons."""
    at = story.at(days_ago, story.chance.randint(9, 20), story.chance.randint(0, 59))
    for lesson in lessons[:stops_at]:
        finish_lesson(lesson=lesson, staff=staff, by=staff.user, at=at)
        at += timedelta(minutes=story.chance.randint(3, 9))
    if stops_at is not None:
        return
    if not _sit(story, course, staff, at, luck=0.9):
        _sit(story, course, staff, at + timedelta(hours=20), luck=1.0)


def _sit(story, course, staff, at, luck):
    attempt = start_attempt(course=course, staff=staff, by=staff.user, at=min(at, story.now), chance=story.chance)
    return _answer(story, attempt, staff, at, luck)


def _answer(story, attempt, staff, at, luck):
    for answer in attempt.answers.select_related("version").order_by("position"):
        at = min(at + timedelta(seconds=story.chance.randint(12, 50)), story.now)
        right = story.chance.random() < luck
        save_answer(attempt=attempt, position=answer.position, answer=_token(story, answer, right), at=at)
    return submit_attempt(attempt=attempt, by=staff.user, at=at).is_passed


def _token(story, answer, right):
    correct = {option["key"] for option in answer.version.content["options"] if option["correct"]}
    return story.chance.choice([token for token, key in answer.layout if (key in correct) == right])
