"""What was marked can be marked again; tampering is named."""

from tests.training.world import make_course, sit
from training.models import Attempt, AttemptAnswer, Completion, QuestionVersion
from training.verification import problems


def test_what_was_done_through_the_product_adds_up(narges, parisa):
    course = make_course()
    sit(course, narges)
    sit(course, parisa, wrong=[1, 3])
    assert list(problems()) == []


def test_a_changed_score_is_named(narges):
    attempt = sit(make_course(), narges, wrong=[1, 2])
    Attempt.objects.update(score=9000)
    assert list(problems()) == [f"attempt {attempt.key}: its answers give 3333, but 9000 stands"]


def test_a_changed_answer_is_named(narges):
    attempt = sit(make_course(), narges)
    AttemptAnswer.objects.filter(position=1).update(given=["else"])
    assert list(problems()) == [
        f"attempt {attempt.key}: answer 1 earns 0, but 10000 stands",
        f"attempt {attempt.key}: its answers give 6667, but 10000 stands",
    ]


def test_a_changed_question_is_named(narges):
    sit(make_course(), narges)
    version = QuestionVersion.objects.first()
    version.content["options"][0]["fa"] = "چیز دیگر"
    version.save()
    assert list(problems()) == [f"question version {version.pk}: its text or its key was changed after it was asked"]


def test_a_completion_on_anothers_attempt_is_named(narges, parisa):
    sit(make_course(), narges)
    Completion.objects.update(staff=parisa)
    assert list(problems()) == [f"completion {Completion.objects.get().key}: it rests on somebody else's attempt"]
