"""What of rewards keeps a person from being forgotten, and which documents bear their name."""

from django.utils.translation import gettext as _

from rewards.models import CorrectionFlag, Hold, RunRow, RunState
from rewards.statements.document import KIND


def waits(staff):
    unpaid = RunRow.objects.filter(staff=staff).exclude(run__state=RunState.PAID).select_related("run")
    for title in sorted({row.run.title for row in unpaid}):
        yield _("“%(run)s” is not paid yet.") % {"run": title}
    if Hold.objects.filter(staff=staff, released_at=None).exists():
        yield _("A reward of theirs is held.")
    if CorrectionFlag.objects.filter(staff=staff, settled_in=None).exists():
        yield _("A correction of their reward is to be computed.")


def documents(staff):
    yield KIND, list(RunRow.objects.filter(staff=staff).values_list("key", flat=True))
