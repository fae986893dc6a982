"""What leads saw at work: for the floor hosts' course, and now and then what pleased them."""

import random
from dataclasses import replace

from home.demo.company import read
from home.demo.story import SEED
from home.demo.training import take
from people.models import TeamLead
from playbook.models import Edition
from training.actions import assign_required_courses, record_observation, require_course
from training.actions.courses.whole import create_course

REQUIRED, DUE_DAYS = 20, 30
# By personnel code of a floor host: how many days ago they passed the quiz, and when their lead saw it at work.
HOSTS = {
    "VA-0148": (17, (15, 8)),
    "VA-0147": (14, (6,)),
    "VA-0153": (16, (12, 4)),
    "VA-0155": (3, ()),
    "TA-0213": (15, (13, 9)),
    "TA-0224": (12, (5,)),
    "KA-0313": (16, (10, 7)),
    "KA-0324": (11, (8, 1)),
}
# (personnel code, standard, days ago, note in Persian).
PLEASED = [
    ("VA-0142", "DUR-01", 12, "با دستِ پر هم سرش را بلند کرد و سلام داد."),
    ("VA-0142", "DUR-01", 3, ""),
    ("VA-0142", "DUR-05", 6, "حساسیت به فندق را پرسید و بلند به بار گفت."),
    ("VA-0146", "DUR-09", 9, "نام مهمان را از دفعهٔ قبل یادش بود."),
    ("VA-0143", "AFT-02", 2, ""),
    ("VA-0144", "DUR-08", 4, "پیش از آنکه بپرسند، خبر داد."),
    ("VA-0151", "DUR-05", 7, ""),
    ("TA-0214", "DUR-03", 5, "سه پرسش کوتاه، بی‌عجله."),
]


def watch(story, company):
    """Floor hosts must be seen twice saying goodbye; some were, some wait for it."""
    apart = replace(story, chance=random.Random(SEED))  # noqa: S311 (no secret)
    course = _course(story, company)
    lessons = list(course.lessons.order_by("position"))
    for code, (passed, seen) in HOSTS.items():
        take(apart, course, lessons, company.staff[code], passed, None)
        for ago in seen:
            _note(story, company.staff[code], "AFT-01", ago)
    for code, standard, ago, note in PLEASED:
        _note(story, company.staff[code], standard, ago, note)


def _course(story, company):
    data = read("courses")["apart"]
    lessons, questions = data["lesson"], data["question"]
    facts = {name: data[name] for name in ("title_fa", "title_en", "summary_fa", "summary_en")}
    course = create_course(lessons=lessons, questions=questions, needs_observation=True, attempt_limit=0, **facts)
    whom = {"job_role": company.roles["hall"], "due_days": DUE_DAYS}
    require_course(course=course, by=company.accounts["hoda"], at=story.at(REQUIRED), **whom)
    assign_required_courses(on=story.day(REQUIRED), at=story.at(REQUIRED))
    return course


def _note(story, staff, code, ago, note=""):
    day = story.day(ago)
    lead = TeamLead.objects.select_related("staff__user").get(team=staff.team, until=None).staff
    standard = Edition.objects.in_force(day).standards.get(code=code)
    about = {"staff": staff, "standard": standard, "observer": lead, "note": note}
    record_observation(**about, seen_on=day, by=lead.user, at=story.at(ago, 15))
