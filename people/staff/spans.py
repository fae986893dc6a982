"""What becomes of the periods of one person when something is recorded. Pure: lists of Span in, lists of Span out.

A list is in the order of its days and without overlaps; two spans that meet are one employment, days between two were
not worked. `None` as an end means: still.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any


class SpanError(ValueError):
    """The days do not allow it; `code` says why: "not_employed", "employed", "crosses"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Span:
    """`team` and `job_role` by primary key, `contract_share` in basis points, over [starts_on, ends_on)."""

    starts_on: date
    ends_on: date | None
    team: int
    job_role: int
    contract_share: int

    def has(self, day: date) -> bool:
        return self.starts_on <= day and not is_over(self.ends_on, day)

    def meets(self, later: "Span") -> bool:
        return self.ends_on == later.starts_on

    @property
    def work(self) -> dict[str, int]:
        return {"team": self.team, "job_role": self.job_role, "contract_share": self.contract_share}


def is_over(end: date | None, day: date) -> bool:
    return end is not None and end <= day


def span_on(spans: Sequence[Span], day: date) -> Span | None:
    return next((span for span in spans if span.has(day)), None)


def employments(spans: Sequence[Span]) -> list[list[Span]]:
    """The spans, put together where they meet: [[Span]]."""
    found: list[list[Span]] = []
    for span in spans:
        if found and found[-1][-1].meets(span):
            found[-1].append(span)
        else:
            found.append([span])
    return found


def current(spans: Sequence[Span], day: date) -> list[Span]:
    """The employment that `day` is in; else the last one before it, else the first after; [] where there is none."""
    begun = [part for part in employments(spans) if part[0].starts_on <= day]
    return (begun or employments(spans)[:1] or [[]])[-1]


def shown(part: Sequence[Span], day: date) -> Span:
    """The span of an employment that stands for it on `day`."""
    return span_on(part, day) or (part[0] if day < part[0].starts_on else part[-1])


def changed(spans: Sequence[Span], day: date, **work: Any) -> list[Span]:
    """From `day` on `work` holds. What was recorded for later stays: each of the new values goes on as long as the one
    that it takes the place of did, up to the next change of the same thing or the end of the employment."""
    before = span_on(spans, day)
    if before is None:
        raise SpanError("not_employed")
    found: list[Span] = []
    going = {name: value for name, value in work.items() if before.work[name] != value}
    for span in spans:
        if span is before and span.starts_on < day:
            found.append(replace(span, ends_on=day))
            span = replace(span, starts_on=day)
        if span.starts_on >= day:
            follows = span.starts_on == day or found[-1].meets(span)
            going = {name: value for name, value in going.items() if follows and span.work[name] == before.work[name]}
            span = replace(span, **going)
        found.append(span)
    return tidy(found)


def ended(spans: Sequence[Span], part: Sequence[Span], day: date) -> list[Span]:
    """The employment `part` ends: `day` is the first day away, also where another end stood."""
    last = [replace(span, ends_on=day) if span is part[-1] or not _ends_by(span, day) else span for span in part]
    rest = [span for span in spans if span not in part]
    return _without_overlaps([*rest, *(span for span in last if span.starts_on < day)])


def goes_on(spans: Sequence[Span], part: Sequence[Span]) -> list[Span]:
    """The end of the employment `part` was a mistake: it goes on, up to the next one that is recorded."""
    end = part[-1].ends_on
    later = next((span for span in spans if end is not None and span.starts_on >= end), None)
    longer = replace(part[-1], ends_on=later.starts_on if later else None)
    return tidy([longer if span is part[-1] else span for span in spans])


def begun(spans: Sequence[Span], day: date, **work: Any) -> list[Span]:
    """At work again (or at all) from `day` on. Refused while an employment goes on, and before one that is recorded."""
    if any(not is_over(span.ends_on, day) for span in spans):
        raise SpanError("employed")
    return tidy([*spans, Span(day, None, **work)])


def begun_on(spans: Sequence[Span], part: Sequence[Span], day: date) -> list[Span]:
    """The employment `part` began on `day` and not when it says."""
    if part[-1].ends_on is not None and day >= part[-1].ends_on:
        raise SpanError("crosses")
    kept = [span for span in part if not is_over(span.ends_on, day)]
    rest = [span for span in spans if span not in part]
    return _without_overlaps([*rest, replace(kept[0], starts_on=day), *kept[1:]])


def corrected(spans: Sequence[Span], span: Span, starts_on: date, **work: Any) -> list[Span]:
    """One span was written down wrongly: it began on another day, or the work was other. The span before it, where they
    meet, ends accordingly; neither may vanish by it."""
    place = spans.index(span)
    right = replace(span, starts_on=starts_on, **work)
    if is_over(right.ends_on, starts_on):
        raise SpanError("crosses")
    found = [*spans[:place], right, *spans[place + 1 :]]
    if place and spans[place - 1].meets(span):
        found[place - 1] = replace(spans[place - 1], ends_on=starts_on)
        if starts_on <= found[place - 1].starts_on:
            raise SpanError("crosses")
    return _without_overlaps(found)


def undone(spans: Sequence[Span], span: Span) -> list[Span]:
    """What one span began with never was: the span before goes on; where none meets it, the person did not come back.
    Refused for the very first, and for a return after which more was recorded."""
    place = spans.index(span)
    rest = [*spans[:place], *spans[place + 1 :]]
    if place and spans[place - 1].meets(span):
        rest[place - 1] = replace(spans[place - 1], ends_on=span.ends_on)
        return tidy(rest)
    is_followed = place + 1 < len(spans) and span.meets(spans[place + 1])
    if not place or is_followed:
        raise SpanError("not_employed")
    return rest


def tidy(spans: Iterable[Span]) -> list[Span]:
    """In their order; two that meet and say the same are one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.starts_on):
        if found and found[-1].meets(span) and found[-1].work == span.work:
            found[-1] = replace(found[-1], ends_on=span.ends_on)
        else:
            found.append(span)
    return found


def touched(before: Sequence[Span], after: Sequence[Span]) -> tuple[date, date | None] | None:
    """The days, [first, end), on which two lists say something else, or None; no end: for good."""
    days = sorted({day for span in (*before, *after) for day in (span.starts_on, span.ends_on) if day})
    other = [day for day in days if _work_on(before, day) != _work_on(after, day)]
    if not other:
        return None
    return other[0], next((day for day in days if day > other[-1]), None)


def _work_on(spans: Sequence[Span], day: date) -> dict[str, int] | None:
    span = span_on(spans, day)
    return span.work if span else None


def overlaps(spans: Iterable[Span]) -> bool:
    """Does a day belong to two of them?"""
    ordered = sorted(spans, key=lambda span: span.starts_on)
    return any(not is_over(one.ends_on, two.starts_on) for one, two in pairwise(ordered))


def _without_overlaps(spans: Sequence[Span]) -> list[Span]:
    if overlaps(spans):
        raise SpanError("crosses")
    return tidy(spans)


def _ends_by(span: Span, day: date) -> bool:
    return span.ends_on is not None and span.ends_on <= day
