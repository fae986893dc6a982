"""Questions are drawn for each standard, alike, and once."""

import random

from tests.training.world import NOON, make_course
from training.actions import start_attempt
from training.quiz.draw import draw

BANK = [("a", {"X"}), ("b", {"X"}), ("c", {"X"}), ("d", {"Y"}), ("e", {"Y"}), ("f", set()), ("g", {"X", "Y"})]


def test_nothing_is_drawn_where_all_are_asked():
    assert draw(BANK, 0, random.Random(1)) == list("abcdefg")


def test_every_standard_has_its_number_and_the_rest_is_always_asked():
    chance = random.Random(20260301)
    for _ in range(500):
        asked = draw(BANK, 2, chance)
        codes = [code for question, own in BANK for code in own if question in asked]
        assert "f" in asked
        assert codes.count("X") in (2, 3)
        assert codes.count("Y") in (2, 3)
        assert asked == sorted(asked)


def test_every_question_of_a_standard_is_drawn_alike():
    chance, bank = random.Random(20260301), BANK[:3]
    asked = [draw(bank, 1, chance)[0] for _ in range(2000)]
    counts = [asked.count(question) for question in "abc"]
    assert sum((count - 2000 / 3) ** 2 / (2000 / 3) for count in counts) < 13.82  # 2 degrees of freedom, p = 0.001


def test_what_there_is_too_little_of_is_asked_whole():
    assert draw(BANK[:2], 5, random.Random(1)) == ["a", "b"]


def test_an_attempt_asks_what_was_drawn(narges):
    course = make_course(draw_per_standard=1)
    question = course.questions.first()
    for _ in range(3):
        question.pk = question.key = None
        copy = type(question).objects.create(
            course=course, text_fa="دیگر", position=9, key=random.Random(_).randbytes(8).hex()
        )
        copy.standards.create(standard=course.questions.first().standards.get().standard)
        copy.options.create(text_fa="الف", is_correct=True)
        copy.options.create(text_fa="ب")
        copy.save()
    attempt = start_attempt(course=course, staff=narges, by=narges.user, at=NOON)
    assert attempt.answers.count() == 3
