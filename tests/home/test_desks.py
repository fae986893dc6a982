"""HR's desk with its reminders, and the author's."""

from datetime import timedelta

import pytest

from home.actions import AlreadyReminded, NothingLate, remind_evaluator
from home.desks.author import coverage_of
from home.desks.hr import late_evaluators, trained
from kit.audit.models import AuditEntry
from tests.factories.evaluations import NOW, assign
from tests.factories.people import StaffFactory
from tests.factories.playbook import FrozenStandardFactory
from tests.factories.rewards import computed, published_plan, scores
from tests.factories.training import AssignmentFactory, LessonFactory
from training.models import LessonStandard


def test_the_desk_counts_what_is_under_way(autumn, people, client_for):
    context = client_for(people.hoda).get("/desk/").context
    assert (context["count"].done, context["count"].wanted) == (2, 3)
    assert [(one.staff.code, one.left) for one in context["late"]] == [("P-saeed", 1)]
    assert context["disputes"].count == 0


def test_training_that_is_late_is_not_valid(clock, people):
    everyone = trained(NOW.date()).people
    AssignmentFactory(staff=people.narges)
    assert (trained(NOW.date()).valid, trained(NOW.date()).to_renew) == (everyone - 1, 1)


def test_the_run_stands_on_the_desk(autumn, people, client_for):
    plan = published_plan(autumn.cycle)
    with scores({people.narges: 8360}):
        run = computed(plan, people.hoda.user)
    page = client_for(people.hoda).get("/desk/")
    assert page.context["card"]["run"] == run
    assert run.get_absolute_url() in page.content.decode()


def test_reminding_tells_the_evaluator_once_a_day_and_is_written_down(autumn, people, client_for):
    client, address = client_for(people.hoda), f"/desk/remind/{people.saeed.key}/"
    client.post(address)
    client.post(address)
    notice = people.saeed.user.notices.get(kind="home.evaluations_wait")
    assert notice.facts["count"] == 1
    assert AuditEntry.objects.filter(verb="evaluator.reminded", object_key=people.saeed.key).count() == 1
    assert [one.is_reminded for one in late_evaluators(NOW)] == [True]
    remind_evaluator(evaluator=people.saeed, by=people.hoda.user, at=NOW + timedelta(days=1))
    assert people.saeed.user.notices.filter(kind="home.evaluations_wait").count() == 2


def test_a_second_reminder_on_a_day_is_refused(autumn, people):
    remind_evaluator(evaluator=people.saeed, by=people.hoda.user, at=NOW)
    with pytest.raises(AlreadyReminded):
        remind_evaluator(evaluator=people.saeed, by=people.armin.user, at=NOW + timedelta(hours=1))


def test_nobody_is_reminded_of_nothing(autumn, people):
    with pytest.raises(NothingLate):
        remind_evaluator(evaluator=people.kaveh, by=people.hoda.user, at=NOW)


def test_the_desk_asks_as_much_for_thirty_as_for_one(autumn, people, client_for, queries_of):
    client = client_for(people.hoda)
    few = queries_of(client, "/desk/")
    for _ in range(10):
        subject, evaluator = StaffFactory(team=people.day_shift), StaffFactory(team=people.day_shift)
        assign(autumn.cycle, subject=subject, evaluator=evaluator, scorecard=autumn.card, due_on=autumn.late.due_on)
    assert queries_of(client, "/desk/") == few


def test_coverage_names_what_is_not_taught(autumn, people):
    lonely = FrozenStandardFactory(edition=autumn.edition, code="AFT-09")
    taught = LessonFactory()
    for code in ("DUR-01", "AFT-09"):
        LessonStandard.objects.create(lesson=taught, code=code)
    coverage = coverage_of(autumn.edition)
    assert (coverage.total, coverage.complete) == (4, 1)
    assert [row.code for row in coverage.untaught] == ["DUR-02", "DUR-03"]
    assert coverage.unevaluated == [lonely]
    assert coverage.neither == []


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_authors_desk(autumn, people, client_for, language):
    people.mina.user.language = language
    people.mina.user.save()
    page = client_for(people.mina).get("/author/")
    assert page.status_code == 200
    assert page.context["desk"].removed
    assert page.context["signed"].given == 0
