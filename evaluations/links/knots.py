"""Two knots of the chain: criteria that score a standard, and evaluations in which it was judged."""

from django.db.models import Exists, OuterRef, Q
from django.utils.text import Truncator
from django.utils.translation import ngettext, pgettext

from evaluations.models import Answer, Criterion, Evaluation, Scorecard, ScorecardState
from people.roles import is_hr, staff_of
from playbook.chain.knots import CRITERION, EVALUATION, Knot, Place

TITLE = 60


class CriterionKnot(Knot):
    kind, list_name = CRITERION, "evaluations:chain_criteria"

    def label(self, count):
        return ngettext("criterion", "criteria", count)

    def here(self):
        return pgettext("knot of the chain", "this criterion")

    def is_open(self, user, place):
        return user.has_perm("evaluations.view_scorecard")

    def seen(self, user):
        return Criterion.objects.filter(section__scorecard__in=Scorecard.objects.visible_to(user))

    def cites(self, pks, codes=()):
        """On the scorecards of today; older versions are found from the evaluations that were written on them."""
        return Q(standard__in=pks, section__scorecard__state=ScorecardState.PUBLISHED)

    def find(self, user, key):
        row = self.seen(user).filter(key=key).first()
        return self.place_of(row) if row else None

    def place_of(self, criterion):
        title = Truncator(criterion.text).chars(TITLE)
        return Place(CRITERION, criterion.key, title, criterion.get_absolute_url(), standards=[criterion.standard_id])


class EvaluationKnot(Knot):
    kind, list_name = EVALUATION, "evaluations:chain_evaluations"

    def label(self, count):
        return ngettext("evaluation", "evaluations", count)

    def here(self):
        return pgettext("knot of the chain", "this evaluation")

    def is_open(self, user, place):
        """One's own always; of what is about somebody else, only HR knows all that it rests on."""
        mine = staff_of(user)
        return is_hr(user) or (mine is not None and place.about in (None, mine.pk))

    def seen(self, user):
        return Evaluation.objects.visible_to(user).filter(released_at__isnull=False)

    def cites(self, pks, codes=()):
        return _counting() & Q(Exists(Answer.objects.judged_in(OuterRef("pk")).filter(criterion__standard__in=pks)))

    def belongs(self, place):
        if place.kind != CRITERION:
            return None
        return _counting() & Q(Exists(Answer.objects.judged_in(OuterRef("pk")).filter(criterion__key=place.key)))

    def find(self, user, key):
        row = Evaluation.objects.visible_to(user).filter(key=key).first()
        return self.place_of(row) if row else None

    def place_of(self, evaluation):
        judged = Answer.objects.judged_in(evaluation)
        return Place(
            EVALUATION,
            evaluation.key,
            evaluation.number,
            evaluation.get_absolute_url(),
            standards=judged.values("criterion__standard"),
            only={CRITERION: Q(pk__in=judged.values("criterion"))},
            about=evaluation.subject_id,
        )


def _counting():
    """As `Evaluation.objects.counted()`, of rows that were released."""
    return Q(is_current=True) & ~Q(state="void")
