"""Mina writes questions of every kind in the CMS."""

import pytest
from django.urls import reverse

from kit.audit.models import AuditEntry
from tests.factories.training import CourseFactory
from tests.training.kinds import course_of_all_kinds
from training.bank.drafts import KINDS
from training.models import Question

HEAD = {"text_fa": "پرسش؟", "text_en": "", "weight": 2, "position": 1, "name": "", "category": "", "note": ""}
NONE = {"standards-TOTAL_FORMS": 0, "standards-INITIAL_FORMS": 0}


def rows(*options):
    data = {"options-TOTAL_FORMS": len(options), "options-INITIAL_FORMS": 0}
    for place, option in enumerate(options):
        data |= {f"options-{place}-{name}": value for name, value in option.items()}
        data[f"options-{place}-ORDER"] = place + 1
    return data


GOOD = {
    "single": rows({"text_fa": "الف", "is_correct": "on"}, {"text_fa": "ب", "feedback_fa": "نه"}),
    "multiple": rows(
        {"text_fa": "الف", "is_correct": "on", "share": "۳۳٫۳۳۳۳۳"},
        {"text_fa": "ب", "is_correct": "on", "share": "66.66667"},
        {"text_fa": "پ", "share": "-50"},
    ),
    "true_false": {"truth": "false", "to_true_fa": "نه"},
    "matching": rows({"text_fa": "الف", "match_fa": "۱"}, {"text_fa": "ب", "match_fa": "۲"}, {"match_fa": "۳"}),
    "short": rows({"text_fa": "سلام", "is_correct": "on"}),
    "numeric": rows({"number": "۱۲٫۵", "tolerance": "۱", "is_correct": "on"}),
}
BAD = {
    "single": rows({"text_fa": "الف"}, {"text_fa": "ب"}),
    "multiple": rows({"text_fa": "الف", "is_correct": "on", "share": "50"}, {"text_fa": "ب"}),
    "true_false": {},
    "matching": rows({"text_fa": "الف", "match_fa": "۱"}, {"text_fa": "ب"}),
    "short": rows({"text_fa": "سلام", "share": "90"}),
    "numeric": rows({"number": "دوازده", "is_correct": "on"}),
}


def post(client, kind, data, course):
    address = f"{reverse('training_questions:add')}?kind={kind}"
    return client.post(address, {**HEAD, **NONE, **data, "course": course.pk})


@pytest.mark.parametrize("kind", KINDS)
def test_mina_writes_a_question_of_every_kind_and_edits_it(mina, client_for, kind):
    client, course = client_for(mina), CourseFactory()
    assert client.get(f"{reverse('training_questions:add')}?kind={kind}").status_code == 200
    assert post(client, kind, GOOD[kind], course).status_code == 302
    question = Question.objects.get()
    assert (question.kind, question.weight) == (kind, 2)
    assert question.options.count() == (2 if kind == "true_false" else GOOD[kind]["options-TOTAL_FORMS"])
    for name in ("edit", "preview"):
        page = client.get(reverse(f"training_questions:{name}", args=[question.pk]))
        assert page.status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_asked_is_refused_with_a_sentence(mina, client_for, kind):
    reply = post(client_for(mina), kind, BAD[kind], CourseFactory())
    assert reply.status_code == 200
    assert Question.objects.count() == 0


def test_percents_and_numbers_are_kept_exactly(mina, client_for):
    client, course = client_for(mina), CourseFactory()
    for kind in ("multiple", "numeric"):
        post(client, kind, GOOD[kind], course)
    multiple, numeric = Question.objects.order_by("pk")
    assert list(multiple.options.values_list("share", flat=True)) == [3333333, 6666667, -5000000]
    assert numeric.options.values_list("number", "tolerance").get() == ("12.5", "1")
    page = client.get(reverse("training_questions:edit", args=[multiple.pk])).content.decode()
    assert 'value="۳۳.۳۳۳۳۳"' in page


def test_true_or_false_is_edited_in_place(mina, client_for):
    client, course = client_for(mina), CourseFactory()
    post(client, "true_false", GOOD["true_false"], course)
    question = Question.objects.get()
    keys = set(question.options.values_list("key", flat=True))
    data = {**HEAD, **NONE, "course": course.pk, "truth": "true"}
    assert client.post(reverse("training_questions:edit", args=[question.pk]), data).status_code == 302
    found = {option.text_en: option.is_correct for option in Question.objects.get().options.all()}
    assert found == {"True": True, "False": False}
    assert set(question.options.values_list("key", flat=True)) == keys


def test_a_copy_is_not_asked_until_its_author_says_so(mina, client_for):
    course_of_all_kinds()
    for question in Question.objects.all():
        client_for(mina).post(reverse("training_questions:duplicate", args=[question.pk]))
    assert Question.objects.in_use().count() == 6
    assert list(Question.objects.filter(is_retired=True).values_list("kind", flat=True)) == list(KINDS)
    assert AuditEntry.objects.filter(verb="question.duplicated").count() == 6
    listed = client_for(mina).get(reverse("training_questions:index")).content.decode()
    assert "False" not in listed
    assert "True" not in listed


@pytest.mark.parametrize("who", ["narges", "saeed", "hoda", "armin"])
def test_nobody_but_authors_sees_the_key(people, client_for, who):
    course_of_all_kinds()
    client, question = client_for(getattr(people, who)), Question.objects.first()
    for name in ("preview", "duplicate", "edit"):
        address = reverse(f"training_questions:{name}", args=[question.pk])
        for reply in (client.get(address), client.post(address)):
            assert reply.status_code in (302, 403, 405)
    assert Question.objects.count() == 6
