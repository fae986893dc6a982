"""What one sibling hears of the other: training and evaluations never meet, home stands above both."""

from collections import defaultdict

from django.dispatch import receiver

from evaluations.models import Answer
from evaluations.signals import evaluation_released
from home.starters.choice import finish_starter
from kit.dates.calendar import local_day
from kit.values.rounding import half_up_div
from playbook.signals import edition_frozen
from training.actions import assign_for_low_score
from training.lessons.content import codes_of_low_score


@receiver(edition_frozen, dispatch_uid="home_finish_starter")
def draft_scorecards_of_the_starter(sender, edition, **news):
    """The first edition gives the starter folder's scorecards and questions what they cite."""
    finish_starter(edition=edition, by=edition.frozen_by, at=edition.frozen_at)


@receiver(evaluation_released, dispatch_uid="home_courses_for_low_scores")
def give_courses_for_low_scores(sender, evaluation, **news):
    """Whoever scores low on a standard gets the courses that are required for that."""
    at = evaluation.released_at
    codes = codes_of_low_score(local_day(at))
    for code, score in _scores(evaluation, codes).items() if codes else ():
        about = {"code": code, "score": score, "seen_on": evaluation.observed_on}
        assign_for_low_score(staff=evaluation.subject, **about, by=None, at=at)


def _scores(evaluation, codes):
    """{code: mean in basis points of what was judged of the standard in this evaluation}."""
    values = defaultdict(list)
    answers = Answer.objects.filter(evaluation=evaluation, value__isnull=False, criterion__standard__code__in=codes)
    for code, value in answers.order_by("pk").values_list("criterion__standard__code", "value"):
        values[code].append(value)
    return {code: half_up_div(sum(own), len(own)) for code, own in values.items()}
