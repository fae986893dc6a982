"""Each column of each table of evidence, changed by SQL behind the actions' back, is named; so is a row that is
missing and a row that nobody wrote. A new table or column fails here until somebody says what it is."""

import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from kit.audit.seals import NotEvidence, Sealed, defined, identity_of, sealed_tables
from kit.audit.verification import table_problems
from tests.safety.evidence_world import make_world
from tests.safety.tampering import forged_copy, set_column
from tests.test_architecture import FLOORS

pytestmark = pytest.mark.django_db

TABLES = sorted(sealed_tables(), key=lambda each: each.label)
COLUMNS = [
    pytest.param(table, column, id=f"{table.label}.{column.name}")
    for table in TABLES
    for column in table.columns(table.shape)
]


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def named(table, identity):
    """What verify says about the table, which must name the row."""
    found = list(table_problems([table]))
    assert [sentence for sentence in found if identity in sentence], found or "nothing was noticed"
    return found


def test_every_table_is_evidence_or_is_said_not_to_be():
    ours = {model._meta.label for model in apps.get_models() if model._meta.app_label in FLOORS}
    assert ours == set(defined())
    assert [each.label for each in defined().values() if isinstance(each, NotEvidence) and len(each.reason) < 15] == []


def test_what_is_not_sealed_exists_and_has_a_reason():
    for table in TABLES:
        have = {column.name for column in table.model._meta.local_concrete_fields}
        assert {*table.unsealed, *table.later} <= have, table.label
        assert [name for name, reason in table.unsealed.items() if len(reason) < 15] == []
        linked = {field.name for field in table.model._meta.local_many_to_many}
        assert set(table.also) <= linked
        # The standards' roles and pictures stand in the content hash of their row.
        assert linked - set(table.also) <= (
            {"roles", "pictures"} if table.label == "playbook.FrozenStandard" else set()
        )


def test_there_is_one_of_everything(scene):
    assert [table.label for table in TABLES if not table.model._base_manager.filter(**table.where).exists()] == []


def test_everything_adds_up_at_first(scene):
    assert list(table_problems(TABLES)) == []


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_changed_column_is_named(table, column, scene):
    row = table.model._base_manager.filter(**table.where).order_by("pk").last()
    identity = identity_of(row)
    with transaction.atomic():
        if set_column(row, column):
            named(table, identity)
        else:
            assert connection.vendor != "sqlite", "nothing was tried"
        transaction.set_rollback(True)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.label)
def test_a_missing_row_is_named(table, scene):
    """Also one that others point at: references are asked about at the end of a transaction alone."""
    row = table.model._base_manager.filter(**table.where).order_by("pk").last()
    with transaction.atomic():
        with connection.cursor() as cursor:
            name = connection.ops.quote_name(table.model._meta.db_table)
            cursor.execute(f"DELETE FROM {name} WHERE {table.model._meta.pk.column} = %s", [row.pk])
        named(table, identity_of(row))
        transaction.set_rollback(True)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.label)
def test_a_forged_row_is_named(table, scene):
    row = table.model._base_manager.filter(**table.where).order_by("pk").last()
    with transaction.atomic():
        forged = forged_copy(row, kept={lookup.partition("__")[0] for lookup in table.where})
        if forged is None:
            assert connection.vendor != "sqlite", "nothing was tried"
        else:
            found = named(table, identity_of(forged))
            assert any("was written by no action" in sentence for sentence in found)
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("label", "field"),
    [(table.label, field) for table in TABLES for field in table.also if field != "user_permissions"],
)
def test_a_forged_link_is_named(label, field, scene):
    """A role granted by SQL, a team put into a plan."""
    table = defined()[label]
    row = table.model._base_manager.order_by("pk").last()
    with transaction.atomic():
        relation = getattr(row, field)
        if field == "groups":
            relation.model.objects.get_or_create(name="administrator")
        other = relation.model.objects.exclude(pk__in=relation.values("pk")).first()
        through = relation.through._meta
        mine, theirs = relation.source_field.column, relation.target_field.column
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {through.db_table} ({mine}, {theirs}) VALUES (%s, %s)", [row.pk, other.pk])
        named(table, identity_of(row))
        transaction.set_rollback(True)


def test_a_group_that_is_given_the_name_of_another_is_named(scene):
    """Nobody was put into a group, and yet the author administers now."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE auth_group SET name = 'x' WHERE name = 'administrator'")
            cursor.execute("UPDATE auth_group SET name = 'administrator' WHERE name = 'author'")
        named(defined()["people.User"], scene.people.mina.user.key)
        transaction.set_rollback(True)


def test_the_command_names_person_and_area_and_fails(scene):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE people_user SET is_superuser = %s WHERE username = 'narges'", [True])
        out = StringIO()
        with pytest.raises(
            CommandError, match=r"user narges \([\w-]+\) was changed after an action left it"
        ) as refused:
            call_command("verify", "people", stdout=out)
        transaction.set_rollback(True)
    assert refused.value.returncode == 1
    assert "\npeople: does not add up\n  user narges (" in out.getvalue()


def test_a_seal_is_of_a_form_that_has_a_number(scene):
    """Columns that come later do not break the seals that are there."""
    from kit.audit import seals
    from kit.audit.models import AuditEntry

    (found,) = [seals.seal_of(scene.people.narges)]
    assert re.fullmatch(r"2:[0-9a-f]{32}", found)
    assert AuditEntry.objects.exclude(seals={}).exists()
    later = Sealed("people.StaffMember", later={"contract_share": 2})
    assert later.shape == 2
    assert {column.name for column in later.columns(2)} - {c.name for c in later.columns(1)} == {"contract_share"}
