"""One scorecard of the first edition of a folder."""

from tests.evaluations.editions.world import AT, DAYS
from tests.factories.evaluations import published_scorecard
from tests.factories.playbook import frozen_by, live_standard, live_touchpoint
from tests.worlds import built_once


@built_once
def pages(people):
    touchpoint = live_touchpoint()
    texts = [("سلام می‌کند.", "Greets."), ("سفارش را بازگو می‌کند.", "Repeats the order.")]
    return [live_standard(touchpoint, fa, en, why="چون مهم است.")[0] for fa, en in texts]


@built_once
def first(pages, mina):
    return frozen_by(mina.user, DAYS[0], AT)


@built_once
def card(first, mina):
    return published_scorecard(first, by=mina.user)
