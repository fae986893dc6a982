"""Who gets what from the URLs of rewards. A lead sees nothing of money."""

from datetime import date, timedelta
from itertools import count
from types import SimpleNamespace

from rewards import actions
from tests.access import Row, only
from tests.factories import rewards as made
from tests.factories.evaluations import open_cycle
from tests.factories.rewards import NOW, scores

SEE = ("hoda", "armin")
PLAN = {"title_fa": "طرح", "starts_on": "1405/07/01", "last_on": "1405/09/30"}


def build(people):
    """Plans of their own for a run in each state, each with days of its own: a day is paid once. `row` is Kaveh's in a
    frozen one."""
    cycle, by, approver = open_cycle(), people.hoda.user, people.armin.user
    given = {"roles": [people.server], "teams": [people.tajrish_shift], "by": by}

    weeks = (date(2026, 8, 22) + timedelta(weeks=n) for n in count())

    def plan(**more):
        first = next(weeks)
        days = {"starts_on": first, "ends_on": first + timedelta(weeks=1)}
        return made.published_plan(cycle, **given, **days, **more)

    with scores({people.kaveh: 9000}):
        world = SimpleNamespace(
            draft=made.drafted_plan(cycle, **given),
            fresh=plan(),
            started=made.started(plan(), by),
            computed=made.computed(plan(), by),
            sent=made.sent(plan(), by),
            taken=made.sent(plan(), by),
            approved=made.approved(plan(), by, approver),
            frozen=made.frozen(plan(), by, approver),
            paying=made.frozen(plan(), by, approver),
            correcting=made.frozen(plan(), by, approver),
        )
    world.row = world.frozen.rows.get()
    world.open_row = world.computed.rows.get()
    with scores({people.kaveh: 9000}):
        world.held_row = made.computed(plan(), by).rows.get()
    actions.hold_row(row=world.held_row, by=by, at=NOW, note="مدارک")
    return world


def of(name):
    return lambda w: {"key": getattr(w.rewards, name).key}


def statement(name):
    return lambda w: {"kind": "reward", "key": getattr(w.rewards, name).key, "language": "fa"}


STAFF = ("narges", "parisa", "saeed", "kaveh", "mina", "hoda", "armin")
HR_POSTS = only("hoda", status=302)

ROWS = [
    Row("rewards:mine"),
    Row("rewards:chain_rewards"),
    Row("rewards:ledger"),
    Row("rewards:thanks"),
    Row("rewards:thank", post=only(*STAFF, status=422), data=lambda w: {}),
    Row("rewards:row", args=of("row"), get=only("kaveh", *SEE, others=404)),
    Row("rewards:row", args=of("open_row"), get=only(*SEE, others=404), case="not frozen yet"),
    Row(
        "rewards:hold_row",
        args=of("open_row"),
        get=405,
        post={**only("hoda", status=302, others=404), "armin": 403},
        data=lambda w: {"note": "مدارک"},
    ),
    Row(
        "rewards:release_row",
        args=of("held_row"),
        get=405,
        post={**only("hoda", status=302, others=404), "armin": 403},
    ),
    Row("kit:paper", args=statement("row"), get=only("kaveh", *SEE, others=404), case="reward statement"),
    Row("kit:paper", args=statement("open_row"), get=404, case="reward that is not settled"),
    Row(
        "kit:make_paper",
        args=statement("row"),
        get=405,
        post=only("kaveh", *SEE, status=302, others=404),
        case="reward statement",
    ),
    Row("rewards:plans", get=only(*SEE)),
    Row("rewards:new_plan", get=only("hoda"), post=only("hoda", status=422), data=lambda w: PLAN),
    Row("rewards:plan", args=of("draft"), get=only(*SEE)),
    Row(
        "rewards:change_plan",
        args=of("draft"),
        get=only("hoda"),
        post=only("hoda", status=422),
        data=lambda w: PLAN,
    ),
    Row("rewards:publish_plan", args=of("draft"), get=405, post=HR_POSTS),
    Row("rewards:start_run", args=of("fresh"), get=405, post=HR_POSTS),
    Row("rewards:runs", get=only(*SEE)),
    Row("rewards:run", args=of("computed"), get=only(*SEE)),
    Row("rewards:rows", args=of("computed"), get=only(*SEE)),
    Row("rewards:compute_run", args=of("started"), get=405, post=HR_POSTS),
    Row("rewards:send_run", args=of("computed"), get=405, post=HR_POSTS),
    Row("rewards:take_back_run", args=of("taken"), get=405, post=HR_POSTS),
    Row("rewards:approve_run", args=of("sent"), get=405, post=only(*SEE, status=302)),
    Row("rewards:freeze_run", args=of("approved"), get=405, post=HR_POSTS),
    Row("rewards:pay_run", args=of("paying"), get=405, post=HR_POSTS),
    Row("rewards:correct_run", args=of("correcting"), get=405, post=HR_POSTS, data=lambda w: {"reason": "اصلاح"}),
]
