"""The whole story in its order."""

from django.db import transaction
from django.utils import timezone

from home.demo import (
    citations,
    evaluations,
    evidence,
    folder,
    observations,
    reviews,
    rewards,
    signatures,
    training,
    trust,
)
from home.demo.company import make_company
from home.demo.story import Story
from people.models import Notice, StaffMember


class NotEmpty(Exception):
    """There is a company in the database already."""


@transaction.atomic
def tell_story(*, now):
    """Make the demo company as it looks after three months. All or nothing. Raises NotEmpty."""
    if StaffMember.objects.exists():
        raise NotEmpty
    story = Story(today=timezone.localdate(now), now=now)
    company = make_company(story)
    pages = folder.write_folder(story, company)
    edition = folder.freeze_first_edition(story, company)
    citations.publish_promises(story, company, edition, 60)
    signatures.sign_edition(story, company, 98, 91, {"KA-0324": 1})
    courses = training.make_courses(story, company)
    training.learn(story, company, courses)
    evaluations.make_scorecards(story, company, edition)
    _evaluate_and_reward_past(story, company, edition)
    training.learn_again(story)
    folder.rewrite_folder(story, company, pages)
    second = folder.freeze_second_edition(story, company)
    citations.publish_promises(story, company, second, 5)
    _evaluate_and_plan_present(story, company, edition)
    signatures.sign_edition(story, company, 4, 1, signatures.WAITING)
    training.ask_about_changes(story, company, courses, second)
    training.read_changes(story, company, courses)
    observations.watch(story, company)
    citations.let_follow(story, company, second)
    signatures.take_leave(story, company)
    evidence.listen(story, company)
    trust.keep_true(story, company)
    reviews.bring_to_review(story, company, pages)
    rewards.thank(story, company)
    _read_old_notices(story)
    return company


def _evaluate_and_reward_past(story, company, edition):
    past = evaluations.make_cycle(story, company, edition, evaluations.PAST)
    evaluations.evaluate_past(story, company, past)
    rewards.reward_past(story, company, past)
    rewards.plan_points(story, company, past)


def _evaluate_and_plan_present(story, company, edition):
    """On the edition that the cycle began with; the second takes effect while it runs."""
    present = evaluations.make_cycle(story, company, edition, evaluations.PRESENT)
    rewards.plan_present(story, company, present)
    evaluations.evaluate_present(story, company, present)


def _read_old_notices(story):
    """What came more than a week ago was read; nothing of the story goes out by mail."""
    Notice.objects.filter(created_at__lt=story.at(7)).update(read_at=story.at(6))
    Notice.objects.update(mailed_at=story.now)
