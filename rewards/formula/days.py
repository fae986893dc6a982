"""Which days of a person a plan pays, and which another plan pays already. No day is paid twice for the same purpose.

Pure: spans [starts_on, ends_on) of dates, no Django. `rewards.computation.paid_days` reads what goes in.

A day belongs to one plan alone: to the plan whose frozen run has it; else, of those with the same purpose and unit that
cover the person on it, to the one published first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self, TypeVar, cast

Span = TypeVar("Span", bound="Days")


@dataclass(frozen=True)
class Days:
    starts_on: date
    ends_on: date | None

    @property
    def end(self) -> date:
        """`ends_on` of days that have one: all that a plan covers."""
        return cast(date, self.ends_on)

    def within(self, starts_on: date, ends_on: date) -> Self | None:
        """The part of it in [starts_on, ends_on), or None."""
        first = max(self.starts_on, starts_on)
        end = ends_on if self.ends_on is None else min(self.ends_on, ends_on)
        return replace(self, starts_on=first, ends_on=end) if first < end else None

    def without(self, others: Iterable["Days"]) -> list[Self]:
        """The parts of it that are in none of `others`."""
        left = [self]
        for other in others:
            parts = [(one.within(one.starts_on, other.starts_on), one.within(other.end, one.end)) for one in left]
            left = [part for pair in parts for part in pair if part]
        return left


@dataclass(frozen=True)
class Work(Days):
    """A person's work over some days. `team` and `job_role` are whatever plans name theirs by."""

    team: object
    job_role: object
    contract_share: int


@dataclass(frozen=True)
class Taken(Days):
    """Days that another plan pays."""

    plan: object


@dataclass(frozen=True)
class Scope:
    """Whom a plan covers on which days; no teams: all, no job roles: all."""

    starts_on: date
    ends_on: date
    teams: frozenset = field(default_factory=frozenset)
    roles: frozenset = field(default_factory=frozenset)

    def of(self, work: Iterable[Work]) -> list[Work]:
        """The parts of a person's work that the plan covers."""
        mine = [span for span in work if self._names(span)]
        return [part for span in mine if (part := span.within(self.starts_on, self.ends_on))]

    def _names(self, span: Work) -> bool:
        return (not self.teams or span.team in self.teams) and (not self.roles or span.job_role in self.roles)


@dataclass(frozen=True)
class Share:
    """What a plan pays a person for, and which days of theirs another one pays; both in their order."""

    paid: tuple[Work, ...] = ()
    elsewhere: tuple[Taken, ...] = ()

    @property
    def days(self) -> int:
        return sum((span.end - span.starts_on).days for span in self.paid)


def shared_out(covered: Iterable[Work], taken: Iterable[Taken]) -> Share:
    """A Share of the covered Work, without the days that are Taken; of two that took the same day the first counts."""
    paid, elsewhere = list(covered), []
    for other in taken:
        shared = [span.within(other.starts_on, other.end) for span in paid]
        elsewhere += [Taken(part.starts_on, part.ends_on, other.plan) for part in shared if part]
        paid = [part for span in paid for part in span.without([other])]
    return Share(tuple(_in_order(paid)), tuple(_joined(_in_order(elsewhere))))


def _in_order(spans: Iterable[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: span.starts_on)


def _joined(spans: Iterable[Taken]) -> list[Taken]:
    """Neighbours of the same plan put together."""
    found: list[Taken] = []
    for span in spans:
        if found and found[-1].ends_on == span.starts_on and found[-1].plan == span.plan:
            found[-1] = replace(found[-1], ends_on=span.ends_on)
        else:
            found.append(span)
    return found
