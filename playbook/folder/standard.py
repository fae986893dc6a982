"""What the page of one standard says beyond the standard's own words."""

from django.db.models import Q

from kit.phrases import listed
from playbook.editions import hashes
from playbook.editions.changes import field_words
from playbook.models import ChangeClass, Edition, FrozenStandard


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
