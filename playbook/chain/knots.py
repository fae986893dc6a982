"""The chain: a customer's words, a standard, a lesson, a question, a criterion, an evaluation, a reward.

Each app says what its knots are by `StandardLinks(knots=...)`, with a `Knot` for each kind of thing. A page says where
it stands, by a `Place`, and gets the line of the other knots: how many rows of each kind there are for whoever asks,
each number a link to exactly those rows. Everything is found by the frozen standard: rows that cite another wording of
it are counted apart.

    line_of(LessonKnot().place_of(lesson), request.user)       # two queries, on any page
"""

from dataclasses import dataclass, field

from django.db.models import Func, IntegerField, Subquery
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.display import number
from playbook.chain.wordings import may_open, wordings_of
from playbook.links.standard_links import all_links
from playbook.models import FrozenStandard

QUOTE, STANDARD, LESSON, QUESTION = "quote", "standard", "lesson", "question"
CRITERION, EVALUATION, REWARD = "criterion", "evaluation", "reward"
KINDS = (QUOTE, STANDARD, LESSON, QUESTION, CRITERION, EVALUATION, REWARD)
OTHER, AWAITED = "other", "awaited"


@dataclass(frozen=True)
class Place:
    """One thing that stands on the chain. `title`: how it is called; `url`: its page.

    `standards`: the FrozenStandards that it cites, as primary keys (a list, or a queryset of one column); `codes`: a
    list, in their place, of what names standards in whatever wording, such as a quote. `only`: {kind: condition} where
    rows belong to the thing itself and not to everything about the same standards. `about`: the staff member (id) whom
    it is about.
    """

    kind: str
    key: str
    title: str
    url: str
    standards: object = ()
    codes: list = ()
    only: dict = field(default_factory=dict)
    about: int | None = None


class Knot:
    """All things of one kind. Conditions are whatever `QuerySet.filter` takes, and must hold a row once only.

    `list_name`: the name of the list page; `is_by_code`: such rows name a standard whatever its wording.
    """

    kind = list_name = ""
    is_by_code = False

    def label(self, count):
        """The word under the number."""
        raise NotImplementedError

    def here(self):
        """The words for the one thing that a page is about."""
        raise NotImplementedError

    def is_open(self, user, place):
        """Do the user's rights reach this kind of rows from there? Where not, the knot is a plain word."""
        raise NotImplementedError

    def seen(self, user):
        """The rows that the user may see and open."""
        raise NotImplementedError

    def cites(self, pks, codes=()):
        """Condition: cites one of these frozen standards, or names one of the codes without saying of which edition."""
        raise NotImplementedError

    def belongs(self, place):
        """Condition: belongs to this very thing of a kind below, where there is such a bond; else None."""
        return None

    def awaited(self, user, place):
        """(rows, word, address) of what will become such a row, where there is none yet; or None."""
        return None

    def find(self, user, key):
        """The place of the thing with this key, if the user may see it; else None."""
        raise NotImplementedError


@dataclass(frozen=True)
class Stop:
    """One knot of a line as it is drawn. `apart`: (words, address) of the rows on another wording."""

    kind: str
    label: str
    value: object = None
    url: str = ""
    is_here: bool = False
    is_gap: bool = False
    apart: tuple = ()

    @property
    def shown(self):
        if isinstance(self.value, int):
            return number(self.value) if self.value else _("none yet")
        return self.value or ""


def knots():
    """{kind: Knot}, in the order of KINDS."""
    found = {knot.kind: knot for links in all_links() for knot in links.knots}
    return {kind: found[kind] for kind in KINDS if kind in found}


def knot_of(kind):
    """The Knot, or None."""
    return knots().get(kind)


def find_place(user, address):
    """The Place that `kind.key` names, or None."""
    kind, _dot, key = address.partition(".")
    knot = knot_of(kind)
    return knot.find(user, key) if knot and key else None


def wordings_of_place(place):
    return wordings_of(place.standards, place.codes)


def rows_of(knot, place, wordings, user, *, other=False):
    """Exactly the rows that a knot counts: those on the cited wording, or those on another alone."""
    seen, own = knot.seen(user), _own(knot, place)
    if own is not None:
        return seen.none() if other else seen.filter(own)
    if wordings is None:
        return seen.none()
    if knot.kind == STANDARD:
        return seen.none() if other else seen.filter(pk__in=[row.pk for row in wordings.cited])
    same = knot.cites(wordings.same, wordings.codes)
    if not other:
        return seen.filter(same)
    if knot.is_by_code or not wordings.others:
        return seen.none()
    return seen.filter(knot.cites(wordings.others)).exclude(same)


