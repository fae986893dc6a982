"""Plans, runs and thanks, made through the actions, so that hashes, ledgers and the log are true.

plan = published_plan(cycle, by=people.hoda.user)              # 6,000,000 toman at 85, thr 70, max 95
run = computed(plan, by=...); run = approved(run, by=...); run = frozen(run, by=...); run = paid(run, by=...)
with scores({narges: 8360, parisa: 9000}): computed(plan, ...)  # without evaluations: what is collected is given
published_plan(cycle, **RUNNING)                               # its period still runs at NOW: a preview
"""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from unittest import mock

from rewards import actions
from rewards.computation.paid_days import days_inputs
from tests.factories.evaluations import open_cycle
from tests.factories.people import UserFactory

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
LATER = NOW + timedelta(days=2)
TOMAN = 10  # rials
RUNNING = {"starts_on": date(2026, 9, 23), "ends_on": date(2026, 12, 22)}


def drafted_plan(cycle=None, *, by=None, roles=(), teams=(), **fields):
    """Ninety days that are over at NOW: 6,000,000 toman at 85, half from 70 on, one and a half from 95 on; one
    evaluation is enough."""
    values = {
        "title_fa": "پاداش پاییز ۱۴۰۵",
        "title_en": "Autumn rewards",
        "cycle": cycle or open_cycle(),
        "starts_on": date(2026, 8, 22),
        "ends_on": date(2026, 11, 20),
        "base": 6_000_000 * TOMAN,
        "step": 1000 * TOMAN,
        "least_evaluations": 1,
    } | fields
    return actions.draft_plan(by=by or UserFactory(), at=NOW, roles=roles, teams=teams, **values)


def published_plan(cycle=None, *, by=None, at=NOW, **fields):
    by = by or UserFactory()
    return actions.publish_plan(plan=drafted_plan(cycle, by=by, **fields), by=by, at=at)


def started(plan, by, at=NOW):
    return actions.start_run(plan=plan, by=by, at=at)


def computed(plan, by, at=NOW):
    run = plan.runs.order_by("correction").last() or started(plan, by, at)
    return actions.compute_run(run=run, by=by, at=at)


def sent(plan, by, at=NOW):
    return actions.send_run(run=computed(plan, by, at), by=by, at=at)


def approved(plan, by, approver, at=NOW):
    return actions.approve_run(run=sent(plan, by, at), by=approver, at=at)


def frozen(plan, by, approver, at=NOW):
    return actions.freeze_run(run=approved(plan, by, approver, at), by=by, at=at)


def paid(plan, by, approver, at=NOW):
    return actions.pay_run(run=frozen(plan, by, approver, at), by=by, at=at)


def inputs_of(staff, score=8360, **different):
    """What would be collected about a person of whom everything is in order; by rule 1, which knew no `work`."""
    inputs = {
        "staff": staff.key,
        "score": score,
        "n": 4 if score is not None else 0,
        "low": None,
        "high": None,
        "has_fail": False,
        "training": {"valid": True, "done": 3, "assigned": 3},
        "signed": {"required": 24, "signed": 24},
        "days": 90,
        "contract_share": staff.contract_share,
        "standards": [],
    }
    return {**inputs, **different}


@contextmanager
def scores(given):
    """Within the block `collect` answers from {staff: score or dict of inputs}; whoever is not named has no score."""
    by_id = {staff.pk: value for staff, value in given.items()}

    def collected(plan, people, on):
        found, days = {}, days_inputs(plan, [staff.pk for staff in people])
        for staff in people:
            value = by_id.get(staff.pk)
            extra = value if isinstance(value, dict) else {"score": value}
            found[staff.pk] = inputs_of(staff, **days[staff.pk] | extra)
        return found

    def of_one(plan, staff, on):
        return collected(plan, [staff], on)[staff.pk]

    with (
        mock.patch("rewards.computation.rows.collect", collected),
        mock.patch("rewards.statements.reward.inputs_of", of_one),
    ):
        yield


def thanks(sender, to, standard, text="به مهمان پیش از آنکه بپرسد خبر دادی.", at=NOW):
    return actions.thank_colleague(by=sender.user, to=to, standard=standard, text=text, at=at)
