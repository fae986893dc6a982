"""What an app says about a kind of file: its fields, and how their headings are written. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse

from kit.parsing.tables import Limits


@dataclass(frozen=True)
class Field:
    """`heads` are known headings in every language, the first Persian and English ones those of a template; `hints` are
    words that suggest the field within a longer heading. `may_be_same`: one value may be given for all rows, `choices`
    are those that it may be, where they are known. `split` makes {field: text} of one cell, such as "Family, Given".
    """

    name: str
    label: str
    heads: tuple = ()
    hints: tuple = ()
    is_required: bool = False
    is_day: bool = False
    may_be_same: bool = False
    choices: tuple = ()
    help: str = ""
    split: Callable | None = None


@dataclass(frozen=True)
class Kind:
    """`alternatives`: for each thing that is needed the groups of fields that say it, such as
    ((("given", "family"), ("full",)),).

    `is_refused` tells of a heading that no file may bring; `settle` is what the kind itself makes of guessed columns;
    `read(content, limits)` gives the Grid of a file of its own form, None of every other one.
    """

    name: str
    title: str
    fields: tuple
    permission: str
    address: str
    alternatives: tuple = ()
    is_refused: Callable = lambda head: False
    settle: Callable = lambda columns: columns
    limits: Limits = field(default_factory=Limits)
    read: Callable = lambda content, limits: None

    def field(self, name):
        return next(each for each in self.fields if each.name == name)

    def url(self, step="", name=None):
        """The address of a step: "" (the file), "columns", "preview", "wrong", "saved" (mappings, without a name)."""
        return reverse(f"{self.address}_{step}" if step else self.address, args=[name] if step and name else [])

    def missing(self, given):
        """Labels of what is needed and not among the given names of fields."""
        lacking = [each.label for each in self.fields if each.is_required and each.name not in given]
        for groups in self.alternatives:
            if not any(set(group) <= set(given) for group in groups):
                lacking += [self.field(name).label for name in groups[0] if name not in given]
        return lacking
