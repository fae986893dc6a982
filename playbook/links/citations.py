"""What still cites standards as they read in an earlier edition, and how each follows to the last one.

Apps say what they have by `StandardLinks(citations=...)`; each source answers in a constant number of queries:

    def citing_lessons(edition):             # in training/links/citations.py
        return [Citing(LESSONS, key, title, url, cited=[frozen standards of editions before])]

    CitingSource(LESSONS, label, citing_lessons, move_by_key, permission, consequence)
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kit.http.once import once
from playbook.links.standard_links import all_links
from playbook.models import ChangeClass, Edition, FrozenStandard


class Follows(TextChoices):
    """How a cited standard reads in the last edition beside the edition that is cited."""

    MINOR = "minor", _("Minor")
    MAJOR = "major", _("Major")
    GONE = "gone", _("No longer in the folder")


RANK = [ChangeClass.EDITORIAL, ChangeClass.MINOR, ChangeClass.MAJOR]


@dataclass(frozen=True)
class Citing:
    """`cited`: FrozenStandards of earlier editions, each with its edition. `url`: where it is edited.

    `group` is the key of what it stands in, such as a course. `next_url`, `next_text`: what was begun already.
    """

    kind: str
    key: str
    title: str
    url: str
    cited: list
    where: str = ""
    group: str = ""
    next_url: str = ""
    next_text: str = ""


@dataclass(frozen=True)
class CitingSource:
    """move(key=, edition=, by=, at=) makes one thing follow; CitationCurrent where there is nothing to move.

    `waits`: it follows only once the edition is in force. `consequence`: what moving does, in a sentence.
    """

    kind: str
    label: Promise
    find: Callable
    move: Callable
    permission: str
    consequence: Promise
    waits: bool = True


@dataclass(frozen=True)
class CitedChange:
    """`new` None: the standard is gone."""

    old: FrozenStandard
    new: FrozenStandard | None
    follows: Follows


@dataclass(frozen=True)
class Effect:
    """Something that cites at least one standard that reads differently now."""

    citing: Citing
    source: CitingSource
    changes: list = field(default_factory=list)

    @property
    def value(self):
        """How a form names it."""
        return f"{self.citing.kind}:{self.citing.key}"

    @property
    def is_stale(self):
        return any(change.follows != Follows.MINOR for change in self.changes)

    @property
    def can_move(self):
        """Something of it stands in the last edition, and it is not on its way already."""
        return not self.citing.next_url and any(change.new for change in self.changes)


def sources():
    return [source for links in all_links() for source in links.citations]


def source_of(kind):
    """The CitingSource, or None."""
    return next((source for source in sources() if source.kind == kind), None)


def last_edition():
    """The edition to which everything follows: the last frozen one, in force or coming."""
    return Edition.objects.folder().frozen().order_by("-number").first()


@once
def effects_of(edition):
    """Effects in the order of the sources; two queries and those of the sources."""
    found = [(source, citing) for source in sources() for citing in source.find(edition)]
    if not found:
        return []
    now = {row.code: row for row in edition.standards.all()}
    history = _history({row.code for _source, citing in found for row in citing.cited}, edition)
    effects = [Effect(citing, source, _changes(citing, now, history)) for source, citing in found]
    return sorted((effect for effect in effects if effect.changes), key=lambda effect: not effect.is_stale)


def effects_now(*, kind="", key="", group="", code=""):
    """What is to be said where something is used: the effects of the last edition on one thing, group or standard."""
    edition = last_edition()
    effects = effects_of(edition) if edition else []
    return [
        effect
        for effect in effects
        if (not kind or effect.citing.kind == kind)
        and (not key or effect.citing.key == key)
        and (not group or effect.citing.group == group)
        and (not code or code in {change.old.code for change in effect.changes})
    ]


def _history(codes, edition):
    """{code: [(edition number, change class)]} up to the edition."""
    rows = FrozenStandard.objects.filter(
        edition__in=Edition.objects.folder().frozen().filter(number__lte=edition.number), code__in=codes
    )
    history = {}
    for code, number, change in rows.order_by().values_list("code", "edition__number", "change_class"):
        history.setdefault(code, []).append((number, change))
    return history


def _changes(citing, now, history):
    found = [_change(old, now.get(old.code), history.get(old.code, ())) for old in citing.cited]
    return sorted((change for change in found if change), key=lambda change: change.old.code)


def _change(old, new, history):
    """None where nothing but the spelling is different, or where the text came back."""
    if new is None:
        return CitedChange(old, None, Follows.GONE)
    if (old.text_hash, old.is_critical) == (new.text_hash, new.is_critical):
        return None
    since = [change for number, change in history if number > old.edition.number and change in RANK]
    worst = max(since, key=RANK.index, default=ChangeClass.EDITORIAL)
    return None if worst == ChangeClass.EDITORIAL else CitedChange(old, new, Follows(worst))
