"""The whole of it in its order; `until` ends it early, for whoever works on a part."""

from tests.journeys.first_hour import founding, judging, learning, paying, peopling, writing

PERIOD_DAYS = 100  # a season and a little more: then its days are over
STAFF = ("reza", "narges", "omid", "leila", "pooya")


def from_nothing_to_payday(world, tally):
    owner = founding.makes_the_company(world, tally)
    tally.note("company, account, second step")
    roles = writing.begins_the_folder(owner)
    for which in ("folder", "courses"):
        writing.publishes(owner, which)
    writing.freezes_the_first_edition(owner)
    writing.publishes(owner, "scorecards")
    tally.note("folder and first edition")
    peopling.names_the_places(owner)
    peopling.brings_the_people(owner, roles)
    peopling.names_who_leads(owner)
    tally.note("places, people, leads")
    links = peopling.opens_the_ways_in(owner)
    peopling.gives_a_role(owner, "sara", "hr")
    tally.note("links and access")
    hands = peopling.come_in(world, tally, links, ["sara", *STAFF])
    tally.note("six people sign in")
    assert learning.signs_everything(hands["narges"]) > 5
    learning.passes_a_course(hands["narges"])
    tally.note("signatures and a quiz")
    judging.opens_a_cycle(owner)
    for who in ("narges", "omid"):
        judging.evaluates(hands["reza"], who)
    judging.releases(owner)
    address = judging.reads_the_own_result(hands["narges"])
    judging.holds_a_genuine_document(hands["narges"], address, "narges")
    tally.note("cycle, evaluations, PDF")
    paying.writes_a_plan(owner, world.words(roles_of=("barista",)))
    return owner, hands


def payday(world, tally, owner, hands):
    """The clock has moved on: the season is over."""
