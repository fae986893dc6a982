"""What evaluations show on a standard's page: the reader's own score on it."""

from datetime import timedelta

from django.utils import timezone

from evaluations.results.scores import own_standard_score
from people.company.organisation import organisation
from people.roles import staff_of
from playbook.links.panels import SIDE, Panel

DAYS = 90


def my_score(standard, user):
    """Mean of what the reader was given for this standard in the last 90 days."""
    staff = staff_of(user)
    cell = own_standard_score(staff, standard.code, timezone.localdate() - timedelta(days=DAYS)) if staff else None
    if cell is None:
        return None
    return Panel("evaluations/_my_standard_score.html", {"cell": cell, "target": organisation().target_score}, SIDE, 30)
