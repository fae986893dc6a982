"""What of evaluations keeps a person from being forgotten, and which documents bear their name."""

from django.db.models import Q
from django.utils.translation import gettext as _

from evaluations.documents.record import KIND
from evaluations.documents.summaries import PERSON
from evaluations.models import CycleAssignment, Dispute, Evaluation
from evaluations.models.cycles import CycleState
from kit.documents.models import StoredDocument

OVER = ("final", "void", "draft")


def waits(staff):
    mine = Q(subject=staff) | Q(evaluator=staff)
    about = Q(evaluation__subject=staff) | Q(evaluation__evaluator=staff)
    if Dispute.objects.open().filter(about).exists():
        yield _("An objection is open.")
    cycles = CycleAssignment.objects.filter(mine, cycle__state=CycleState.OPEN).select_related("cycle")
    for title in sorted({assignment.cycle.title for assignment in cycles}):
        yield _("The cycle “%(cycle)s” is still open.") % {"cycle": title}
    if Evaluation.objects.filter(mine, is_current=True).exclude(state__in=OVER).exists():
        yield _("An evaluation by them or about them is not final yet.")


def documents(staff):
    keys = Evaluation.objects.filter(subject=staff).values_list("key", flat=True)
    yield KIND, list(keys)
    summaries = StoredDocument.objects.filter(kind=PERSON, object_key__endswith=f".{staff.key}")
    yield PERSON, list(summaries.values_list("object_key", flat=True))
