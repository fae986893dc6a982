"""The kit at its edges: leases and expiry to the second, periods to the day, money to the unit."""

import datetime as dt

import pytest

from kit.dates import calendar
from kit.dates.calendar import GREGORIAN, JALALI, Period, add_months
from kit.dates.working_days import WorkingDays
from kit.jobs import JobKind, Made, register, runner
from kit.jobs.actions import cancel_job, expire_jobs, resume_jobs, start_job
from kit.jobs.models import ASSEMBLY_LEASE, LEASE, ItemState, Job, JobItem
from kit.values.money import amount_text, floor_to_step, parse_amount
from kit.values.rounding import half_up_div

NOON = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
SECOND, ONE = dt.timedelta(seconds=1), dt.timedelta(days=1)


# Rounding, money -----------------------------------------------------------------------------------------------------


def test_a_half_goes_up_and_just_below_a_half_goes_down():
    assert [half_up_div(n, 1000) for n in (499, 500, 501, 1499, 1500, 1501)] == [0, 1, 1, 1, 2, 2]
    assert [half_up_div(-n, 1000) for n in (499, 500, 501)] == [0, 0, -1]


@pytest.mark.parametrize(("amount", "down"), [(0, 0), (999, 0), (1000, 1000), (1999, 1000), (-1, -1000)])
def test_money_is_rounded_down(amount, down):
    assert floor_to_step(amount, 1000) == down


def test_amounts_are_written_and_read_back():
    assert amount_text(12_941_000) == "1,294,100"
    assert amount_text(-15) == "-1.5"
    assert amount_text(10) == "1" and amount_text(9) == "0.9"
    assert amount_text(1234, shows_toman=False) == "1,234"
    assert amount_text(105, "EUR") == "1.05" and amount_text(1005, "KWD") == "1.005"
    assert (parse_amount("۱۲٬۵۰۰"), parse_amount("1.5"), parse_amount("-3")) == (125_000, 15, -30)
    assert (parse_amount("1.05", "EUR"), parse_amount("1.5", "EUR")) == (105, 150)
    for text, currency in (("1.55", "IRR"), ("1.005", "EUR"), ("", "EUR"), ("1.2.3", "EUR"), ("x", "EUR")):
        with pytest.raises(ValueError, match="not an amount"):
            parse_amount(text, currency)


# Days ----------------------------------------------------------------------------------------------------------------


def test_a_period_has_its_first_day_and_not_its_end():
    period = Period(dt.date(2026, 1, 1), dt.date(2026, 1, 3))
    days = [dt.date(2025, 12, 31) + n * ONE for n in range(5)]
    assert [day in period for day in days] == [False, True, True, False, False]
    assert (period.days, period.last_day) == (2, dt.date(2026, 1, 2))
    with pytest.raises(ValueError, match="ends before"):
        Period(dt.date(2026, 1, 2), dt.date(2026, 1, 1))
    assert Period(period.start, period.start).days == 0


@pytest.mark.parametrize(("start", "end", "both"), [(0, 1, 0), (0, 2, 1), (2, 3, 1), (3, 4, 0), (5, 6, 0), (0, 9, 2)])
def test_periods_that_touch_share_no_day(start, end, both):
    first = dt.date(2025, 12, 31)
    other = Period(first + start * ONE, first + end * ONE)
    period = Period(dt.date(2026, 1, 1), dt.date(2026, 1, 3))
    assert period.overlap(other) == other.overlap(period) == both


def test_weeks_months_quarters_and_years_begin_where_they_do():
    saturday = dt.date(2026, 11, 21)
    for days in range(7):
        assert calendar.week_of(saturday + days * ONE) == Period(saturday, saturday + 7 * ONE)
    assert calendar.week_of(saturday - ONE).end == saturday
    nowruz = dt.date(2026, 3, 21)
    for of in (calendar.month_of, calendar.quarter_of, calendar.year_of):
        assert of(nowruz).start == of(nowruz - ONE).end == nowruz
    assert calendar.month_of(dt.date(2026, 12, 31), GREGORIAN).end == dt.date(2027, 1, 1)
    assert calendar.quarter_of(dt.date(2026, 6, 30), GREGORIAN) == Period(dt.date(2026, 4, 1), dt.date(2026, 7, 1))


def test_a_month_later_is_the_same_day_or_the_last():
    assert add_months(dt.date(2026, 1, 31), 1, GREGORIAN) == dt.date(2026, 2, 28)
    assert add_months(dt.date(2026, 1, 28), 1, GREGORIAN) == dt.date(2026, 2, 28)
    assert add_months(dt.date(2026, 12, 15), 1, GREGORIAN) == dt.date(2027, 1, 15)
    assert add_months(dt.date(2026, 11, 15), 1, GREGORIAN) == dt.date(2026, 12, 15)
    assert add_months(dt.date(2026, 3, 21), 12, JALALI) == dt.date(2027, 3, 21)


