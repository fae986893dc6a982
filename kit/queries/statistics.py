"""What the database believes of its tables, where it is asked about rows that it has not counted yet."""

from django.db import connection
from django.db.models import Model


def count_anew(*models: type[Model]) -> None:
    """After thousands of rows were written and before they are asked about in the same transaction.

    PostgreSQL plans by its last count, which an idle moment took while the tables were all but empty: it would compare
    every row with every other. SQLite keeps no such count unless it is told to.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")
