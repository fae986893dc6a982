"""Saeed is to evaluate Narges and Parisa in a cycle that is open."""

from people.actions import appoint_manager
from tests.evaluations.handovers.world import TODAY
from tests.evaluations.test_assignment import in_english
from tests.factories.evaluations import NOW, assign, open_cycle
from tests.worlds import built_once


@built_once(at=NOW)
def cycle(people, at_now):
    in_english(people.hoda)
    return open_cycle()


@built_once
def asked(people, cycle):
    """Saeed evaluates Narges and Parisa; Mina manages the branch."""
    appoint_manager(branch=people.valiasr, staff=people.mina, since=TODAY, by=people.hoda.user, at=NOW)
    return [assign(cycle, subject=who, evaluator=people.saeed) for who in (people.narges, people.parisa)]
