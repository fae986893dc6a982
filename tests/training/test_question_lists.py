"""Lists of questions: filtered, put in order, changed several at once, each deed shown before it is done."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kit.audit.models import AuditEntry
from tests.factories.playbook import FrozenStandardFactory, frozen_edition
from tests.factories.training import CourseFactory, QuestionFactory
from tests.training.world import make_course, sit
from tests.worlds import built_once
from training.actions import order_questions
from training.models import Question

CHANGE = "training:questions_change"


@built_once
def course():
    return CourseFactory()


@built_once
def three(course):
    return [QuestionFactory(course=course, position=0, text_fa=f"پرسش {name}؟") for name in ("الف", "ب", "پ")]


def desk(course):
    return reverse("training:course_desk", args=[course.translation_key])


def order_of(course):
    return list(course.questions.order_by("position", "pk"))


def change(client, rows, do, **facts):
    return client.post(reverse(CHANGE), {"keys": [row.key for row in rows], "do": do, **facts})


def test_questions_are_dragged_and_stepped_into_order(mina, client_for, course, three):
    client, address = client_for(mina), reverse("training:questions_order", args=[course.translation_key])
    first, second, third = three
    dragged = client.post(address, {"order": [third.key, first.key, second.key]}, headers={"HX-Request": "true"})
    assert (dragged.status_code, order_of(course)) == (204, [third, first, second])
    assert client.post(address, {"down": third.key}).url == f"{desk(course)}#q-{third.key}"
    assert order_of(course) == [first, third, second]
    client.post(address, {"up": first.key, "back": desk(course)})
    assert order_of(course) == [first, third, second]
    assert AuditEntry.objects.filter(verb="questions.ordered").count() == 2
    assert client.post(address, {"up": "nobody"}).status_code == 404


def test_a_part_of_the_questions_changes_places_among_itself(mina, course, three):
    first, second, third = three
    keys = [third.key, first.key, "another"]
    assert order_questions(course=course, keys=keys, by=mina.user, at=timezone.now())
    assert order_of(course) == [third, second, first]
    assert not order_questions(course=course, keys=keys, by=mina.user, at=timezone.now())


def test_a_deed_is_shown_before_it_is_done(mina, client_for, three):
    client = client_for(mina)
    page = change(client, three[:2], "retire")
    assert page.status_code == 200
    assert page.context["coming"].rows == three[:2]
    assert not Question.objects.filter(is_retired=True).exists()
    for _twice in range(2):
        assert change(client, three[:2], "retire", confirm="1").status_code == 302
    assert Question.objects.filter(is_retired=True).count() == 2
    assert AuditEntry.objects.filter(verb="questions.retired").count() == 1
    assert change(client, three, "bring_back").context["coming"].passed_over == 1
    change(client, three, "bring_back", confirm="1")
    assert not Question.objects.filter(is_retired=True).exists()


def test_whoever_retires_the_last_question_is_told_that_reading_is_enough_then(mina, client_for, course, three):
    client = client_for(mina)
    assert change(client, three[:2], "retire").context["coming"].emptied == []
    assert change(client, three, "retire").context["coming"].emptied == [course]
    change(client, three, "retire", confirm="1")
    assert change(client, three, "bring_back").context["coming"].begun == [course]


def test_weight_and_standard_of_several(mina, client_for, three):
    edition = frozen_edition(standards=1)
    code, client = edition.standards.get().code, client_for(mina)
    change(client, three, "weigh", weight="۳", confirm="1")
    change(client, three[:1], "tie", code=code, confirm="1")
    assert change(client, three, "tie", code=code).context["coming"].passed_over == 1
    change(client, three, "tie", code=code, confirm="1")
    assert {*Question.objects.values_list("weight", "standards__standard__code")} == {(3, code)}
    assert [tag.standard.edition for tag in three[0].standards.all()] == [edition]


@pytest.mark.parametrize(
    ("do", "facts"), [("weigh", {}), ("weigh", {"weight": "x"}), ("tie", {"code": "X-1"}), ("move", {}), ("x", {})]
)
def test_what_makes_no_sense_changes_nothing(mina, client_for, three, do, facts):
    before = list(Question.objects.values())
    assert change(client_for(mina), three, do, confirm="1", **facts).status_code == 302
    assert change(client_for(mina), [], "retire", confirm="1").status_code == 302
    assert list(Question.objects.values()) == before


def test_what_attempts_asked_stays_in_its_course_and_a_copy_moves(people, mina, client_for, narges):
    course, other, client = make_course(), CourseFactory(), client_for(mina)
    fresh = QuestionFactory(course=course, position=9)
    sit(course, narges)
    old = Question.objects.create(course=course, text_fa="تازه؟", position=10, is_draft=True)
    asked = list(course.questions.exclude(pk__in=[fresh.pk, old.pk]))
    coming = change(client, [asked[0], old], "move", course=other.key).context["coming"]
    assert (coming.asked, len(coming.rows)) == (1, 2)
    change(client, [asked[0], old], "move", course=other.key, confirm="1")
    asked[0].refresh_from_db()
    assert (asked[0].course, asked[0].is_retired) == (course, True)
    copy = other.questions.get(is_draft=False)
    assert (copy.text_fa, copy.is_retired, copy.options.count()) == (asked[0].text_fa, False, 4)
    codes = [[tag.standard.code for tag in row.standards.all()] for row in (copy, asked[0])]
    assert codes[0] == codes[1]
    assert other.questions.get(is_draft=True) == old
    assert list(other.questions.order_by("position").values_list("position", flat=True)) == [1, 2]


def test_filters_find_what_is_missing(mina, client_for, course):
    first = frozen_edition(standards=0)
    standard = FrozenStandardFactory(edition=first, code="DUR-01", text_hash="a" * 64)
    rows = {
        "none": QuestionFactory(course=course),
        "tied": QuestionFactory(course=course, standards=[standard]),
        "half": QuestionFactory(course=course, standards=[standard], text_en=""),
        "draft": QuestionFactory(course=course, standards=[standard], is_draft=True),
        "retired": QuestionFactory(course=course, standards=[standard], is_retired=True),
    }
    client = client_for(mina)

    def found(**query):
        page = client.get(desk(course), query)
        return {name for name, row in rows.items() if row in page.context["question_page"].object_list}

    assert found() == {"none", "tied", "half", "draft"}
    assert found(state="asked") == {"none", "tied", "half"}
    assert found(state="draft") == {"draft"}
    assert found(state="retired") == {"retired"}
    assert found(state="all") == {*rows}
    assert found(lacks="standard") == {"none"}
    assert found(lacks="language") == {"half"}
    assert found(lacks="stale") == set()
    assert found(standard="DUR-01") == {"tied", "half", "draft"}
    assert found(q=rows["none"].text_fa) == {"none"}
    assert found(kind="single") == {"none", "tied", "half", "draft"}
    assert found(kind="short") == set()


def test_all_questions_stand_in_one_list_that_asks_as_often_for_many(mina, client_for, course, three, queries_of):
    client, address = client_for(mina), reverse("training:questions")
    frozen_edition(standards=1)
    few = queries_of(client, address)
    for row in [QuestionFactory(standards=[]) for _ in range(6)]:
        assert row.course != course
    assert queries_of(client, address) == few
    page = client.get(address).content.decode()
    assert desk(course) in page and reverse("training:question_edit", args=[three[0].key]) in page


def test_a_course_without_questions_says_so(mina, client_for, course):
    page = client_for(mina).get(desk(course)).content.decode()
    assert page.count(reverse("training:question_new", args=[course.translation_key, "single"])) == 1


def test_an_unfinished_question_is_asked_by_nobody_and_counts_nowhere(people, narges, client_for, mina):
    course = make_course()
    sit(course, narges)
    row = course.questions.first()
    Question.objects.filter(pk=row.pk).update(is_draft=True)
    row.refresh_from_db()
    attempt = sit(course, people.parisa)
    assert row.pk not in attempt.answers.values_list("question", flat=True)
    assert type(course).objects.with_sizes().get(pk=course.pk).question_count == 2
    page = client_for(mina).post(reverse("training:regrade", args=[row.key]), {"reason": "x"})
    assert page.status_code == 302
    assert not row.regradings.exists()


def test_on_the_workbench_everything_leads_back_to_its_questions(mina, client_for, course, three):
    client = client_for(mina)
    page = client.get(desk(course), {"kind": "single"})
    here = f"{desk(course)}?kind=single#questions"
    assert page.context["here"] == here
    assert change(client, three[:1], "retire", confirm="1", back=here).url == here
    steps = reverse("training:questions_order", args=[course.translation_key])
    key = three[0].key
    assert client.post(steps, {"down": key, "back": here}).url == f"{desk(course)}?kind=single#q-{key}"
    for kind in ("gift", "xml"):
        assert reverse("training:bank_export", args=[course.key, kind]) in page.content.decode()
