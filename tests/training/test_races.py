"""32 people hand in their quiz at the same moment: nothing is lost, and nobody hears of a locked database.

On a file of SQLite; on PostgreSQL where DATABASE_URL names one.
"""

import pytest
from django.urls import reverse

from kit.models import AuditEntry
from tests.factories.people import StaffFactory
from tests.personas import client_for, make_people
from tests.safety.test_races import AT_ONCE, asked, at_once, posting
from tests.training.world import NOON, make_course, on_disk, token_of
from training.actions import assign_course, save_answer, start_attempt
from training.models import Attempt, AttemptAnswer, Completion, Standing

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def sitting():
    """32 people of a team, each with an open attempt at the same course."""
    people, course = make_people(), make_course()
    found = []
    for _ in range(AT_ONCE):
        staff = StaffFactory(team=people.day_shift)
        assign_course(course=course, staff=staff, due_on=NOON.date(), by=people.hoda.user, at=NOON)
        attempt = start_attempt(course=course, staff=staff, by=staff.user, at=NOON)
        for answer in attempt.answers.select_related("version")[:2]:
            save_answer(attempt=attempt, position=answer.position, answer=token_of(answer, right=True), at=NOON)
        found.append((attempt, client_for(staff).cookies))
    return found


def test_32_people_answer_and_hand_in_at_once(sitting, tmp_path):
    tokens = [token_of(attempt.answers.get(position=3), right=True) for attempt, _cookies in sitting]

    def act(number):
        attempt, cookies = sitting[number]
        answer = {"answer": tokens[number], "go": "next"}
        kept = posting(cookies, reverse("training:question", args=[attempt.key, 3]), answer)(number)
        return kept, posting(cookies, reverse("training:submit", args=[attempt.key]), {})(number)

    with on_disk(tmp_path):
        found = at_once(act)
        passed = asked(lambda: Attempt.objects.filter(is_passed=True, score=10000).count())
        kept = asked(lambda: AttemptAnswer.objects.filter(given__isnull=False).count())
        done = asked(lambda: (Completion.objects.count(), Standing.objects.filter(completed_on__isnull=False).count()))
        logged = asked(lambda: AuditEntry.objects.filter(verb="attempt.submitted").count())
    assert found == {(302, 302): AT_ONCE}
    assert (passed, kept, done, logged) == (AT_ONCE, 3 * AT_ONCE, (AT_ONCE, AT_ONCE), AT_ONCE)
