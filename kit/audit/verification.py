"""Comparing every row of evidence with the last seal that the audit log has of it, and every seal with its row."""

import re
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Value

from kit.audit.models import AuditEntry
from kit.audit.seals import Sealed, filed_under, identity_of, seal_of, sealed_tables

CHUNK = 500
UNDER_SEAL = "evidence.under_seal"


@dataclass(frozen=True)
class RowDifference:
    """`row` is None where there is a seal and no row; `is_new` where there is a row and no seal."""

    label: str
    identity: str
    row: Model | None
    is_new: bool
    sentence: str

    @property
    def stub(self):
        """A row in memory by which the log can name what is missing."""
        model = apps.get_model(self.label)
        return model(**{filed_under(model): self.identity})


def seal_problems(app_label: str) -> Iterator[str]:
    """Yield a sentence for every row of the app's evidence that no action left as it stands."""
    yield from table_problems(sealed_tables(app_label))


def table_problems(definitions: Collection[Sealed]) -> Iterator[str]:
    """The same for some tables."""
    begun = tables_under_seal()
    for difference in differences(definitions):
        if not difference.is_new or difference.label in begun:
            yield difference.sentence


def tables_under_seal() -> set[str]:
    """Labels of the tables in which from some entry on every row has a seal."""
    entries = AuditEntry.objects.filter(verb=UNDER_SEAL).values_list("detail", flat=True)
    return {label for detail in entries for label in detail["tables"]}


def differences(definitions: Collection[Sealed]) -> Iterator[RowDifference]:
    """Walk the log once, then the tables, holding little of either in memory. Yields Differences."""
    with closing(LastSeals({each.label for each in definitions})) as last:
        last.follow()
        for definition in definitions:
            yield from _of_rows(definition, last)
            yield from _of_seals(definition, last)


class LastSeals:
    """The newest seal of every row, in a nameless database of SQLite's that spills to the disk and is gone after."""

    def __init__(self, labels):
        self.labels, self.number = labels, 0
        self.store = sqlite3.connect("", isolation_level=None)
        self.store.execute(
            "CREATE TABLE seal (label, row, seal, number, is_met DEFAULT 0, PRIMARY KEY (label, row)) WITHOUT ROWID"
        )

    def close(self):
        self.store.close()

    def follow(self):
        """Read what was written to the log since the last time."""
        self.store.execute("BEGIN")
        for number, seals in self._entries():
            self.number = number
            # What somebody wrote into the JSON may be anything; the chain names the entry.
            for label in self.labels & seals.keys() if isinstance(seals, dict) else ():
                found = seals[label].items() if isinstance(seals[label], dict) else ()
                self.store.executemany(
                    "INSERT INTO seal (label, row, seal, number) VALUES (?, ?, ?, ?)"
                    " ON CONFLICT (label, row) DO UPDATE SET seal = excluded.seal, number = excluded.number",
                    [(label, row, str(seal), number) for row, seal in found],
                )
        self.store.execute("COMMIT")

    def _entries(self):
        """Portion by portion: nothing stays open, and a long walk shows that it goes on."""
        entries = AuditEntry.objects.order_by("number").values_list("number", "seals")
        while portion := list(entries.filter(number__gt=self.number)[:CHUNK]):
            yield from portion

    def of(self, label, identity):
        """(seal, number of its entry) or None; from now on the row counts as met."""
        self.store.execute("UPDATE seal SET is_met = 1 WHERE label = ? AND row = ?", (label, identity))
        found = self.store.execute("SELECT seal, number FROM seal WHERE label = ? AND row = ?", (label, identity))
        return found.fetchone()

    def not_met(self, label):
        found = self.store.execute(
            "SELECT row, number FROM seal WHERE label = ? AND is_met = 0 AND seal <> '' ORDER BY number", (label,)
        )
        while chunk := found.fetchmany(CHUNK):
            yield from chunk


def _of_rows(definition, last):
    for row in _fetched(definition):
        wrong = _wrong(definition, row, last)
        if not wrong:
            continue
        # An action may have come between reading the log and reading the row.
        last.follow()
        row = _fetched_again(definition, row.pk)
        wrong = row and _wrong(definition, row, last)
        if wrong:
            sentence = f"{_named(row)} {wrong}"
            is_new = last.of(definition.label, identity_of(row)) is None
            yield RowDifference(definition.label, identity_of(row), row, is_new, sentence)


def _wrong(definition, row, last):
    """What is wrong with one row, or None."""
    found = last.of(definition.label, identity_of(row))
    if found is None:
        return "was written by no action" if row.must_have_seal else None
    seal, number = found
    if not seal:
        return f"was taken away (audit entry {number}) and is there again"
    if seal != seal_of(row, _shape(seal), fetched=True):
        return f"was changed after an action left it (audit entry {number})"
    return None


def _shape(seal):
    shape = seal.partition(":")[0]
    return int(shape) if shape.isdecimal() else None


def _of_seals(definition, last):
    """Seals whose row is nowhere."""
    model = definition.model
    for identity, number in last.not_met(definition.label):
        if _is_there(model, identity):
            continue  # written meanwhile
        last.follow()
        if last.of(definition.label, identity)[0]:
            sentence = f"{_words(model)} {identity} is missing (audit entry {number} has it)"
            yield RowDifference(definition.label, identity, None, False, sentence)


def _is_there(model, identity):
    column = filed_under(model)
    if column == "pk" and not (identity.isdecimal() and len(identity) < 19):
        return False
    return model._base_manager.filter(**{column: identity}).exists()


def _fetched(definition):
    """Portion by portion, with nothing left open between them: whoever walks may write meanwhile."""
    rows, after = _with_scope(definition), {}
    while chunk := list(rows.filter(**after)[:CHUNK]):
        yield from chunk
        after = {"pk__gt": chunk[-1].pk}


def _fetched_again(definition, pk):
    return _with_scope(definition).filter(pk=pk).first()


def _with_scope(definition):
    """Joined with nothing, or rows that point nowhere would not be seen."""
    rows = definition.model._base_manager.order_by("pk").prefetch_related(*definition.also)
    bound = definition.model._base_manager.filter(pk=OuterRef("pk"), **definition.where)
    return rows.annotate(must_have_seal=Exists(bound) if definition.where else Value(True))


def _named(row):
    """ "staff member 1001 (kq3...)": what people call it by, and what the log has it under."""
    called = next((getattr(row, name) for name in ("number", "code", "username") if getattr(row, name, None)), None)
    identity = identity_of(row)
    return f"{_words(row)} {called} ({identity})" if called else f"{_words(row)} {identity}"


def _words(model):
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model._meta.object_name).lower()
