"""What was marked can be marked again; tampering is named."""

from tests.training.world import sit
from training.actions import rebuild_standings
from training.models import Attempt, AttemptAnswer, Completion, QuestionVersion, Standing
from training.verification import problems


def test_what_was_done_through_the_product_adds_up(narges, parisa, course):
    sit(course, narges)
    sit(course, parisa, wrong=[1, 3])
    assert list(problems()) == []


def test_a_changed_score_is_named(narges, course):
    attempt = sit(course, narges, wrong=[1, 2])
    Attempt.objects.update(score=9000)
    assert list(problems()) == [f"attempt {attempt.key}: its answers give 3333, but 9000 stands"]


def test_a_changed_answer_is_named(narges, course):
    attempt = sit(course, narges)
    AttemptAnswer.objects.filter(position=1).update(given=["else"])
    assert list(problems()) == [
        f"attempt {attempt.key}: answer 1 earns 0, but 10000 stands",
        f"attempt {attempt.key}: its answers give 6667, but 10000 stands",
    ]


def test_a_changed_question_is_named(narges, course):
    sit(course, narges)
    version = QuestionVersion.objects.first()
    version.content["options"][0]["fa"] = "چیز دیگر"
    version.save()
    assert list(problems()) == [f"question version {version.pk}: its text or its key was changed after it was asked"]


def test_a_completion_on_anothers_attempt_is_named(narges, parisa, course):
    sit(course, narges)
    Completion.objects.update(staff=parisa)
    said = list(problems())
    assert said[0] == f"completion {Completion.objects.get().key}: it rests on somebody else's attempt"
    assert [each.split()[0] for each in said] == ["completion", "standing", "standing"]


def test_a_standing_that_says_something_else_is_named(narges, course):
    sit(course, narges)
    Standing.objects.update(valid_until="2030-01-01")
    assert list(problems()) == [
        f"standing of person {narges.pk} in course {course.key}: it does not say what the records say"
    ]
    rebuild_standings(course=course)
    assert list(problems()) == []
