"""Many learners and courses around the demo company, for measuring: rows alone, in bulk, without actions."""

import random
import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kit.values.keys import new_key
from people.models import StaffMember, Team, TeamLead, User, WorkPeriod
from training.actions import rebuild_standings
from training.models import (
    AnswerOption,
    Assignment,
    Attempt,
    AttemptAnswer,
    Completion,
    Course,
    Lesson,
    Question,
    QuestionVersion,
)

TEAM_SIZE = 8
CHUNK = 2000
UNUSABLE = "!"
QUESTIONS = 10


@transaction.atomic
def grow_learners(staff, courses, *, seed=1405):
    """About `staff` people with `courses` courses each, most of them passed; returns the course of the bench quiz."""
    chance, today = random.Random(seed), timezone.localdate()  # noqa: S311 - no secret
    _add_people(staff)
    own = [course_of(number, today) for number in range(courses - Course.objects.count())]
    people = list(StaffMember.objects.active_on(today).order_by("pk").values_list("pk", flat=True))
    for course in own:
        _assign(course, people, chance, today)
    quiz = own[-1]
    _add_attempts(quiz, people[:CHUNK], chance)
    rebuild_standings()
    return quiz


def course_of(number, today):
    """A published course without pages: a lesson, and questions that each have four options."""
    course = Course.objects.create(
        translation_key=uuid.uuid4(),
        title_fa=f"دورهٔ سنجش {number}",
        title_en=f"Bench course {number}",
        is_live=True,
        validity_months=12,
        attempt_limit=0,
    )
    Lesson.objects.create(course=course, translation_key=uuid.uuid4(), title_fa="درس")
    for position in range(1, QUESTIONS + 1):
        question = Question.objects.create(course=course, position=position, text_fa=f"پرسش {position}؟")
        AnswerOption.objects.bulk_create(
            AnswerOption(question=question, sort_order=place, text_fa=f"گزینهٔ {place}", is_correct=place == 1)
            for place in range(4)
        )
    return course


def _add_people(size):
    number, like = StaffMember.objects.count(), StaffMember.objects.select_related("team").earliest("pk")
    while number < size:
        count = min(TEAM_SIZE, size - number)
        team = Team.objects.create(branch=like.team.branch, code=f"L{number}", name_fa=f"تیم {number}")
        names = [f"learner{number + n}" for n in range(count)]
        users = User.objects.bulk_create([User(username=name, password=UNUSABLE, language="fa") for name in names])
        rows = [
            StaffMember(
                user=user,
                code=user.username,
                team=team,
                job_role_id=like.job_role_id,
                given_name_fa="یادگیرنده",
                family_name_fa=f"شمارهٔ {number + n}",
                joined_on=like.joined_on,
            )
            for n, user in enumerate(users)
        ]
        staff = StaffMember.objects.bulk_create(rows)
        WorkPeriod.objects.begin(staff)
        TeamLead.objects.create(team=team, staff=staff[0], since=like.joined_on)
        number += count


def _assign(course, people, chance, today):
    """Nine of ten have passed; of the rest some are late."""
    now = timezone.now()
    due = {person: today + timedelta(days=chance.randint(-20, 20)) for person in people}
    Assignment.objects.bulk_create(
        [Assignment(staff_id=person, course=course, due_on=due[person], assigned_at=now) for person in people],
        batch_size=CHUNK,
    )
    Completion.objects.bulk_create(
        [
            Completion(
                staff_id=person,
                course=course,
                completed_on=today - timedelta(days=chance.randint(1, 300)),
                valid_until=today + timedelta(days=chance.randint(-10, 300)),
            )
            for person in people
            if chance.random() < 0.9
        ],
        batch_size=CHUNK,
    )


def _add_attempts(course, people, chance):
    questions = list(course.questions.all())
    now = timezone.now()
    versions = {
        question.pk: QuestionVersion.objects.create(
            question=question, content={"kind": "single"}, content_hash=str(question.pk), made_at=now
        )
        for question in questions
    }
    skill = {person: chance.random() for person in people}
    attempts = Attempt.objects.bulk_create(
        [
            Attempt(
                key=new_key(),
                staff_id=person,
                course=course,
                number=1,
                pass_mark=8000,
                critical_mark=10000,
                started_at=now - timedelta(seconds=chance.randint(120, 900)),
                submitted_at=now,
                score=int(10000 * skill[person]),
                is_passed=skill[person] >= 0.8,
            )
            for person in people
        ],
        batch_size=CHUNK,
    )
    AttemptAnswer.objects.bulk_create(
        [
            AttemptAnswer(
                attempt=attempt,
                question=question,
                version=versions[question.pk],
                position=question.position,
                layout=[],
                points=10000 if chance.random() < skill[attempt.staff_id] else 0,
            )
            for attempt in attempts
            for question in questions
        ],
        batch_size=CHUNK,
    )
