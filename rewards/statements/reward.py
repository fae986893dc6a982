"""A person's reward as it stands: the frozen row where there is one, else a preview from the present score."""

from dataclasses import dataclass, replace
from fractions import Fraction

from kit.dates.calendar import local_day
from rewards.computation.inputs import inputs_of
from rewards.computation.rows import standing_day
from rewards.formula.possible import SCORE
from rewards.formula.rules import rule
from rewards.formula.steps import Steps
from rewards.formula.terms import Terms
from rewards.models import Plan, RunRow


@dataclass(frozen=True)
class Reward:
    """`row` is None in a preview, which is not final: the score, the conditions and the budget may still change it.

    `may_be_held`: something keeps it back, or an open objection will.
    """

    plan: Plan
    terms: Terms
    inputs: dict
    steps: Steps
    row: RunRow | None = None
    may_be_held: bool = False

    @property
    def is_final(self):
        return self.row is not None

    @property
    def amount(self):
        return self.steps.amount.amount

    @property
    def unit(self):
        return self.terms.unit

    @property
    def next(self):
        return self._rule.next_step(self.terms, self.inputs, self.steps)

    @property
    def standards(self):
        return self._rule.standards_worth(self.terms, self.inputs, self.steps)

    @property
    def at_best(self):
        """What the full score would have given; None before the run is settled."""
        return self._rule.at_best(self.terms, self.inputs, self.steps) if self.is_final else None

    @property
    def is_after_budget(self):
        """Is what more was possible money that could really have been had?"""
        return self.is_final and self._rule.is_after_budget

    @property
    def _rule(self):
        """What was settled is explained by the rule that settled it."""
        return rule(self.row.run.rules_version if self.row else None)

    @property
    def share(self):
        """How much of the next step's amount is reached, 0 to 100, for a bar."""
        after = self.next
        goal = after.amount if after and after.kind == SCORE else self.amount
        return min(100, 100 * self.amount // goal) if goal else 0


def present_reward(staff, at):
    """The reward of the plan that covers the day of `at` and has `staff` in it, or None. Constant queries.

    Of several, one that pays a day of theirs: not one of which all days are another plan's.
    """
    found = None
    for plan in Plan.objects.covering(local_day(at)).about(staff).select_related("cycle"):
        one = _of_plan(plan, staff, at)
        if one and one.inputs["days"]:
            return one
        found = found or one
    return found


def _of_plan(plan, staff, at):
    held = {"may_be_held": plan.is_held or plan.is_disputed}
    if plan.final_row:
        return replace(of_row(RunRow.objects.select_related("run__plan").get(pk=plan.final_row)), **held)
    return replace(preview(plan, staff, at), **held) if plan.covers else None


def preview(plan, staff, at):
    """What the person would get if the period ended now, before the budget is shared."""
    inputs = inputs_of(plan, staff, standing_day(plan, at))
    return Reward(plan, plan.terms, inputs, rule().explain(plan.terms, inputs, Fraction(1)))


def of_row(row):
    return Reward(row.run.plan, row.run.terms, row.inputs, row.computation, row)
