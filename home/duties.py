"""Everything that waits for one person, out of the rooms of all apps, in the order in which to do it."""

from django.utils import timezone

from evaluations.duties import duties_for as evaluation_duties
from evaluations.duties import objections_for_outsiders
from kit.duties import in_order
from people.duties import duties_for as people_duties
from people.roles import staff_of
from playbook.duties import duties_for as playbook_duties
from playbook.duties import duties_of_user as approval_duties
from rewards.duties import duties_of_user as reward_duties
from training.duties import duties_for as training_duties

# What others wait for comes before what is one's own.
OF_THE_ROLE = {
    "evaluations.evaluate",
    "evaluations.decide",
    "evaluations.release",
    "people.confirm",
    "playbook.approve",
    "playbook.freeze",
    "rewards.run",
    "rewards.approve",
    "rewards.correct",
}


def duties_of(user, on):
    """All duties of a sign-in on a day: those of the role first, each part by due date."""
    staff = staff_of(user)
    found = [*people_duties(user, timezone.now()), *reward_duties(user, on), *objections_for_outsiders(user)]
    found += approval_duties(user)
    if staff is not None:
        found += [*playbook_duties(staff, on), *training_duties(staff, on), *evaluation_duties(staff, on)]
    return sorted(in_order(found), key=lambda duty: duty.kind not in OF_THE_ROLE)
