"""Questions whose words lack a language: part of what authors are told before an edition is frozen."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from kit.http.back import leading
from kit.phrases import listed
from playbook.standards.numerals import different_numbers
from playbook.translations.findings import Lack, TextFinding
from playbook.translations.pairs import lacking
from training.kinds import kind_of
from training.models import Question


def findings_of_questions(languages):
    """Of questions in use of published courses; two queries."""
    if len(languages) < 2:
        return []
    rows = Question.objects.in_use().filter(course__is_live=True).select_related("course")
    return [found for row in rows.prefetch_related("options") for found in _of(row)]


def _of(question):
    texts = _texts(question)
    missing = [label for label, words in texts if lacking(words)]
    numbers = [label for label, words in texts if not lacking(words) and any(different_numbers(*words))]
    found = [(Lack.MISSING, missing), (Lack.NUMBERS, numbers)]
    return [_finding(question, lack, labels) for lack, labels in found if labels]


def _texts(question):
    """[(label, (Persian, English))]; what is true or false is said by the program."""
    texts = [(_("question"), (question.text_fa, question.text_en))]
    texts.append((_("feedback"), (question.feedback_fa, question.feedback_en)))
    if kind_of(question.kind).has_texts:
        for option in question.options.all():
            texts.append((_("options"), (option.text_fa, option.text_en)))
            texts.append((_("options"), (option.match_fa, option.match_en)))
    return texts


def _finding(question, lack, labels):
    name = f"{question.course.title}: {question.beginning}"
    return TextFinding(lack, question.key, name, _("question"), listed(dict.fromkeys(labels)), partial(_way, question))


def _way(question, *, back=""):
    return leading(reverse("training:question_edit", args=[question.key]), back=back)
