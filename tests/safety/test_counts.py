"""Every count that comes from outside is bounded before anything is done so many times."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from kit.values.money import parse_amount
from tests.factories.training import CourseFactory
from tests.limits import LITTLE
from tests.personas import client_for
from training.kinds.drafts import MOST_OPTIONS
from training.models import Question

pytestmark = pytest.mark.django_db


def new(course, kind="single"):
    return reverse("training:question_new", args=[course.translation_key, kind])


@pytest.mark.parametrize("count", ["2000", "9" * 5000, "-1", "²", "1e9", "", "0x10"])
def test_a_question_of_any_number_of_answers_is_bounded_before_it_is_looked_at(count, people):
    course, client = CourseFactory(), client_for(people.mina)
    client.get(new(course))
    begun = time.process_time()
    answer = client.post(new(course), {"text_fa": "چرا؟", "weight": 1, "lines": count, "save": "done"})
    assert time.process_time() - begun < LITTLE
    assert (answer.status_code, Question.objects.count()) == (422, 0)
    assert len(answer.context["form"].lines) <= MOST_OPTIONS + 1


@pytest.mark.parametrize("kind", ["single", "multiple", "matching", "short", "numeric"])
def test_a_question_holds_as_many_answers_as_a_file_brings(kind, people):
    course, client = CourseFactory(), client_for(people.mina)
    answers = {f"options-{n}-text_fa": f"پاسخ {n}" for n in range(99)}
    answer = client.post(new(course, kind), {"text_fa": "چرا؟", "weight": 1, "lines": "99", "save": "done", **answers})
    assert (answer.status_code, Question.objects.count()) == (422, 0)
    assert len(answer.context["form"].lines) == MOST_OPTIONS + 1


@pytest.mark.parametrize(
    "sent",
    [
        {"standards": ["x\x00", "DUR-1" * 90, *(f"DUR-{n}" for n in range(500))]},
        {"right": "9" * 5000},
        {"right": "\x00"},
        {"seen": "x" * 5000},
        {"weight": "9" * 400},
        {"options-0-was": "-1", "options-0-share": "9" * 5000},
        {"back": "/\x00"},
    ],
)
def test_what_nobody_types_is_no_fault(sent, people):
    fields = {"text_fa": "چرا؟", "weight": "1", "lines": "2", "right": "0", "save": "done"}
    fields |= {"options-0-text_fa": "الف", "options-1-text_fa": "ب"}
    assert client_for(people.mina).post(new(CourseFactory()), fields | sent).status_code in (302, 400, 422)


def test_every_form_with_lines_says_how_many_it_holds():
    """Wagtail's own way is a thousand more than that."""
    from wagtail.models import get_page_models

    ours = [page for page in get_page_models() if page._meta.app_label in ("playbook", "training")]
    forms = [page.get_edit_handler().get_form_class() for page in ours]
    lines = {name: formset.max_num for form in forms for name, formset in form.formsets.items() if name != "comments"}
    assert {"steps", "authority"} <= {*lines}
    assert max(lines.values()) <= 100


def test_a_page_of_a_thousand_million_blocks_is_refused(people):
    address = reverse("wagtailadmin_pages:add", args=["training", "lessonpage", 1])
    begun = time.process_time()
    answer = client_for(people.mina).post(address, {"title": "x", "body-count": "1000000000"})
    assert (answer.status_code, time.process_time() - begun < LITTLE) == (400, True)


@pytest.mark.parametrize("course", ["²", "9" * 4400, "-1", "٣", "1e9", "9" * 18])
def test_the_list_of_questions_takes_no_number_for_granted(course, people):
    assert client_for(people.mina).get(reverse("training_questions:index"), {"course": course}).status_code == 302


@pytest.mark.parametrize("name", ["account_login", "people:import", "wagtaildocs:index"])
def test_more_than_any_file_is_refused_before_it_is_read(name):
    """To a visitor too: whoever asks for a page of ours has a cookie against forgery, and then a form is read."""
    client, kind = Client(enforce_csrf_checks=True), "multipart/form-data; boundary=x"
    client.get(reverse("account_login"))
    size = str((300 if name.startswith("wagtail") else 30) * 1024 * 1024)
    answer = client.generic("POST", reverse(name), b"--x--\r\n", content_type=kind, CONTENT_LENGTH=size)
    assert answer.status_code == 400


@pytest.mark.parametrize("size", ["", "x", "-1", "²", "9" * 5000])
def test_a_size_that_is_none_is_none(size, people):
    kind = "multipart/form-data; boundary=x"
    answer = Client().generic("POST", "/verify/file/", b"", content_type=kind, CONTENT_LENGTH=size)
    assert answer.status_code < 500


@pytest.mark.parametrize("text", ["9" * 5000, "9" * 19, "99999999999999999"])
def test_no_amount_is_larger_than_its_column(text):
    with pytest.raises(ValueError, match=r"amount|column"):
        parse_amount(text, "BHD")


def test_marks_heaped_on_a_letter_cost_no_square():
    from kit.text.folding import fold, tidy

    begun = time.process_time()
    fold("a" + "\u0301\u0316" * 100_000)
    tidy("a" + "\u0301\u0316" * 100_000)
    assert time.process_time() - begun < LITTLE
    assert (fold("é" * 200), tidy("سلام" + "\u064b" * 3)) == ("e" * 200, "سلام" + "\u064b" * 3)
