"""A plan for the day shift, and one for Tajrish that was published later."""

from tests.factories import rewards as made
from tests.factories.rewards import NOW
from tests.rewards.days.world import ONE
from tests.worlds import built_once


@built_once
def hr(people):
    return {"by": people.hoda.user, "at": NOW}


@built_once
def day_plan(people):
    return made.published_plan(by=people.hoda.user, teams=[people.day_shift], title_fa="روز", title_en="Day")


@built_once
def tajrish_plan(people, day_plan):
    about = {"teams": [people.tajrish_shift], "title_fa": "تجریش", "title_en": "Tajrish"}
    return made.published_plan(day_plan.cycle, by=people.hoda.user, at=NOW + ONE, **about)
