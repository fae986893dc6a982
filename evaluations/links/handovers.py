"""What somebody who leaves has not finished, for the pages of people."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.models import CycleAssignment, Source
from kit.display import number
from people.links.unfinished import Unfinished


def evaluations_to_hand_on(staff, user):
    if not user.has_perm("evaluations.view_without_evaluator"):
        return []
    rows = CycleAssignment.objects.of_evaluator(staff).open().exclude(source=Source.SELF).unfinished()
    left = sum(wanted - done for wanted, done in rows.order_by().values_list("wanted", "done"))
    if not left:
        return []
    text = ngettext(
        "%(name)s has %(count)s evaluation that is not finished.",
        "%(name)s has %(count)s evaluations that are not finished.",
        left,
    )
    url = f"{reverse('evaluations:without_evaluator')}?who={staff.key}"
    return [Unfinished(text % {"name": staff.name, "count": number(left)}, url, _("Hand on"))]
