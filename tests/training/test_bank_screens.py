"""Mina brings questions in a file, looks at them, and takes them out again."""

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.training import CourseFactory
from tests.training.kinds import DRAFTS, course_of_all_kinds
from tests.training.test_bank_files import BOMB, GIFT, RICH, XML
from tests.training.world import make_edition
from training.bank.gift_writer import write_gift
from training.bank.intake import normal
from training.models import Question
from training.questions.drafts import draft_of


def upload(client, course, content, language="fa"):
    file = SimpleUploadedFile("questions.txt", content)
    return client.post(
        reverse("training:bank_import"), {"course": course.key, "file": file, "language": language}, follow=True
    )


def confirm(client, page, **data):
    return client.post(page.request["PATH_INFO"] + "confirm/", data)


@pytest.mark.parametrize("kind", ["gift", "xml"])
def test_the_questions_of_one_course_go_over_to_another(mina, client_for, kind):
    client, other = client_for(mina), CourseFactory()
    source = course_of_all_kinds()
    content = client.get(reverse("training:bank_export", args=[source.key, kind])).content
    page = upload(client, other, content)
    assert confirm(client, page).status_code == 302
    questions = other.questions.prefetch_related("options", "standards__standard")
    assert [normal(draft_of(question)) for question in questions] == [normal(draft) for draft in DRAFTS.values()]


def test_the_same_file_twice_changes_nothing(mina, client_for):
    client, course = client_for(mina), CourseFactory()
    for _ in range(2):
        confirm(client, upload(client, course, write_gift(RICH).encode()))
    assert course.questions.count() == len(RICH)


def test_what_cannot_be_taken_over_stops_the_import_until_mina_says_go_on(mina, client_for):
    client, course = client_for(mina), CourseFactory()
    page = upload(client, course, GIFT.encode(), "en")
    assert page.content.decode().count('name="without"') == 1
    assert confirm(client, page).url == page.request["PATH_INFO"]
    assert Question.objects.count() == 0
    confirm(client, page, without="on")
    assert course.questions.count() == 8
    pressed_twice = confirm(client, page, without="on")
    assert pressed_twice.url == reverse("training:bank_import")
    assert course.questions.count() == 8


def test_tags_that_are_standards_in_force_become_tags(mina, client_for):
    make_edition()
    client, course = client_for(mina), CourseFactory()
    confirm(client, upload(client, course, XML.encode(), "en"), without="on")
    assert course.questions.get().standards.get().standard.code == "DUR-01"


def test_a_hostile_file_is_answered_with_a_sentence(mina, client_for):
    client = client_for(mina)
    page = upload(client, CourseFactory(), BOMB)
    assert (page.status_code, page.request["PATH_INFO"]) == (422, reverse("training:bank_import"))
    assert Question.objects.count() == 0


def test_somebody_elses_file_does_not_exist(mina, armin, client_for):
    page = upload(client_for(mina), CourseFactory(), b"a{T}")
    mina.user.groups.first().user_set.add(armin.user)
    assert client_for(armin).get(page.request["PATH_INFO"]).status_code == 404


@pytest.mark.slow
def test_no_mangled_file_brings_the_screens_down(mina, client_for):
    client, course, chance = client_for(mina), CourseFactory(), random.Random(7)
    statuses = set()
    for number in range(40):
        content = bytearray(XML.encode() if number % 2 else write_gift(RICH).encode())
        for _ in range(chance.randint(1, 5)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        statuses.add(upload(client, course, bytes(content)).status_code)
    assert statuses <= {200, 422}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1256", "utf-32", "cp1251"])
def test_a_bank_is_read_in_the_letters_that_it_was_saved_in(encoding, mina, client_for):
    client, course = client_for(mina), CourseFactory()
    text = "Какой цвет у неба?" if encoding == "cp1251" else "رنگ آسمان چيست؟"
    confirm(client, upload(client, course, f"{text} {{=T ~F}}".encode(encoding)))
    assert text in str(vars(draft_of(course.questions.get())))


def test_questions_that_cannot_be_taken_over_are_listed_as_a_file(mina, armin, client_for):
    client, course = client_for(mina), CourseFactory()
    page = upload(client, course, GIFT.encode(), "en")
    address = page.request["PATH_INFO"] + "wrong/"
    assert address in page.content.decode()
    answer = client.get(address)
    lines = answer.content.decode("utf-8-sig").splitlines()
    refused = page.context["plan"].reading.refused
    assert len(lines) == 1 + len(refused)
    assert lines[1].startswith(f"{refused[0].line},")
    assert client.get(address.replace(page.context["name"], "x" * 32)).status_code == 404
    assert client_for(armin).get(address).status_code in (403, 404)
