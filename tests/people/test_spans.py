"""What becomes of a person's periods, whatever is recorded in whatever order. No database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.staff import spans
from people.staff.spans import Span, SpanError

JOINED = date(2024, 3, 20)

day = st.integers(0, 60).map(lambda n: JOINED + timedelta(days=n))
work = st.fixed_dictionaries(
    {"team": st.integers(1, 3), "job_role": st.just(1), "contract_share": st.sampled_from([5000, 10000])}
)
deed = st.tuples(st.sampled_from(["change", "end", "back", "undo", "correct", "go on", "begin"]), day, work)


def done(state, deed, day, work):
    """The spans after a deed; those before where it is refused."""
    part = spans.current(state, day)
    try:
        if deed == "change":
            return spans.changed(state, day, **work)
        if deed == "back":
            return spans.begun(state, day, **work)
        if not part or (deed == "go on" and part[-1].ends_on is None):
            return state
        if deed == "end":
            return spans.ended(state, part, day)
        if deed == "go on":
            return spans.goes_on(state, part)
        if deed == "begin":
            return spans.begun_on(state, part, day)
        if deed == "undo":
            return spans.undone(state, part[-1])
        return spans.corrected(state, part[-1], day, **work)
    except SpanError:
        return state


@given(st.lists(deed, max_size=12))
def test_whatever_is_recorded_no_day_belongs_to_two_periods(deeds):
    state = [Span(JOINED, None, 1, 1, 10000)]
    for deed in deeds:
        before, state = state, done(state, *deed)
        assert not spans.overlaps(state)
        assert all(span.ends_on is None or span.starts_on < span.ends_on for span in state)
        assert sum(span.ends_on is None for span in state) <= 1
        assert len({span.starts_on for span in state}) == len(state)
        days = spans.touched(before, state)
        if days is None:
            continue
        for n in range(-5, 70):
            other = JOINED + timedelta(days=n)
            if not (days[0] <= other and (days[1] is None or other < days[1])):
                assert [span_work(before, other)] == [span_work(state, other)]


def span_work(state, day):
    span = spans.span_on(state, day)
    return span and span.work


@given(st.lists(deed, max_size=6), day, work)
def test_a_change_holds_on_its_day_and_changes_no_day_before_it(deeds, from_, wanted):
    state = [Span(JOINED, None, 1, 1, 10000)]
    for deed in deeds:
        state = done(state, *deed)
    if spans.span_on(state, from_) is None:
        return
    after = spans.changed(state, from_, **wanted)
    assert spans.span_on(after, from_).work == wanted
    for n in range(70):
        other = JOINED + timedelta(days=n)
        assert (spans.span_on(after, other) is None) == (spans.span_on(state, other) is None)
        if other < from_:
            assert span_work(after, other) == span_work(state, other)


@pytest.mark.parametrize("starts_on", [JOINED, JOINED + timedelta(days=5)])
def test_a_return_that_is_put_into_the_days_before_the_leaving_is_refused(starts_on):
    back = Span(JOINED + timedelta(days=20), None, 2, 1, 10000)
    state = [Span(JOINED, JOINED + timedelta(days=10), 1, 1, 10000), back]
    with pytest.raises(SpanError) as refused:
        spans.corrected(state, back, starts_on, **back.work)
    assert refused.value.code == "crosses"
    with pytest.raises(SpanError):
        spans.begun_on(state, [back], starts_on)
    assert spans.corrected(state, back, JOINED + timedelta(days=10), **back.work)[1].starts_on == state[0].ends_on
