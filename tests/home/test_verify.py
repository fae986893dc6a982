"""`manage.py verify` proves everything again, and names what was tampered with."""

import io

import pytest
from django.core.management import CommandError, call_command

from evaluations.models import Evaluation
from kit.version import version
from playbook.models import FrozenStandard
from tests.factories.rewards import computed, published_plan, scores


def verify(*areas):
    out = io.StringIO()
    call_command("verify", *areas, stdout=out)
    return out.getvalue()


def test_a_true_company_adds_up(autumn, people):
    with scores({people.narges: 8360}):
        computed(published_plan(autumn.cycle), people.hoda.user)
    assert verify().splitlines() == [
        f"Havadar {version()}",
        *(
            f"{area}: ok"
            for area in ("audit log", "folder", "training", "evaluations", "rewards", "documents", "second people")
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
