"""Narges joins, learns with a connection that breaks, passes, her certificate is verified; the folder changes, she
reads what changed and is in order again. In both languages, over the product's own pages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kit.documents.models import StoredDocument
from people.models import Notice
from tests.factories.people import StaffFactory
from tests.factories.playbook import FrozenStandardFactory, frozen_edition
from tests.personas import client_for
from tests.training.world import make_course, make_edition, token_of
from training.actions import require_course
from training.actions.questions.editions import move_question
from training.duties import duties_for
from training.models import Assignment, Attempt, Completion
from training.models.status import Status
from training.progress.cards import course_card, lesson_lines
from training.upkeep import keep_training_up

pytestmark = pytest.mark.django_db


class Broken(Exception):
    """The answer of the server never arrived."""


class Phone:
    """A browser on a phone: what it sends arrives; with `is_broken` it hears nothing of it, and tries again later."""

    def __init__(self, user):
        self.client, self.is_broken = client_for(user), False

    def post(self, url, data=None):
        answer = self.client.post(url, data or {})
        if self.is_broken:
            raise Broken
        return answer

    def see(self, url):
        answer = self.client.get(url, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()


@pytest.fixture
def cafe(people, monkeypatch):
    """A clock that the test moves on, and a course that everyone must have."""
    people.now = timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: people.now)
    people.edition = make_edition()
    people.course = make_course(people.edition, validity_months=12, pass_mark=10000)
    require_course(course=people.course, by=people.hoda.user, at=people.now, due_days=14, validity_months=6)
    return people


def later(cafe, days):
    cafe.now += timedelta(days=days)
    keep_training_up(at=cafe.now)


def joins(cafe, language):
    later(cafe, 2)
    newcomer = StaffFactory(team=cafe.day_shift, joined_on=timezone.localdate())
    newcomer.user.language = language
    newcomer.user.save()
    keep_training_up(at=cafe.now)
    assert Assignment.objects.get(staff=newcomer).reasons.get().trigger == "joining"
    assert Notice.objects.filter(recipient=newcomer.user, kind="training.assigned").count() == 1
    return newcomer


def reads(phone, course):
    for lesson in course.lessons.order_by("position"):
        phone.see(lesson.get_absolute_url())
        phone.post(reverse("training:remember_position", args=[course.key, lesson.translation_key]), {"position": 1})
        phone.post(reverse("training:finish_lesson", args=[course.key, lesson.translation_key]))


def sits(phone, attempt):
    """The connection breaks after the second answer and after handing in; each is sent again."""
    for answer in attempt.answers.select_related("version"):
        url = reverse("training:question", args=[attempt.key, answer.position])
        data = {"answer": token_of(answer, right=True), "go": "next"}
        phone.is_broken = answer.position == 2
        if phone.is_broken:
            with pytest.raises(Broken):
                phone.post(url, data)
            phone.is_broken, phone.client = False, client_for(attempt.staff)
            assert f"/{attempt.answers.count()}/" in phone.client.get(attempt.get_absolute_url()).url
        phone.post(url, data)
    submit = reverse("training:submit", args=[attempt.key])
    phone.is_broken = True
    with pytest.raises(Broken):
        phone.post(submit)
    phone.is_broken = False
    assert phone.post(submit).url == reverse("training:result", args=[attempt.key])


def folder_changes(cafe):
    new = frozen_edition(standards=0, effective_on=timezone.localdate())
    FrozenStandardFactory(edition=new, code="DUR-01", change_class="major", behaviour_fa="تازه", behaviour_en="New")
    for code in ("DUR-02", "DUR-05"):
        FrozenStandardFactory(edition=new, code=code, is_critical=code == "DUR-05")
    asking = cafe.course.questions.get(standards__standard__code="DUR-01")
    move_question(question=asking, edition=new, by=cafe.mina.user, at=cafe.now)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_from_joining_to_renewed(cafe, language, django_capture_on_commit_callbacks):
    newcomer, course = joins(cafe, language), cafe.course
    phone = Phone(newcomer)
    assert {"fa": course.title_fa, "en": course.title_en}[language] in phone.see(reverse("training:mine"))
    reads(phone, course)
    phone.post(reverse("training:start", args=[course.key]))
    with django_capture_on_commit_callbacks(execute=True):
        sits(phone, Attempt.objects.get(staff=newcomer))
    done = Completion.objects.get(staff=newcomer)
    assert Attempt.objects.get(staff=newcomer).score == 10000
    assert (done.valid_until - done.completed_on).days in range(179, 186)  # six months, as the requirement says

    certificate = StoredDocument.objects.get(kind="certificate")
    assert certificate.language == language
    public = Client().get(reverse("kit:verify_code", args=[certificate.code]))
    assert public.status_code == 200
    assert certificate.sha256[:8] in public.content.decode()

    later(cafe, 30)
    folder_changes(cafe)
    later(cafe, 1)
    assert Assignment.objects.filter(staff=newcomer).latest("term").reasons.get().trigger == "edition"
    phone = Phone(newcomer)  # a month later the old sign-in has ended
    changes = reverse("training:changes", args=[course.key])
    assert changes in phone.see(course.get_absolute_url())
    assert changes in phone.see(reverse("training:mine"))
    assert [duty.url for duty in duties_for(newcomer, timezone.localdate())] == [changes]
    assert {"fa": "تازه", "en": "New"}[language] in phone.see(changes)
    phone.post(changes)
    delta = Attempt.objects.get(staff=newcomer, is_delta=True)
    assert delta.answers.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        sits(phone, delta)
    card = course_card(course, newcomer, timezone.localdate())
    assert card.status == Status.VALID
    assert all(line.is_finished for line in lesson_lines(course, newcomer, card))
    assert Completion.objects.filter(staff=newcomer).count() == 2
    assert StoredDocument.objects.filter(kind="certificate").count() == 2
