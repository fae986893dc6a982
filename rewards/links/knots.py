"""The last knot of the chain: rewards, by the evaluations that they rest on."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from evaluations.models import Answer, CycleSource, Evaluation
from people.roles import staff_of
from playbook.chain.knots import CRITERION, EVALUATION, REWARD, Knot, Place
from rewards.models import Plan, RunRow
from rewards.models.plans import PlanState
from rewards.models.runs import FINAL

SO_FAR = "so-far-"


def resting_on(*, subject, cycle):
    """Evaluations that the person's score in the cycle rests on now (each argument may be an outer reference)."""
    rows = Evaluation.objects.counted().shown().filter(subject=subject, cycle=cycle, score__isnull=False)
    return rows.filter(_of_a_source_that_counts()).order_by()


def rested_on(*, subject, cycle, at):
    """The same as it stood at an instant: later corrections were not known, nor what was declared void since."""
    rows = Evaluation.objects.filter(subject=subject, cycle=cycle, score__isnull=False, released_at__lte=at)
    rows = rows.filter(Q(next_revision=None) | Q(next_revision__released_at__gt=at))
    rows = rows.filter(Q(voided_at=None) | Q(voided_at__gt=at))
    return rows.filter(_of_a_source_that_counts()).order_by()


def _of_a_source_that_counts():
    """Where the cycle weighs its sources, one without any weight gives nothing to the score."""
    rules = CycleSource.objects.filter(cycle=OuterRef("cycle"))
    return ~Exists(rules) | Exists(rules.filter(source=OuterRef("source"), weight__gt=0))


def _of_row():
    """The evaluations of the row that is asked about."""
    cycle = OuterRef("run__plan__cycle")
    return rested_on(subject=OuterRef("staff"), cycle=cycle, at=OuterRef("run__computed_at"))


class RewardKnot(Knot):
    """A lead sees nothing of money: of somebody else's evaluation the chain ends there."""

    kind, list_name = REWARD, "rewards:chain_rewards"

    def label(self, count):
        return ngettext("reward", "rewards", count)

    def here(self):
        return pgettext("knot of the chain", "this reward")

    def is_open(self, user, place):
        mine = staff_of(user)
        is_mine = mine is not None and place.about in (None, mine.pk)
        return user.has_perm("rewards.view_runs") or (is_mine and user.has_perm("rewards.view_own_rewards"))

    def seen(self, user):
        return RunRow.objects.visible_to(user)

    def cites(self, pks, codes=()):
        judged = Answer.objects.judged_in(OuterRef("pk")).filter(criterion__standard__in=pks)
        return Exists(_of_row().filter(Exists(judged)))

    def belongs(self, place):
        if place.kind == EVALUATION:
            return Exists(_of_row().filter(key=place.key))
        if place.kind == CRITERION:
            judged = Answer.objects.judged_in(OuterRef("pk")).filter(criterion__key=place.key)
            return Exists(_of_row().filter(Exists(judged)))
        return None

    def awaited(self, user, place):
        """A person's reward so far, where the evaluation counts in a plan that is not settled yet."""
        mine = staff_of(user)
        if place.kind != EVALUATION or mine is None or place.about != mine.pk:
            return None
        open_plans = Plan.objects.filter(state=PlanState.PUBLISHED).exclude(runs__state__in=FINAL)
        plans = open_plans.filter(cycle__in=Evaluation.objects.counted().filter(key=place.key).values("cycle"))
        return plans, pgettext("reward", "so far"), reverse("rewards:mine")

    def find(self, user, key):
        if key.startswith(SO_FAR):
            plan, staff = Plan.objects.filter(key=key.removeprefix(SO_FAR)).first(), staff_of(user)
            return self.so_far(plan, staff) if plan and staff else None
        row = self.seen(user).select_related("run__plan__cycle", "staff").filter(key=key).first()
        return self.place_of(row) if row else None

    def place_of(self, row):
        run = row.run
        behind = rested_on(subject=row.staff_id, cycle=run.plan.cycle_id, at=run.computed_at)
        title = _("%(run)s: %(person)s") % {"run": run.title, "person": row.staff.name}
        return _place(row.key, title, row.get_absolute_url(), behind, row.staff_id)

    def so_far(self, plan, staff):
        """The reward of a plan that is not settled yet, as it stands for the person who asks."""
        behind = resting_on(subject=staff.pk, cycle=plan.cycle_id)
        return _place(f"{SO_FAR}{plan.key}", plan.title, reverse("rewards:mine"), behind, staff.pk)


def _place(key, title, url, behind, staff_id):
    judged, rows = Answer.objects.judged_in(behind.values("pk")), behind.values("pk")
    own = {EVALUATION: Q(pk__in=rows), CRITERION: Q(pk__in=judged.values("criterion"))}
    return Place(REWARD, key, title, url, standards=judged.values("criterion__standard"), only=own, about=staff_id)
