"""How each standard of a coming edition differs from the edition before, and what that means for signatures."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kit.http.once import once
from kit.phrases import listed
from playbook.editions import hashes
from playbook.links.impact import EditionDiff
from playbook.models import ChangeClass, Edition, FrozenStandard
from playbook.standards import fields

RANK = [ChangeClass.EDITORIAL, ChangeClass.MINOR, ChangeClass.MAJOR]
KEEP_SIGNATURES = (ChangeClass.UNCHANGED, ChangeClass.EDITORIAL)
FIELD_WORDS = {
    **fields.words_of(fields.SIGNED),
    "check": _("the check question"),
    "is_critical": _("whether it is critical"),
    "measure": _("the measure"),
    "roles": _("the job roles"),
    "touchpoint_name": _("the touchpoint"),
    "touchpoint_code": _("the touchpoint"),
    "phase": _("the phase"),
}


def field_words(changed):
    """The names of changed fields, in words, each once."""
    names = {name.removesuffix("_fa").removesuffix("_en") for name in changed}
    return list(dict.fromkeys(words for name, words in FIELD_WORDS.items() if name in names))


@dataclass(frozen=True)
class Change:
    """One standard beside its former self. `allowed`: classes that an author may choose, the lowest first."""

    row: FrozenStandard
    previous: FrozenStandard | None
    allowed: list
    fields: list

    @property
    def lowest(self):
        return self.allowed[0]

    @property
    def words(self):
        """What differs, in words."""
        return listed(field_words(self.fields))

    @property
    def is_choice(self):
        return len(self.allowed) > 1


def previous_edition(edition):
    """The frozen edition of the folder that this one follows."""
    earlier = Edition.objects.folder().frozen().filter(number__lt=edition.number)
    return earlier.order_by("-number").first()


def changes_of(snapshot, previous):
    """A Change per standard of the snapshot, in its order."""
    former = {row.code: row for row in _rows_of(previous)} if previous else {}
    return [_change(snapshot, row, former.get(row.code)) for row in snapshot.standards]


def removed_standards(snapshot, previous):
    """Standards of the edition before that the snapshot no longer holds."""
    codes = {row.code for row in snapshot.standards}
    return [row for row in _rows_of(previous) if row.code not in codes] if previous else []


@once
def _rows_of(edition):
    return list(edition.standards.prefetch_related("roles"))


def diff_of(edition, previous, changes, removed, classes=None):
    chosen = {change.row.code: (classes or {}).get(change.row.code, change.lowest) for change in changes}
    return EditionDiff(edition, previous, chosen, frozenset(row.code for row in removed))


def _change(snapshot, row, former):
    if former is None:
        return Change(row, None, [ChangeClass.NEW], [])
    changed = _changed_fields(snapshot, row, former)
    if not changed:
        return Change(row, former, [ChangeClass.UNCHANGED], [])
    # Editorial may touch neither criticality nor behaviour. A text added where there was none is no change of it.
    binding = {"is_critical", *(name for name in ("behaviour_fa", "behaviour_en") if getattr(former, name))}
    lowest = ChangeClass.MINOR if binding & set(changed) else ChangeClass.EDITORIAL
    return Change(row, former, RANK[RANK.index(lowest) :], changed)


def _changed_fields(snapshot, row, former):
    new = hashes.standard_document(row, snapshot.role_keys(row))
    old = hashes.standard_document(former, [role.key for role in former.roles.all()])
    return [name for name in {**old, **new} if name != "position" and new.get(name) != old.get(name)]


def bind_signatures(changes, classes):
    """Set change class, binding hash and the date since which it binds on the rows."""
    earlier = _bindings_by_text([change.row.code for change in changes])
    for change in changes:
        row, former = change.row, change.previous
        row.change_class = classes[row.code]
        row.binding_hash = binding_of(row, former, earlier)
        if former is not None and row.binding_hash == former.binding_hash:
            row.binds_from = former.binds_from


def binding_of(row, former, earlier):
    """Which signatures hold for a row whose change class is set. `earlier` = {(code, text hash): binding hash}.

    Unchanged and editorial: those of the former text. Otherwise a text that was frozen before, under this code, brings
    its own signatures back; a text never seen before begins anew.
    """
    if former is not None and (row.change_class in KEEP_SIGNATURES or former.text_hash == row.text_hash):
        return former.binding_hash
    return earlier.get((row.code, row.text_hash), row.text_hash)


def _bindings_by_text(codes):
    rows = FrozenStandard.objects.filter(edition__in=Edition.objects.folder().frozen(), code__in=codes)
    rows = rows.order_by("-edition__number").values_list("code", "text_hash", "binding_hash")
    return {(code, text): binding for code, text, binding in rows}  # the earliest edition has the last word
