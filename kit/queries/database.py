"""What the kit asks of a database beyond Django: folding of text, in each engine's own way."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Func, TextField, Value

from kit.text.folding import DROPPED, LETTERS, MARKS, fold

# PostgreSQL's translate(): each letter of the first becomes the one under it; those without one are left out.
_LETTERS, _FOLDED = "".join(LETTERS) + "ς", "".join(LETTERS.values()) + "σ"


class Folded(Func):
    """Text as `kit.text.folding.fold` writes it (PostgreSQL: what is small of a capital letter, it knows by itself)."""

    function = "kit_fold"
    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        text = Func(*self.source_expressions, template="NORMALIZE(%(expressions)s, NFKD)")
        text = Func(text, Value(f"[{MARKS}]"), Value(""), Value("g"), function="REGEXP_REPLACE")
        text = Func(text, Value(_LETTERS + DROPPED), Value(_FOLDED), function="TRANSLATE")
        text = Func(text, Value(r"\s+"), Value(" "), Value("g"), function="REGEXP_REPLACE")
        return compiler.compile(Func(text, template="BTRIM(LOWER(%(expressions)s))", output_field=self.output_field))


def add_functions(sender: object, connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """SQLite calls Python; hundreds of nested REPLACE would overflow its parser."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("kit_fold", 1, fold, deterministic=True)


@contextmanager
def one_moment() -> Iterator[None]:
    """Whatever is read inside is as it was at one instant, and nobody is kept waiting. Inside nothing is written.

    SQLite: a transaction that only reads, whose view of the log of writes stands from its first question on. (Django's
    own would take the lock of writers.) Inside of a transaction that is open already it is that one's view.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


def connect() -> None:
    connection_created.connect(add_functions, dispatch_uid="kit.database")
