"""The whole of it in its order."""

from tests.journeys.first_hour import founding, judging, learning, paying, peopling, writing

# From the day on which a season begins, its last day lies behind after so many; the next one is not over.
DAYS_TO_PAYDAY = 95
BARISTAS = ("narges", "omid", "leila")


def begins(world, tally):
    """Up to six people who sign in: (owner, {who: Hand}, {starter's role: its name})."""
    owner = founding.makes_the_company(world, tally, languages={"fa": "fa en", "en": "en fa"}[world.language])
    tally.note("company and account")
    roles = writing.begins_the_folder(owner)
    writing.publishes(owner, "folder", "courses")
    writing.freezes_the_first_edition(owner)
    writing.publishes(owner, "scorecards")
    tally.note("folder, first edition")
    peopling.names_the_places(owner)
    peopling.brings_the_people(owner, roles)
    peopling.names_who_leads(owner)
    tally.note("places, people, leads")
    links = peopling.opens_the_ways_in(owner)
    peopling.gives_a_role(owner, "sara", "hr")
    tally.note("links and access")
    hands = peopling.come_in(world, tally, links, peopling.PEOPLE)
    tally.note("six people sign in")
    return owner, hands, roles


def works(tally, owner, hands, roles):
    """Signatures, a quiz, a cycle, evaluations, the PDF, a plan."""
    assert learning.signs_everything(hands["narges"]) > 5
    learning.passes_a_course(hands["narges"])
    tally.note("signatures and a quiz")
    judging.opens_a_cycle(owner)
    for who in BARISTAS:
        judging.evaluates(hands["reza"], who)
    judging.releases(owner)
    address = judging.reads_the_own_result(hands["narges"])
    judging.holds_a_genuine_document(hands["narges"], address, "narges")
    tally.note("cycle, evaluations, PDF")
    paying.writes_a_plan(owner, roles["barista"][owner.world.language])
    tally.note("reward plan")


def is_paid(world, tally, owner, hands):
    """The season is over."""
    paying.moves_the_clock(world, DAYS_TO_PAYDAY)
    owner.signs_in()
    hands["sara"].signs_in()
    run = paying.computes(owner)
    paying.approves(hands["sara"], run)
    paying.freezes_and_pays(owner, run)
    hands["narges"].signs_in()
    paying.sees_the_reward(hands["narges"])
    tally.note("run of two people, paid")