def _own(knot, place):
    own = place.only.get(knot.kind)
    return knot.belongs(place) if own is None else own


def line_of(place, user, *, here=""):
    """Stops of the line at a place. `here`: the kind of a list that is open; else the place itself is where one is."""
    wordings = wordings_of_place(place)
    counts = _counts(place, wordings, user)
    return [_stop(knot, place, wordings, user, counts, here or place.kind) for knot in knots().values()]


def _counts(place, wordings, user):
    """{kind: rows, (kind, OTHER): …, (kind, AWAITED): …} of what the user may see, in one query."""
    wanted = {}
    for knot in knots().values():
        if knot.kind not in (place.kind, STANDARD) and knot.is_open(user, place):
            wanted[knot.kind] = rows_of(knot, place, wordings, user)
            if wordings and wordings.others:
                wanted[knot.kind, OTHER] = rows_of(knot, place, wordings, user, other=True)
            awaited = knot.awaited(user, place)
            if awaited:
                wanted[knot.kind, AWAITED] = awaited[0]
    if wordings is None:
        return dict.fromkeys(wanted, 0)
    names = {f"count_{number}": what for number, what in enumerate(wanted)}
    one_row = FrozenStandard.objects.filter(pk=wordings.same[0]).order_by()
    found = one_row.annotate(**{name: _count(wanted[what]) for name, what in names.items()}).values(*names).get()
    return {what: found[name] or 0 for name, what in names.items()}


def _count(rows):
    how_many = Func("pk", template="COUNT(DISTINCT %(expressions)s)", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(how_many=how_many).values("how_many"))


def _stop(knot, place, wordings, user, counts, here):
    is_here = knot.kind == here
    if knot.kind == STANDARD and place.kind != STANDARD:
        return _standard_stop(knot, place, wordings, user, is_here)
    if knot.kind == place.kind:
        value = wordings.cited[0].code if knot.kind == STANDARD and wordings else None
        return Stop(knot.kind, knot.here(), value, "" if is_here else place.url, is_here)
    if knot.kind not in counts:
        return Stop(knot.kind, knot.label(0), is_here=is_here)
    return _counted_stop(knot, place, wordings, user, counts, is_here)


def _standard_stop(knot, place, wordings, user, is_here):
    cited = wordings.cited if wordings else []
    open_ones = [row for row in cited if may_open(user, row)]
    if cited and not open_ones:
        return Stop(knot.kind, knot.label(0), is_here=is_here)
    if len(open_ones) == 1:
        return Stop(knot.kind, knot.label(1), open_ones[0].code, open_ones[0].get_absolute_url(), is_here)
    return Stop(
        knot.kind, knot.label(len(cited)), len(open_ones), list_url(knot, place) if cited else "", is_here, not cited
    )


def _counted_stop(knot, place, wordings, user, counts, is_here):
    count, other = counts[knot.kind], counts.get((knot.kind, OTHER))
    url = list_url(knot, place) if count else ""
    apart = (on_another_wording(other, wordings.editions), list_url(knot, place, other=True)) if other else ()
    if not count and counts.get((knot.kind, AWAITED)):
        _rows, word, address = knot.awaited(user, place)
        return Stop(knot.kind, knot.label(1), word, address, is_here, apart=apart)
    return Stop(knot.kind, knot.label(count), count, url, is_here, not count, apart)


def list_url(knot, place, *, other=False):
    asked = {"of": f"{place.kind}.{place.key}", **({"wording": OTHER} if other else {})}
    return f"{reverse(knot.list_name)}?{urlencode(asked)}"


def on_another_wording(count, editions):
    """«۱۲ با متن ویرایش ۱»: how many rows stand on what the editions brought."""
    shown = {"count": number(count)}
    if len(editions) > 1:
        return ngettext("%(count)s on other wordings", "%(count)s on other wordings", count) % shown
    edition = editions[0]
    if edition.number is None:
        return _("%(count)s on the wording of “%(edition)s”") % {**shown, "edition": edition.title}
    return _("%(count)s on the wording of edition %(edition)s") % {**shown, "edition": number(edition.number)}
