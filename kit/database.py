"""What the kit asks of a database beyond Django: folding of text, in each engine's own way."""

from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.signals import connection_created
from django.db.models import CharField, Func

from kit.folding import fold

# PostgreSQL's translate(): each letter of the first becomes the one under it; those without one are left out.
_LETTERS = "يىئكةۀؤأإآ۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩"
_FOLDED = "یییکههوااا01234567890123456789"
_DROPPED = "\u200c\u200d\u0640\u0653\u0654\u0655\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"


class Folded(Func):
    """Text as `kit.folding.fold` writes it (PostgreSQL: without the accents of Latin letters)."""

    function = "kit_fold"
    arity = 1
    output_field = CharField()

    def as_postgresql(self, compiler, connection, **context):
        template = f"LOWER(TRANSLATE(%(expressions)s, '{_LETTERS}{_DROPPED}', '{_FOLDED}'))"
        return self.as_sql(compiler, connection, template=template, **context)


def add_functions(sender, connection, **kwargs):
    """SQLite calls Python; hundreds of nested REPLACE would overflow its parser."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("kit_fold", 1, fold, deterministic=True)


@contextmanager
def one_moment():
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


def connect():
    connection_created.connect(add_functions, dispatch_uid="kit.database")
