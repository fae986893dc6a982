"""What a person's first page says: how far they are, their score, their reward so far, a thank-you."""

from dataclasses import dataclass

from evaluations.models import Evaluation
from evaluations.results.reasons import explained_score
from evaluations.results.scores import PersonScore, newest_counted
from playbook.signatures.standings import signature_count
from rewards.models import Thanks
from rewards.runs.holds import own_holdings
from rewards.statements import labels
from rewards.statements.reward import present_reward
from training.progress.records import assignments_of


@dataclass(frozen=True)
class OwnProgress:
    """A person's path: standards to sign, courses to pass, and joining, which is done: nobody begins at nothing.

    `unsigned` standards are still to sign.
    """

    total: int
    done: int
    unsigned: int

    @property
    def after_signing(self):
        return self.done + self.unsigned

    @property
    def is_complete(self):
        return self.done == self.total


@dataclass(frozen=True)
class NewestScore:
    """A person's score in the cycle of their newest released evaluation; `cycle` None: `last` stands outside of any."""

    cycle: object
    last: Evaluation
    score: PersonScore


def steps_of(staff, duties, on):
    """From what the duties asked for already."""
    required = signature_count(staff, on).required
    unsigned = sum(duty.count for duty in duties if duty.kind == "playbook.sign")
    open_courses = {duty.url for duty in duties if duty.kind == "training.course"}
    assigned = [row for row in assignments_of(staff) if row.excused_at is None]
    courses = {assignment.course.get_absolute_url() for assignment in assigned} | open_courses
    total = required + len(courses) + 1
    return OwnProgress(total, total - unsigned - len(open_courses), unsigned)


def standing_of(staff):
    """None before the first evaluation is released."""
    newest = newest_counted(staff)
    if not newest:
        return None
    last = newest[0]
    if last.cycle is None:
        return NewestScore(None, last, PersonScore(last.score, 1 if last.score is not None else 0))
    return NewestScore(last.cycle, last, explained_score(last.cycle, staff))


def reward_of(staff, at):
    """What {% include "home/_reward.html" %} shows, or None where no plan covers the person now."""
    present = present_reward(staff, at)
    if present is None:
        return None
    return {
        "present": present,
        "amount": labels.amount(present.amount, present.unit),
        "holdings": own_holdings(present, staff, staff.user) if present.may_be_held else [],
        "next_step": labels.next_step_sentence(present.next, present.terms),
    }


def thanks_of(staff):
    return Thanks.objects.received_by(staff).with_names().first()
