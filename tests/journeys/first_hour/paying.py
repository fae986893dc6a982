"""A plan for the baristas; the period over, a run computed by one, approved by another, frozen and paid."""

from tests.journeys import server as servers


def writes_a_plan(owner, role):
    """Title, cycle, days and step are proposed; typed are the amount, who, and that one evaluation is enough."""
    owner.goes_home()
    owner.follows("/rewards/runs/plans/new/")
    owner.sees("new plan")
    owner.fills("base", "5000000")
    owner.fills("least_evaluations", "1")
    owner.marks(owner.page.get_by_role("checkbox", name=role, exact=True))
    owner.sends()
    owner.sends("/publish/")
    owner.sees("plan")


def computes(owner):
    """Returns the address of the run."""
    owner.goes_home()
    owner.follows("/rewards/runs/")
    owner.sends("/run/")
    owner.sends("/compute/")
    owner.sees("run computed")
    owner.sends("/send/")
    return owner.page.url


def approves(second, address):
    second.opens(address)
    second.sees("run to approve")
    second.sends("/approve/")


def freezes_and_pays(owner, address):
    world = owner.world
    owner.opens(address)
    owner.sends("/freeze/")
    owner.sends("/pay/")
    owner.reads(world.say("Everything that is not held is settled."))
    owner.sees("run paid")


def sees_the_reward(hand):
    hand.goes_home()
    hand.follows("/rewards/")
    hand.presses(hand.page.locator("main a[href*='/rewards/rows/']"))
    hand.reads(hand.world.say("How it is computed"))
    hand.sees("my reward")


def moves_the_clock(world, days):
    """The same company, days later: the server goes down and comes up again where it was."""
    port = int(world.server.url.rsplit(":", 1)[1])
    servers.stop(world.process)
    world.server, world.process = servers.run(world.server.var, days_on=days, port=port, DEMO="0")
