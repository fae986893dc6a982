"""What is evidence, table by table, and the seal of a row: the hash of it that the audit log keeps.

Each app says in its `seals.py` what it has:

    register(
        Sealed("people.Absence"),
        Sealed("people.User", unsealed={"theme": "a wish about display"}, also={"groups": "name"}),
        NotEvidence("people.Notice", "what somebody was told; the deed itself has its entry"),
    )

`kit.audit.chain.record` seals the row that it is about, if that was saved since, and those given as `seals=`.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC

from django.apps import apps
from django.db import models
from django.utils.module_loading import autodiscover_modules

from kit.values.canonical import canonical_json, content_hash

LENGTH = 32  # hexadecimal digits: 128 bits, out of reach for whoever wants another row of the same seal

_DEFINED: dict[str, "Sealed | NotEvidence"] = {}


@dataclass(frozen=True)
class Sealed:
    """A table whose rows the audit log keeps seals of.

    `unsealed`: {column: why a change of it is no loss, or is noticed otherwise}. `later`: {column: shape} for columns
    that came after rows were sealed; their shape is one more than the highest before. `also`: {many-to-many field:
    column of the other side}. `where`: lookups of those rows that must have a seal.
    """

    label: str
    unsealed: dict = field(default_factory=dict)
    later: dict = field(default_factory=dict)
    also: dict = field(default_factory=dict)
    where: dict = field(default_factory=dict)

    @property
    def model(self):
        return apps.get_model(self.label)

    @property
    def shape(self):
        return max(self.later.values(), default=1)

    def columns(self, shape):
        return [
            column
            for column in self.model._meta.local_concrete_fields
            if column.name not in self.unsealed and self.later.get(column.name, 1) <= shape
        ]


@dataclass(frozen=True)
class NotEvidence:
    """A table that proves nothing, and why."""

    label: str
    reason: str


def register(*definitions: "Sealed | NotEvidence") -> None:
    for definition in definitions:
        _DEFINED[definition.label] = definition


def discover() -> None:
    """Read every app's `seals.py`, and notice from now on which rows are saved; once, when all models are there."""
    autodiscover_modules("seals")
    for definition in sealed_tables():
        models.signals.post_save.connect(_note_saved, sender=definition.model)
        for name in definition.also:
            through = definition.model._meta.get_field(name).remote_field.through
            models.signals.m2m_changed.connect(_note_linked, sender=through)


def _note_saved(instance, **kwargs):
    instance._was_saved = True


def _note_linked(instance, reverse, **kwargs):
    instance._was_saved = not reverse


def take_saved(row: models.Model) -> list[models.Model]:
    """[the row] where it is evidence and was saved since the last entry about it, else nothing: whoever acts on a row
    without writing it may have it in memory as it was long ago, and must not vouch for it."""
    if definition_of(row) is None or not getattr(row, "_was_saved", False):
        return []
    row._was_saved = False  # type: ignore[attr-defined]  # a mark of ours, put there by `_note_saved`
    return [row]


def defined() -> dict[str, "Sealed | NotEvidence"]:
    return dict(_DEFINED)


def sealed_tables(app_label: str | None = None) -> list[Sealed]:
    """The definitions of the tables under seal, of one app or of all."""
    found = [each for each in _DEFINED.values() if isinstance(each, Sealed)]
    return [each for each in found if app_label in (None, each.label.partition(".")[0])]


def definition_of(row: models.Model) -> Sealed | None:
    """The `Sealed` of the row's table, or None."""
    found = _DEFINED.get(row._meta.label)
    return found if isinstance(found, Sealed) else None


def identity_of(row: models.Model) -> str:
    """What a seal is filed under: the random key where there is one."""
    return str(getattr(row, "key", row.pk))


def filed_under(model: type[models.Model]) -> str:
    """The column of that."""
    return "key" if any(each.name == "key" for each in model._meta.local_concrete_fields) else "pk"


def seal_of(row: models.Model, shape: int | None = None, *, fetched: bool = False) -> str:
    """The seal of a row as it stands in memory. `fetched`: what `also` names was prefetched a moment ago."""
    definition = definition_of(row)
    assert definition is not None, row
    shape = shape or definition.shape
    content = {column.name: _plain(column, row) for column in definition.columns(shape)}
    for name, wanted in definition.also.items():
        content[name] = _others(row, name, wanted, fetched)
    return f"{shape}:{content_hash([definition.label, content])[:LENGTH]}"


def seals_of(rows: Iterable[models.Model | None], gone: Iterable[models.Model] = ()) -> dict[str, dict[str, str]]:
    """{table: {identity: seal}} as an entry keeps it; "" for what was taken away."""
    found: dict[str, dict[str, str]] = {}
    for each in gone:
        found.setdefault(each._meta.label, {})[identity_of(each)] = ""
    for row in rows:
        if row is not None and row.pk is not None:
            found.setdefault(row._meta.label, {})[identity_of(row)] = seal_of(row)
    return found


def _others(row, name, wanted, fetched):
    others = getattr(row, name)
    if fetched:
        return sorted(getattr(other, wanted) for other in others.all())
    return sorted(others.order_by().values_list(wanted, flat=True))


def _plain(column, row):
    """The value as it is read back from the database, in a form that has one way to be written."""
    value = column.value_from_object(row)
    if hasattr(value, "resolve_expression"):
        row.refresh_from_db(fields=[column.attname])
        value = column.value_from_object(row)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(column, models.JSONField):
        return canonical_json(json.loads(json.dumps(value, cls=column.encoder), parse_float=str))
    value = column.target_field.to_python(value) if column.is_relation else column.to_python(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(column, models.DateTimeField):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)
