"""Narges answers the question of a critical standard before she may sign it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kit.audit.models import AuditEntry
from people.models import Notice
from playbook import errors
from playbook.actions import sign_standard
from playbook.actions.check_answers import answer_check
from playbook.editions import hashes
from playbook.models import CheckAnswer, Signature
from playbook.standards.check_questions import answers_of
from playbook.verification import problems
from tests.factories.playbook import (
    SignatureFactory,
    frozen_by,
    frozen_edition,
    live_standard,
    live_touchpoint,
    republish,
)
from tests.worlds import built_once

AT = datetime(2026, 1, 3, 8, tzinfo=UTC)
RIGHT, WRONG = "پیش از ثبت سفارش", "وقتی خودش بگوید"
CHECK = {
    "is_critical": True,
    "check_question_fa": "چه وقت می‌پرسید؟",
    "check_question_en": "When do you ask?",
    "check_right_fa": RIGHT,
    "check_right_en": "Before the order",
    "check_wrong_fa": f"{WRONG}\nهیچ‌وقت",
    "check_wrong_en": "When they say so\nNever",
}


@built_once
def standard(people):
    return frozen_edition(standards=1, **CHECK).standards.get()


def answer(standard, staff, text, at=AT):
    return answer_check(standard=standard, staff=staff, answer=text, by=staff.user, at=at)


def test_without_the_answer_there_is_no_signature(standard, narges):
    with pytest.raises(errors.CheckMissing):
        sign_standard(standard=standard, staff=narges, by=narges.user, at=AT)
    assert not Signature.objects.exists()
    assert answer(standard, narges, RIGHT).is_right
    assert sign_standard(standard=standard, staff=narges, by=narges.user, at=AT).text_hash == standard.text_hash


def test_a_right_answer_in_the_other_language_is_right(standard, narges):
    assert answer(standard, narges, "Before the order").is_right


def test_two_tries_a_day_then_the_lead_is_told_and_tomorrow_there_is_another(standard, narges, saeed):
    assert not answer(standard, narges, WRONG).is_right
    assert not Notice.objects.filter(recipient=saeed.user).exists()
    assert not answer(standard, narges, "هیچ‌وقت").is_right
    with pytest.raises(errors.ChecksUsedUp):
        answer(standard, narges, RIGHT)
    assert Notice.objects.get(recipient=saeed.user).kind == "playbook.check_failed"
    assert answer(standard, narges, RIGHT, AT + timedelta(days=1)).is_right


def test_answering_rightly_twice_is_answering_once(standard, narges):
    first = answer(standard, narges, RIGHT)
    assert answer(standard, narges, WRONG) == first
    assert CheckAnswer.objects.count() == 1
    assert AuditEntry.objects.filter(verb="check.answered").count() == 1


def test_who_answers_what_is_refused(standard, narges, parisa):
    with pytest.raises(errors.NotYourSignature):
        answer_check(standard=standard, staff=narges, answer=RIGHT, by=parisa.user, at=AT)
    with pytest.raises(errors.AnswerUnknown):
        answer(standard, narges, "چیز دیگر")
    plain = frozen_edition(standards=1, effective_on=date(2026, 1, 2)).standards.get()
    with pytest.raises(errors.NoCheckQuestion):
        answer(plain, narges, RIGHT)
    assert not CheckAnswer.objects.exists()


def test_the_order_of_answers_changes_from_try_to_try(standard):
    orders = {tuple(answers_of(standard, seed)) for seed in range(12)}
    assert len(orders) > 1
    assert {frozenset(order) for order in orders} == {frozenset([RIGHT, WRONG, "هیچ‌وقت"])}


def test_the_question_is_frozen_and_changing_it_asks_for_no_new_signature(mina, narges):
    texts = {"check_question": "چه وقت؟", "check_right": RIGHT, "check_wrong": WRONG, "is_critical": True}
    page, _twin = live_standard(live_touchpoint(), "می‌پرسد", "Asks", **texts)
    first = frozen_by(mina.user).standards.get()
    assert (first.check_right_fa, first.has_check) == (RIGHT, True)
    answer(first, narges, RIGHT)
    sign_standard(standard=first, staff=narges, by=narges.user, at=AT)
    republish(page, check_question="کِی؟")
    second = frozen_by(mina.user, effective_on=date(2026, 2, 1)).standards.get()
    assert (second.change_class, second.binding_hash) == ("editorial", first.binding_hash)
    assert second.content_hash != first.content_hash
    assert list(problems()) == []


def test_the_published_document_does_not_give_the_answer_away(standard):
    assert RIGHT not in str(hashes.standard_document(standard, []))


def test_half_a_question_is_refused(people):
    page, _twin = live_standard(live_touchpoint())
    for fields in (
        {"check_question": "چه؟"},
        {"check_question": "چه؟", "check_right": RIGHT},
        {"check_question": "چه؟", "check_right": RIGHT, "check_wrong": RIGHT},
        {"check_question": "چه؟", "check_right": RIGHT, "check_wrong": "۱\n۲\n۳\n۴"},
    ):
        for name in ("check_question", "check_right", "check_wrong"):
            setattr(page, name, fields.get(name, ""))
        with pytest.raises(ValidationError):
            page.clean()


def test_a_signature_without_its_answer_is_found(standard, narges):
    SignatureFactory(staff=narges, frozen_standard=standard, text_hash=standard.text_hash)
    assert any("without the check question" in problem for problem in problems())


@pytest.mark.parametrize("language", ["fa", "en"])
def test_narges_answers_on_the_screen(standard, narges, client_for, language):
    narges.user.language = language
    narges.user.save()
    client, sign = client_for(narges), reverse("playbook:sign_standard", args=[standard.key])
    question = reverse("playbook:sign_check", args=[standard.key])
    assert question in client.get(sign).content.decode()
    assert client.post(sign).url == question
    offered = dict(client.get(question).context["form"].fields["answer"].choices)
    right = standard.check_right_fa if language == "fa" else standard.check_right_en
    assert right in offered
    wrong = next(text for text in offered if text != right)
    assert client.post(question, {"answer": wrong}).url == sign
    assert client.post(sign).url == question
    client.post(question, {"answer": right})
    assert client.post(sign).url == reverse("playbook:sign")
    assert Signature.objects.get().staff == narges


def test_after_two_wrong_answers_the_screen_offers_no_more(standard, narges, client_for):
    client, sign = client_for(narges), reverse("playbook:sign_standard", args=[standard.key])
    question = reverse("playbook:sign_check", args=[standard.key])
    for _try in range(2):
        client.post(question, {"answer": WRONG})
    assert question not in client.get(sign).content.decode()
    assert client.get(question).url == sign
    assert client.post(question, {"answer": RIGHT}).url == sign
    assert not CheckAnswer.objects.filter(is_right=True).exists()
