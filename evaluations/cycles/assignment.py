"""Who evaluates whom, worked out without the database; everybody is a number.

The lead of a team evaluates its members; the manager of a branch its leads, and who works in a team without a lead;
one named person the managers. Exceptions are given by hand. Nobody evaluates themselves, nor two people each other in
one cycle: then nobody is found, and the choice says why (docs/adr/0020).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Obstacle(StrEnum):
    """Why nobody was found."""

    NO_LEAD = "no_lead"  # neither the team has a lead nor its branch a manager
    NO_MANAGER = "no_manager"  # leads the team, and the branch has no manager
    NOBODY_NAMED = "nobody_named"  # manages a branch, and nobody is named who evaluates managers
    ONESELF = "oneself"  # the one who would be the evaluator
    BOTH_WAYS = "both_ways"  # evaluates, in this cycle, the one who would be the evaluator


@dataclass(frozen=True)
class Company:
    """Who can evaluate: {team: leads, longest standing first}, {branch: manager}, who is named for the managers."""

    branch_of: Mapping[int, int]
    leads: Mapping[int, list[int]] = field(default_factory=dict)
    managers: Mapping[int, int] = field(default_factory=dict)
    named: int | None = None

    def manager_of(self, team: int) -> int | None:
        return self.managers.get(self.branch_of.get(team, 0))

    def manages(self, person: int) -> bool:
        return person in self.managers.values()

    def teams_led_by(self, person: int) -> list[int]:
        return [team for team, leads in self.leads.items() if person in leads]


@dataclass(frozen=True)
class EvaluatorChoice:
    """`evaluator`, or `why` there is none: `other` is then with whom the conflict is, `proposal` the next above."""

    evaluator: int | None = None
    why: Obstacle | None = None
    other: int | None = None
    proposal: int | None = None


def evaluators_of(
    subjects: Mapping[int, int],
    company: Company,
    *,
    taken: Iterable[frozenset[int]] = (),
    exceptions: Mapping[int, int] | None = None,
) -> dict[int, EvaluatorChoice]:
    """{subject: EvaluatorChoice} for {subject: team}. `taken`: pairs of the cycle so far; `exceptions`:
    {subject: evaluator}.

    Whoever stands higher is served first, so that a conflict falls on the one below and not on chance; the named
    person last of all, because everybody else can be above nobody but them.
    """
    pairs, found = set(taken), {}
    for subject in sorted(subjects, key=lambda one: _turn(one, subjects[one], company, exceptions or {})):
        choice = _choice(subject, subjects[subject], company, pairs, exceptions or {})
        if choice.evaluator is not None:
            pairs.add(frozenset((subject, choice.evaluator)))
        found[subject] = choice
    return found


def proposal_for(subject: int, team: int, company: Company, *, taken: Iterable[frozenset[int]] = ()) -> int | None:
    """The nearest above who can do it, whether or not the rule would say so by itself."""
    pairs = set(taken)
    return next((one for one in _upwards(subject, team, company) if _is_free(subject, one, pairs)), None)


def _turn(subject, team, company, exceptions):
    is_exception, is_head = subject in exceptions, subject == company.named
    return (
        not is_exception,
        is_head,
        not company.manages(subject),
        not company.teams_led_by(subject),
        subject,
    )


def _choice(subject, team, company, pairs, exceptions):
    if subject in exceptions:
        candidates, why = [exceptions[subject]], Obstacle.ONESELF
    else:
        candidates, why = _by_rule(subject, team, company)
    others = [one for one in candidates if one != subject]
    free = next((one for one in others if _is_free(subject, one, pairs)), None)
    if free is not None:
        return EvaluatorChoice(free)
    proposal = proposal_for(subject, team, company, taken=pairs)
    if others:
        return EvaluatorChoice(why=Obstacle.BOTH_WAYS, other=others[0], proposal=proposal)
    return EvaluatorChoice(why=why, proposal=proposal)


def _by_rule(subject, team, company):
    """Those who evaluate by the rule, the first before the others, and why there is nobody where there is none."""
    leads, manager = company.leads.get(team, []), company.manager_of(team)
    if company.manages(subject):
        return _present(company.named), Obstacle.ONESELF if company.named == subject else Obstacle.NOBODY_NAMED
    if subject in leads:
        return [*_present(manager), *leads], Obstacle.NO_MANAGER
    above = [*_present(manager), *(one for led in company.teams_led_by(subject) for one in _over(led, company))]
    return leads or above, Obstacle.NO_LEAD


def _over(team, company):
    return _present(company.manager_of(team))


def _present(person):
    return [] if person is None else [person]


def _upwards(subject: int, team: int, company: Company) -> Iterator[int]:
    if not company.manages(subject):
        yield from company.leads.get(team, [])
        yield from _over(team, company)
    yield from _present(company.named)


def _is_free(subject, evaluator, pairs):
    return evaluator != subject and frozenset((subject, evaluator)) not in pairs
