"""Which missed critical criteria took which points: why a section, or the whole, counts 0. Pure.

What is taken, see `engine`: a fail of critical=section takes what its (standard or bonus) section gave; a failed gate
takes every bonus; a decisive fail (a gate's, or critical=all) takes everything where the scorecard says so. A score
that is lower than the raw score is always so by one of these; how much is the raw contribution less the contribution.

Vectors of PRODUCT.md, section 3, raw score 80.00: the last criterion of section 2 missed with critical=all -> 0, taken
from every criterion by that one; with critical=section -> 36.25, taken from the criteria of section 2 alone.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from evaluations.scoring.engine import BONUS, CRITICAL_ALL, CRITICAL_SECTION, GATE, Answer, Rules, Section


@dataclass(frozen=True)
class Causes:
    """Keys of criteria, in the order of the form. `missed`: the critical ones that were not met; `taken`: {key of a
    criterion that counts 0 by them: the keys that took its points}."""

    missed: tuple[Hashable, ...] = ()
    taken: dict[Hashable, tuple[Hashable, ...]] = field(default_factory=dict)


def causes(sections: Iterable[Section], rules: Rules, version: int | None = None) -> Causes:
    """`version`: the number of the scoring rule that gave the figures; today's where none is said or known."""
    return (_by_criticals if version is None else CAUSES.get(version, _by_criticals))(tuple(sections), rules)


def _by_criticals(sections: tuple[Section, ...], rules: Rules) -> Causes:
    gates = _failed(sections, lambda section, answer: section.kind == GATE)
    decisive = _failed(sections, lambda section, answer: section.kind == GATE or answer.critical == CRITICAL_ALL)
    missed = _failed(sections, _is_critical)
    taken: dict[Hashable, tuple[Hashable, ...]] = {}
    for section in sections:
        own = tuple(
            answer.key for answer in section.answers if answer.is_failed and answer.critical == CRITICAL_SECTION
        )
        takers = set(own) if section.kind != GATE else set()
        takers |= set(gates) if section.kind == BONUS else set()
        takers |= set(decisive) if rules.fail_zeroes_score else set()
        if takers:
            by = tuple(key for key in missed if key in takers)
            taken |= {answer.key: by for answer in section.answers}
    return Causes(missed, taken)


def _is_critical(section: Section, answer: Answer) -> bool:
    return section.kind == GATE or answer.critical in (CRITICAL_SECTION, CRITICAL_ALL)


def _failed(sections: tuple[Section, ...], counts: Callable[[Section, Answer], bool]) -> tuple[Hashable, ...]:
    return tuple(a.key for section in sections for a in section.answers if a.is_failed and counts(section, a))


# What a stored result lost is told by the rule that scored it: who adds one to `engine.RULES` says here what it takes.
CAUSES = {1: _by_criticals, 2: _by_criticals, 3: _by_criticals}
