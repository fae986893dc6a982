"""PostgreSQL counts anew what was written in bulk, inside of the transaction that wrote it; SQLite is asked nothing."""

import pytest
from django.db import connection

from kit.queries.statistics import count_anew
from people.models import Branch
from tests.factories.people import BranchFactory

pytestmark = pytest.mark.django_db


def test_rows_of_this_transaction_are_counted(django_assert_num_queries):
    on_postgres = connection.vendor == "postgresql"
    BranchFactory.create_batch(30)
    with django_assert_num_queries(1 if on_postgres else 0):
        count_anew(Branch)
    if on_postgres:
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [Branch._meta.db_table])
            assert cursor.fetchone()[0] >= 30