def test_thursdays_and_fridays_are_no_working_days():
    add_working_days, is_worked = WorkingDays().after, WorkingDays().is_worked
    wednesday = dt.date(2026, 11, 25)
    assert [is_worked(wednesday + n * ONE) for n in range(4)] == [True, False, False, True]
    assert add_working_days(wednesday, 0) == wednesday
    assert add_working_days(wednesday, 1) == wednesday + 3 * ONE
    assert add_working_days(wednesday - ONE, 1) == wednesday


@pytest.mark.parametrize(("text", "day"), [("1405/01/01", dt.date(2026, 3, 21)), ("1700-01-01", dt.date(1700, 1, 1))])
def test_years_below_1700_are_jalali(text, day):
    assert calendar.parse_day(text) == day


def test_the_day_begins_at_midnight_of_the_organisation():
    midnight = dt.datetime(2025, 3, 20, 20, 30, tzinfo=dt.UTC)
    assert calendar.local_day(midnight) == dt.date(2025, 3, 21)
    assert calendar.local_day(midnight - SECOND) == dt.date(2025, 3, 20)
    assert calendar.first_instant(dt.date(2025, 3, 21)) == midnight


# Jobs ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def begin(people):
    """A job for Hoda of a kind that `deed` makes; nobody works on it."""

    def begin(deed=lambda job, subject: Made(f"{subject}.pdf", content=b"x"), subjects=("a", "b")):
        register(JobKind("edge", make_item=deed))
        return start_job(kind="edge", title="x", subjects=subjects, by=people.hoda.user, at=NOON)

    return begin


def turn(job, at=NOON):
    while runner.run_turn(job.pk, now=lambda: at):
        pass
    return Job.objects.get(pk=job.pk)


def test_a_job_that_is_cancelled_while_its_last_item_is_made_stays_cancelled(begin, people):
    def deed(job, subject):
        if subject == "b":
            cancel_job(job=job, by=people.hoda.user, at=NOON)
        return Made(f"{subject}.pdf", content=b"x")

    job = turn(begin(deed))
    assert (job.state, job.result, job.result_size) == ("cancelled", "", 0)


def test_a_job_that_is_cancelled_while_it_is_put_together_stays_cancelled(begin, people, monkeypatch):
    job = begin()
    ordinary = runner._assemble

    def assemble(job):
        cancel_job(job=job, by=people.hoda.user, at=NOON)
        return ordinary(job)

    monkeypatch.setattr(runner, "_assemble", assemble)
    job = turn(job)
    assert (job.state, job.result) == ("cancelled", "")
    assert runner._finish(job, NOON, state="done", result="x") is False
    assert Job.objects.get(pk=job.pk).state == "cancelled"


def test_who_lost_the_lease_of_the_whole_does_not_finish_it(begin):
    job = begin()
    held = runner._lease_assembly(job.pk, NOON)
    assert runner._lease_assembly(job.pk, NOON) is None
    assert runner._lease_assembly(job.pk, NOON + ASSEMBLY_LEASE - SECOND) is None
    newer = runner._lease_assembly(job.pk, NOON + ASSEMBLY_LEASE)
    assert newer.fence == held.fence + 1
    assert runner._finish(held, NOON, state="failed") is False
    assert runner._finish(newer, NOON, state="failed") is True


def test_who_lost_the_lease_of_an_item_writes_nothing(begin):
    job = begin(subjects=("a",))
    item = runner._lease_item(job, NOON)
    assert runner._lease_item(job, NOON + LEASE - SECOND) is None
    newer = runner._lease_item(job, NOON + LEASE)
    assert runner._settle(item, NOON, state=ItemState.FAILED) is False
    assert runner._settle(newer, NOON, state=ItemState.FAILED) is True
    assert runner._settle(newer, NOON, state=ItemState.FAILED) is False
    job.refresh_from_db()
    assert (job.done, job.failed) == (0, 1)


def test_an_item_has_three_tries(begin):
    tries = []

    def deed(job, subject):
        tries.append(subject)
        raise ValueError(subject)

    job = turn(begin(deed, subjects=("a",)))
    assert (len(tries), job.state, JobItem.objects.get().state) == (3, "failed", "failed")


@pytest.mark.parametrize(("seconds", "is_kept"), [(-1, True), (0, False)])
def test_files_are_kept_until_their_time_is_over(begin, seconds, is_kept):
    job = turn(begin())
    assert job.expires_at == NOON + dt.timedelta(hours=24)
    expire_jobs(at=job.expires_at + seconds * SECOND)
    assert (Job.objects.get(pk=job.pk).state == "done") is is_kept


@pytest.mark.parametrize(("seconds", "is_woken"), [(-1, False), (0, False), (1, True)])
def test_a_job_is_woken_after_it_slept(begin, seconds, is_woken, monkeypatch):
    job, woken = begin(), []
    Job.objects.filter(pk=job.pk).update(state="running", awake_until=NOON)
    monkeypatch.setattr("kit.jobs.actions._wake", lambda job, workers: woken.append(job))
    resume_jobs(at=NOON + seconds * SECOND)
    assert bool(woken) is is_woken


def test_a_job_that_is_over_is_not_cancelled(begin, people):
    job = turn(begin())
    assert cancel_job(job=job, by=people.hoda.user, at=NOON).state == "done"
