"""The whole story in its order."""

from django.db import transaction
from django.utils import timezone

from home.demo import (
    evaluating,
    folder,
    following,
    learning,
    listening,
    observing,
    reviewing,
    rewarding,
    signing,
    trusting,
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
    following.publish_promises(story, company, edition, 60)
    signing.sign_edition(story, company, 98, 91, {"KA-0324": 1})
    courses = learning.make_courses(story, company)
    learning.learn(story, company, courses)
    evaluating.make_scorecards(story, company, edition)
    _evaluate_and_reward_past(story, company, edition)
    learning.learn_again(story)
    folder.rewrite_folder(story, company, pages)
    second = folder.freeze_second_edition(story, company)
    following.publish_promises(story, company, second, 5)
    _evaluate_and_plan_present(story, company, edition)
    signing.sign_edition(story, company, 4, 1, signing.WAITING)
    learning.ask_about_changes(story, company, courses, second)
    learning.read_changes(story, company, courses)
    observing.watch(story, company)
    following.let_follow(story, company, second)
    signing.take_leave(story, company)
    listening.listen(story, company)
    trusting.keep_true(story, company)
    reviewing.bring_to_review(story, company, pages)
    rewarding.thank(story, company)
    _read_old_notices(story)
    return company


def _evaluate_and_reward_past(story, company, edition):
    past = evaluating.make_cycle(story, company, edition, evaluating.PAST)
    evaluating.evaluate_past(story, company, past)
    rewarding.reward_past(story, company, past)
    rewarding.plan_points(story, company, past)


def _evaluate_and_plan_present(story, company, edition):
    """On the edition that the cycle began with; the second takes effect while it runs."""
    present = evaluating.make_cycle(story, company, edition, evaluating.PRESENT)
    rewarding.plan_present(story, company, present)
    evaluating.evaluate_present(story, company, present)


def _read_old_notices(story):
    """What came more than a week ago was read; nothing of the story goes out by mail."""
    Notice.objects.filter(created_at__lt=story.at(7)).update(read_at=story.at(6))
    Notice.objects.update(mailed_at=story.now)
