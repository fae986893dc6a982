"""What the page of one standard says beyond the standard's own words."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from kit.display import number
from kit.phrases import listed
from playbook import hashes
from playbook.changes import field_words
from playbook.models import ChangeClass, Edition, FrozenStandard
from playbook.panels import STANDARD_KNOT, Knot, knots_of


def now_in_force(row, on):
    """The same standard in the edition in force, or None where it is gone."""
    edition = Edition.objects.in_force(on)
    return FrozenStandard.objects.filter(edition=edition, code=row.code).first() if edition else None


def changed_words(row):
    """«نمونهٔ درست و نمونهٔ نادرست»: what became different in this edition; empty where nothing binding did."""
    if row.change_class not in (ChangeClass.MINOR, ChangeClass.MAJOR):
        return ""
    earlier = FrozenStandard.objects.filter(
        Q(edition__number__lt=row.edition.number, code=row.code, edition__kind=row.edition.kind)
    )
    former = earlier.order_by("-edition__number").first()
    return listed(different_fields(row, former)) if former else ""


def different_fields(row, former):
    """The names, in words, of what differs between two frozen rows of a standard, in either language."""
    new, old = ({**hashes.text_document(item), "measure": item.measure} for item in (row, former))
    return field_words(key for key in new if new[key] != old[key])


def chain_of(row, user):
    """Knots for {% chain %}: what the apps above know, and the standard in its place; empty while nobody knows more."""
    others = knots_of(row, user)
    if not others:
        return []
    own = Knot(STANDARD_KNOT, row.code, pgettext_lazy("knot of the chain", "this standard"))
    knots = sorted([*others, own], key=lambda knot: knot.order)
    return [{**_link_of(knot), "here": knot is own} for knot in knots]


def _link_of(knot):
    value = knot.value
    if isinstance(value, int):
        value = number(value) if value else _("none yet")
    return {"value": value, "label": knot.label, "url": knot.url, "gap": knot.is_gap}
