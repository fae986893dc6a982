"""Whatever is changed in SQL behind the actions' back, `manage.py verify` names it: table by table, by column."""

from datetime import date
from io import StringIO
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction

from evaluations import actions as evaluation_actions
from home.management.commands.verify import AREAS
from kit.documents.storing import store_document
from playbook.actions import sign_standard
from tests.factories import rewards as made
from tests.factories.evaluations import NOW, assign, open_cycle, published_scorecard, released
from tests.factories.playbook import FrozenStandardFactory, frozen_edition, recorded, seal
from tests.factories.training import CompletionFactory
from tests.personas import make_people
from tests.training.world import make_course, sit

pytestmark = pytest.mark.django_db

# Tables that must never change, and in each the columns of the life that goes on, which may.
SEALED = {
    "evaluations.Evaluation": {
        "id", "key", "assignment", "state", "version", "started_at", "saved_at", "seen_at", "acknowledged_at",
        "final_at", "voided_at", "void_reason", "final_due_on", "is_current", "corrected_by", "revision_of",
    },
    "evaluations.Answer": {"id"},
    "evaluations.Scorecard": {"id", "key", "state", "published_at", "retired_at", "created_at"},
    "evaluations.Section": {"id", "key"},
    "evaluations.Criterion": {"id"},
    "evaluations.Outcome": {"id"},
    "playbook.Edition": {
        "id", "key", "drafted_by", "drafted_at", "submitted_at", "frozen_by", "frozen_at", "state", "kind",
        "review_note",
    },
    # Of change classes the audit log is the proof: tests/playbook/test_verification.py.
    "playbook.FrozenStandard": {"id", "key", "binds_from", "translation_key", "touchpoint_icon", "change_class"},
    "playbook.FrozenPolicyStep": {"id", "key"},
    "playbook.Signature": {"id", "key", "language"},
    "rewards.Run": {
        "id", "key", "state", "reason", "started_by", "started_at", "computed_at", "computed_by", "sent_at", "sent_by",
        "approved_at", "frozen_at", "frozen_by", "paid_at", "paid_by", "extra_budget", "correction", "plan",
    },
    "rewards.RunRow": {"id", "key", "before_budget"},
    "rewards.LedgerLine": {"id", "key", "at", "by"},
    # Marks that are changed so that the result stays are named by nothing.
    "training.Attempt": {
        "id", "key", "edition", "number", "started_at", "submitted_at", "term", "course", "staff", "pass_mark",
        "critical_mark",
    },
    "training.AttemptAnswer": {"id", "key", "question", "layout", "answered_at", "position", "attempt"},
    "training.QuestionVersion": {"id", "question", "made_at"},
    "kit.AuditEntry": {"id"},
    "kit.AuditHead": {"id"},
    "kit.StoredDocument": {
        "id", "key", "kind", "object_key", "title", "language", "source_hash", "code", "made_at", "supersedes", "size",
        "withdrawn_at",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """One of everything that is sealed."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _sealed_world()
        transaction.set_rollback(True)


def _sealed_world():
    people = make_people()
    edition = _with_tags_of_the_course(frozen_edition(standards=3, steps=2, effective_on=date(2026, 2, 1)))
    sign_standard(standard=edition.standards.first(), staff=people.narges, by=people.narges.user, at=NOW)
    cycle = open_cycle(edition)
    card = published_scorecard(edition)
    row = assign(cycle, subject=people.narges, evaluator=people.saeed, scorecard=card)
    evaluation = released(row, [10000, 5000, None, 10000])
    plan = made.published_plan(cycle, by=people.hoda.user, roles=[people.barista], teams=[people.day_shift])
    with made.scores({people.narges: 8500}):
        made.paid(plan, people.hoda.user, people.armin.user)
    sit(make_course(edition=edition), people.parisa)
    store_document(kind="x", object_key="1", title="x", language="fa", pdf=b"%PDF-", at=NOW)
    CompletionFactory(staff=people.parisa)
    return SimpleNamespace(people=people, evaluation=evaluation, edition=edition)


def _with_tags_of_the_course(edition):
    FrozenStandardFactory(edition=edition, code="DUR-05", is_critical=True)
    return recorded(seal(edition))


def problems():
    return [sentence for area in AREAS.values() for sentence in area()]


def test_everything_adds_up_at_first(scene):
    assert problems() == []


def _columns():
    for label, living in SEALED.items():
        for field in apps.get_model(label)._meta.local_concrete_fields:
            if field.name not in living:
                yield pytest.param(label, field.name, id=f"{label}.{field.name}")


def test_the_columns_that_may_change_exist():
    unknown = {
        (label, name)
        for label, living in SEALED.items()
        for name in living - {field.name for field in apps.get_model(label)._meta.local_concrete_fields}
    }
    assert unknown == set()


@pytest.mark.parametrize(("label", "name"), list(_columns()))
def test_verify_names_a_change_in_any_sealed_column(label, name, scene):
    model = apps.get_model(label)
    field = model._meta.get_field(name)
    with transaction.atomic():
        try:
            changed = _tamper(model, field, scene)
        except IntegrityError:
            transaction.set_rollback(True)
            return  # the database itself refuses it
        assert changed == 1
        found = problems()
        transaction.set_rollback(True)
    assert found != []


def _tamper(model, field, scene):
    """One column of one row, by plain SQL, inside a savepoint."""
    row = model.objects.order_by("pk").last()
    new = _other_value(field, field.value_from_object(row), scene)
    table, quote = model._meta.db_table, connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(table)} SET {quote(field.column)} = %s WHERE {quote(model._meta.pk.column)} = %s",
            [new, row.pk],
        )
        if field.is_relation:
            connection.check_constraints([table])
        return cursor.rowcount


def _other_value(field, value, scene):
    if field.is_relation:
        others = field.related_model.objects.exclude(pk=value).order_by("-pk")
        return others.values_list("pk", flat=True).first()
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.IntegerField):
        return (value or 0) + 1 if (value or 0) < 9999 or value > 10000 else value - 1
    if isinstance(field, models.DateTimeField):
        return "2020-01-01 00:00:00+00:00"
    if isinstance(field, models.DateField):
        return "2020-01-01"
    if isinstance(field, models.JSONField):
        return '{"forged": 1}' if isinstance(value, dict) else '["forged"]'
    return ("x" if value != "x" else "y") * max(1, min(len(value or ""), 64))


@pytest.mark.parametrize(
    "label",
    [
        "evaluations.Answer",
        "playbook.FrozenStandard",
        "playbook.FrozenPolicyStep",
        "rewards.RunRow",
        "rewards.LedgerLine",
        "kit.AuditEntry",
        "kit.AuditHead",
    ],
)
def test_verify_names_a_row_that_is_missing(label, scene):
    model = apps.get_model(label)
    with transaction.atomic():
        with connection.cursor() as cursor:
            row = model.objects.order_by("pk").last()
            try:
                with transaction.atomic():
                    table = connection.ops.quote_name(model._meta.db_table)
                    cursor.execute(f"DELETE FROM {table} WHERE {model._meta.pk.column} = %s", [row.pk])
                    connection.check_constraints()
            except IntegrityError:
                transaction.set_rollback(True)
                return
        found = problems()
        transaction.set_rollback(True)
    assert found != []


def test_verify_names_a_forged_signature(scene):
    """A row that no action wrote: somebody is said to have signed."""
    with transaction.atomic():
        standard = scene.edition.standards.order_by("position").last()
        scene.people.parisa.signatures.create(frozen_standard=standard, text_hash=standard.text_hash, signed_at=NOW)
        found = problems()
        transaction.set_rollback(True)
    assert found != []


def test_verify_names_a_forged_completion(scene):
    with transaction.atomic():
        CompletionFactory(staff=scene.people.kaveh)
        found = problems()
        transaction.set_rollback(True)
    assert found == []  # an entry by hand rests on no attempt; it is HR's word, so nothing recomputes it


def test_the_command_says_it_and_fails(scene):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE evaluations_answer SET comment = 'x' WHERE comment <> ''")
        with pytest.raises(CommandError, match="was changed after release"):
            call_command("verify", "evaluations", stdout=StringIO())
        transaction.set_rollback(True)


def test_the_log_refuses_changes_in_python(scene):
    from kit.models import AuditEntry

    entry = AuditEntry.objects.first()
    for deed in (entry.save, entry.delete):
        with pytest.raises(TypeError):
            deed()


def test_a_released_evaluation_is_changed_by_no_route(scene, client_for):
    """Posts of every kind to every address of the evaluation, by everybody, leave its sealed columns as they are."""
    from django.urls import reverse

    row = scene.evaluation
    sealed = _sealed_values(row)
    criterion = row.answers.first().criterion.key
    names = ["fill", "save", "release", "seen", "acknowledge", "dispute", "correct", "void"]
    urls = [reverse(f"evaluations:{name}", args=[row.key]) for name in names]
    urls.append(reverse("evaluations:add_evidence", args=[row.key, criterion]))
    forged = {"version": 1, f"c-{criterion}": "دیگر", f"o-{criterion}": "", "score": 10000, "state": "draft"}
    with transaction.atomic():
        for who in ("narges", "saeed", "hoda", "armin", "mina"):
            client = client_for(getattr(scene.people, who))
            for url in urls:
                assert client.post(url, {**forged, "submit": "1", "reason": "باطل"}).status_code < 500
        assert _sealed_values(row) == sealed
        transaction.set_rollback(True)
    assert evaluation_actions


def _sealed_values(row):
    living = SEALED["evaluations.Evaluation"]
    fields = [f.attname for f in row._meta.local_concrete_fields if f.name not in living]
    return (
        type(row).objects.filter(pk=row.pk).values_list(*fields).get(),
        list(row.answers.order_by("pk").values_list()),
    )
