"""`manage.py verify` proves everything again, and names what was tampered with."""

import io

import pytest
from django.core.management import CommandError, call_command

from evaluations.models import Evaluation
from home.management.commands.verify import AREAS
from kit.audit.first_seals import seal_found
from kit.models import AuditEntry, AuditHead
from kit.version import version
from people.actions import grant_access_role
from people.models import User
from playbook.models import FrozenStandard
from tests.factories.rewards import NOW, computed, published_plan, scores


def verify(*areas, **options):
    out = io.StringIO()
    call_command("verify", *areas, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def sealed(autumn):
    """Factories write rows without actions; from here on only actions do."""
    seal_found(at=NOW, again="written by factories")


def test_a_true_company_adds_up(autumn, people, sealed):
    with scores({people.narges: 8360}):
        computed(published_plan(autumn.cycle, by=people.hoda.user), people.hoda.user)
    assert list(AREAS) == ["audit log", "people", "folder", "training", "evaluations", "rewards", "documents"]
    assert verify().splitlines() == [
        f"Havadar {version()}",
        *(
            f"{area}: ok"
            for area in ("audit log", "people", "folder", "training", "evaluations", "rewards", "documents")
        ),
        "everything adds up",
    ]


def test_a_changed_score_is_named(autumn):
    Evaluation.objects.filter(pk=autumn.narges_evaluation.pk).update(score=9900)
    with pytest.raises(CommandError, match=autumn.narges_evaluation.number) as refused:
        verify("evaluations")
    assert refused.value.returncode == 1


def test_a_changed_standard_is_named(autumn):
    FrozenStandard.objects.filter(code="DUR-02").update(why_fa="چیز دیگری")
    with pytest.raises(CommandError, match="standard DUR-02 was changed after freezing"):
        verify()


def test_a_changed_line_of_the_audit_log_is_named_first(autumn):
    from django.db import connection

    number = 2
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kit_auditentry SET verb = 'nothing.happened' WHERE number = %s", [number])
    FrozenStandard.objects.filter(code="DUR-02").update(why_fa="چیز دیگری")
    with pytest.raises(CommandError, match="the first thing that does not add up: audit entry 2 "):
        verify()


def test_an_unknown_area_is_refused():
    with pytest.raises(CommandError, match="no such area: weather"):
        verify("weather")


def test_a_role_granted_by_sql_is_named_and_one_that_was_given_is_not(autumn, people, sealed):
    grant_access_role(user=people.kaveh.user, role="author", by=people.armin.user, at=NOW)
    assert "people: ok" in verify("people")
    people.narges.user.groups.add(people.armin.user.groups.get())  # past every action
    with pytest.raises(CommandError, match=f"user narges \\({people.narges.user.key}\\) was changed after"):
        verify("people")


def test_tables_that_are_not_under_seal_yet_are_told(autumn, people):
    """As after moving to the release that began to seal: what is there is not blamed, and it is said what to do."""
    out = verify("people")
    assert "people: ok" in out
    assert "not under seal yet, so new rows are not noticed (manage.py seal_evidence): " in out
    assert "people.User" in out


def test_what_is_older_than_the_seals_is_sealed_as_found_once(autumn, people):
    out = io.StringIO()
    call_command("seal_evidence", stdout=out)
    assert "people.Absence" not in out.getvalue()
    assert "people.TeamLead: 2 sealed as found" in out.getvalue()
    assert "not under seal" not in verify("people")
    written = AuditEntry.objects.count()
    User.objects.filter(pk=people.narges.user.pk).update(is_superuser=True)
    call_command("seal_evidence", stdout=out)
    assert AuditEntry.objects.count() == written
    with pytest.raises(CommandError, match="user narges"):
        verify("people")


def test_what_somebody_mended_by_hand_is_taken_as_found_for_a_reason_that_is_kept(autumn, people, sealed):
    User.objects.filter(pk=people.narges.user.pk).update(is_superuser=True)
    call_command("seal_evidence", again="restored by hand after the flood", stdout=io.StringIO())
    assert "people: ok" in verify("people")
    entry = AuditEntry.objects.order_by("-number").first()
    assert (entry.verb, entry.detail["table"], entry.detail["reason"], list(entry.seals)) == (
        "evidence.sealed",
        "people.User",
        "restored by hand after the flood",
        ["people.User"],
    )


def test_the_head_is_printed_to_be_kept_elsewhere_and_asked_for_later(autumn, people, sealed):
    number, noted = verify(head=True).split()
    assert (int(number), noted) == AuditHead.objects.values_list("number", "hash").get()
    grant_access_role(user=people.kaveh.user, role="author", by=people.armin.user, at=NOW)
    assert verify("audit log", since=[number, noted]).splitlines()[1] == f"entry {number}: as it was noted"


def test_a_log_that_was_written_anew_does_not_hold_what_was_noted(autumn, people, sealed):
    """Whoever has the database and this code can compute the whole chain again, but not what was noted elsewhere."""
    number = verify(head=True).split()[0]
    with pytest.raises(CommandError, match=f"audit entry {number} is not the one that was noted") as refused:
        verify("audit log", since=[number, "0" * 64])
    assert refused.value.returncode == 1
    with pytest.raises(CommandError, match="not the number of an entry: yesterday"):
        verify("audit log", since=["yesterday", "0" * 64])
