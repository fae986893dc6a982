"""The question that is asked before a critical standard is signed: one right answer among one to three wrong ones."""

import random
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kit.text.bilingual import active_language, in_language
from playbook.standards import fields

MOST_WRONG = 3
TRIES_A_DAY = 2


def wrong_answers(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def refuse_half_question(page: Any) -> None:
    """A question has a right answer and one to three others, or there is none. Raises ValidationError.

    For what is published; a draft may be half written."""
    wrong = wrong_answers(page.check_wrong)
    if not (page.check_question or page.check_right or wrong):
        return
    if not (page.check_question and page.check_right and wrong):
        raise ValidationError(
            {"check_question": _("A check question needs a right answer and at least one wrong one.")}
        )
    if len(wrong) > MOST_WRONG:
        raise ValidationError({"check_wrong": _("At most three wrong answers.")})
    if page.check_right.strip() in wrong:
        raise ValidationError({"check_wrong": _("The right answer stands among the wrong ones.")})


def answers_of(standard: Any, seed: object) -> list[str]:
    """Every answer in the reader's language, in an order that `seed` decides; which one is right does not show."""
    language = _language_of(standard)
    texts = [_right(standard, language), *wrong_answers(in_language(standard, "check_wrong", language))]
    random.Random(f"{standard.key}:{seed}").shuffle(texts)  # noqa: S311 - an order, no secret
    return texts


def all_answers(standard: Any) -> set[str]:
    """Whatever can be chosen, in both languages."""
    texts = [standard.check_right_fa, standard.check_right_en]
    return {*texts, *wrong_answers(standard.check_wrong_fa), *wrong_answers(standard.check_wrong_en)} - {""}


def is_right(standard: Any, answer: str) -> bool:
    """Is it the right answer, in either language?"""
    return bool(answer) and answer in {standard.check_right_fa, standard.check_right_en}


def _language_of(standard: Any) -> str:
    """The reader's language where the question is written in it whole, otherwise the other."""
    language = active_language()
    whole = all(getattr(standard, f"{name}_{language}") for name in fields.names(fields.CHECK, "is_first"))
    return language if whole else {"fa": "en", "en": "fa"}[language]


def _right(standard: Any, language: str) -> str:
    return in_language(standard, "check_right", language)
