"""Whatever somebody's life and the plans are: no day is paid twice, none that was not worked."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from people.actions import change_work, record_leaving, return_to_work
from people.errors import PeopleError
from rewards.computation.paid_days import days_inputs
from rewards.formula.days import Scope, Taken, Work, shared_out
from tests.factories import rewards as made
from tests.factories.people import StaffFactory
from tests.factories.rewards import scores
from tests.rewards.days.world import ONE, START

SPAN = 40
day = st.integers(0, SPAN).map(lambda n: START + timedelta(days=n))
teams, roles = st.sampled_from("ABC"), st.sampled_from("xy")


@st.composite
def works(draw):
    """Periods of one person: in order, without overlaps, some with gaps between."""
    bounds = sorted(draw(st.sets(day, min_size=2, max_size=8)))
    spans = []
    for start, end in pairwise(bounds):
        if draw(st.booleans()) or draw(st.booleans()):
            share = draw(st.sampled_from([2500, 5000, 10000]))
            spans.append(Work(start, end, draw(teams), draw(roles), share))
    if spans and draw(st.booleans()):
        last = spans.pop()
        spans.append(Work(last.starts_on, None, last.team, last.job_role, last.contract_share))
    return spans


@st.composite
def scopes(draw):
    first, end = sorted(draw(st.sets(day, min_size=2, max_size=2)))
    return Scope(first, end, draw(st.frozensets(teams, max_size=2)), draw(st.frozensets(roles, max_size=1)))


def days_in(span):
    return {span.starts_on + timedelta(days=n) for n in range((span.ends_on - span.starts_on).days)}


def employed(work):
    whole = [span.within(START, START + timedelta(days=SPAN + 5)) for span in work]
    return set().union(*(days_in(span) for span in whole if span)) if whole else set()


@given(works(), works(), st.lists(scopes(), min_size=1, max_size=5), st.data())
def test_no_day_is_paid_twice_and_none_that_was_not_worked(recorded, corrected, plans, data):
    """Plans freeze one after another, in any order; between two of them the person's work may be recorded otherwise."""
    frozen = {}
    for number in data.draw(st.permutations(range(len(plans)))):
        work = corrected if frozen and data.draw(st.booleans()) else recorded
        earlier = [Taken(part.starts_on, part.ends_on, one) for one in range(number) for part in plans[one].of(work)]
        settled = [Taken(span.starts_on, span.ends_on, one) for one, share in frozen.items() for span in share.paid]
        share = frozen[number] = shared_out(plans[number].of(work), [*settled, *earlier])
        own = [days_in(span) for span in share.paid]
        assert share.days == len(set().union(*own)) <= len(employed(work))
        assert set().union(*own) <= employed(work)
        covered = set().union(*(days_in(part) for part in plans[number].of(work)))
        elsewhere = set().union(*(days_in(span) for span in share.elsewhere))
        assert set().union(*own) | elsewhere == covered and not set().union(*own) & elsewhere
    every = [one for share in frozen.values() for span in share.paid for one in days_in(span)]
    assert len(every) == len(set(every))


@given(works(), st.lists(scopes(), min_size=1, max_size=4))
def test_every_covered_day_is_paid_by_exactly_one_plan(work, plans):
    paid, covered = [], set()
    for number, scope in enumerate(plans):
        earlier = [Taken(part.starts_on, part.ends_on, one) for one in range(number) for part in plans[one].of(work)]
        paid += [one for span in shared_out(scope.of(work), earlier).paid for one in days_in(span)]
        covered |= set().union(*(days_in(part) for part in scope.of(work)))
    assert (len(paid), set(paid)) == (len(covered), covered)


NINETY = st.integers(0, 95).map(lambda n: START - 3 * ONE + timedelta(days=n))
deeds = st.lists(
    st.tuples(st.sampled_from(["move", "share", "leave", "back"]), NINETY, st.integers(0, 2), st.booleans()), max_size=5
)


@settings(
    max_examples=10,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(deeds)
def test_over_the_real_actions_no_day_is_paid_twice(people, deeds):
    with transaction.atomic():
        _live_through(people, deeds)
        transaction.set_rollback(True)


def _live_through(people, deeds):
    places = [people.day_shift, people.tajrish_shift, people.office]
    staff = StaffFactory(user=None, team=people.day_shift, job_role=people.barista)
    roles = [people.barista]  # so that who approves is in none
    plans = [made.published_plan(by=people.hoda.user, teams=places[:1], roles=roles)]
    for teams in ([people.tajrish_shift], [], places[:2]):
        plans.append(made.published_plan(plans[0].cycle, by=people.hoda.user, teams=teams, roles=roles))
    about, now = {"by": people.hoda.user, "at": datetime(2026, 12, 30, 8, tzinfo=UTC)}, date(2026, 12, 30)
    for what, day, place, freezes in deeds:
        _happens(what, staff, day, places[place], about, now)
        if freezes:
            open_ones = [plan for plan in plans if not plan.runs.exists() and plan.population().exists()]
            for plan in open_ones[:1]:
                with scores({staff: 8500}):
                    made.frozen(plan, people.hoda.user, people.armin.user, about["at"])
    counted = {}
    for plan in plans:
        row = plan.runs.filter(state="frozen").values_list("rows__inputs", "rows__staff")
        final = [inputs for inputs, pk in row if pk == staff.pk]
        work = final[0]["work"] if final else days_inputs(plan, [staff.pk])[staff.pk]["work"]
        for span in work:
            first, end = date.fromisoformat(span["starts_on"]), date.fromisoformat(span["ends_on"])
            for n in range((end - first).days):
                counted.setdefault(first + timedelta(days=n), []).append(plan.pk)
    assert {day: payers for day, payers in counted.items() if len(payers) > 1} == {}


def _happens(what, staff, day, place, about, now):
    try:
        if what == "move":
            change_work(staff=staff, from_=day, team=place, **about)
        elif what == "share":
            change_work(staff=staff, from_=day, contract_share=5000, **about)
        elif what == "leave":
            record_leaving(staff=staff, left_on=day, on=now, **about)
        else:
            work = {"team": place, "job_role": staff.job_role, "contract_share": 10000}
            return_to_work(staff=staff, from_=day, **work, **about)
    except PeopleError:
        pass
