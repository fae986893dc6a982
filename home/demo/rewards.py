"""A reward run that was paid, a plan for the present cycle, and thanks among colleagues."""

from home.demo.company import read
from home.demo.evaluations import PAST, PRESENT
from playbook.models import Edition
from rewards.actions import (
    approve_run,
    compute_run,
    draft_plan,
    freeze_run,
    pay_run,
    publish_plan,
    send_run,
    start_run,
    thank_colleague,
)

TOMAN = 10
SERVED = ("barista", "cashier", "hall", "pastry", "shift_lead")
THANKS = (("VA-0101", "VA-0142", "DUR-08"), ("VA-0142", "VA-0143", "DUR-05"), ("VA-0146", "VA-0148", "DUR-06"))


def make_plan(story, company, cycle, window, budget, published):
    """Six million toman at the target of 85 %, half of it at 70 %, one and a half from 95 % on."""
    by, at = company.accounts["parvin"], story.at(published)
    plan = draft_plan(
        title_fa=f"پاداش خدمت، {cycle.title_fa}",
        title_en=f"Service reward, {cycle.title_en}",
        cycle=cycle,
        starts_on=story.day(window.starts),
        ends_on=story.day(window.ends),
        roles=[company.roles[role] for role in SERVED],
        base=6_000_000 * TOMAN,
        budget=budget * TOMAN,
        step=1_000 * TOMAN,
        by=by,
        at=at,
    )
    return publish_plan(plan=plan, by=by, at=at)


def reward_past(story, company, cycle):
    """Parvin computes, Hoda approves, and it is paid."""
    plan = make_plan(story, company, cycle, PAST, 190_000_000, 60)
    first, second = company.accounts["parvin"], company.accounts["hoda"]
    run = start_run(plan=plan, by=first, at=story.at(33, 10))
    run = compute_run(run=run, by=first, at=story.at(33, 11))
    run = send_run(run=run, by=first, at=story.at(33, 12))
    run = approve_run(run=run, by=second, at=story.at(32, 10))
    run = freeze_run(run=run, by=second, at=story.at(32, 11))
    return pay_run(run=run, by=first, at=story.at(30, 10))


def plan_points(story, company, cycle):
    """Points for the service of the past cycle: published, and ready for whoever wants to walk a run to its end."""
    by, at = company.accounts["parvin"], story.at(29)
    plan = draft_plan(
        title_fa=f"امتیاز خدمت، {cycle.title_fa}",
        title_en=f"Service points, {cycle.title_en}",
        cycle=cycle,
        starts_on=story.day(PAST.starts),
        ends_on=story.day(PAST.ends),
        roles=[company.roles[role] for role in SERVED],
        unit="points",
        base=600,
        step=10,
        by=by,
        at=at,
    )
    return publish_plan(plan=plan, by=by, at=at)


def plan_present(story, company, cycle):
    return make_plan(story, company, cycle, PRESENT, 200_000_000, 36)


def thank(story, company):
    """Four thanks, each for a standard of the edition in force."""
    standards = {row.code: row for row in Edition.objects.in_force(story.today).standards.all()}
    notes = read("comments")["thanks"]["notes"]
    for days_ago, ((giver, receiver, code), text) in enumerate(zip(THANKS, notes, strict=False), 1):
        by = company.staff[giver].user
        to = company.staff[receiver]
        thank_colleague(to=to, standard=standards[code], text=text, by=by, at=story.at(days_ago, 21))
