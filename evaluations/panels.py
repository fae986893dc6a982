"""What evaluations show on a standard's page: the reader's own score on it, and two knots of the chain."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.models import Answer, Criterion, Evaluation
from evaluations.results import own_standard_score
from kit.display import number
from people.organisation import organisation
from people.roles import staff_of
from playbook.panels import SIDE, Knot, Panel, register_knots, register_panel

DAYS = 90


@register_panel
def my_score(standard, user):
    """Mean of what the reader was given for this standard in the last 90 days."""
    staff = staff_of(user)
    cell = own_standard_score(staff, standard.code, timezone.localdate() - timedelta(days=DAYS)) if staff else None
    if cell is None:
        return None
    return Panel("evaluations/_my_standard_score.html", {"cell": cell, "target": organisation().target_score}, SIDE, 30)


@register_knots
def criteria_and_evaluations(standard, user):
    """How many criteria cite the standard, and in how many evaluations that the reader may see it was judged."""
    criteria = Criterion.objects.filter(standard__code=standard.code, section__scorecard__state="published").count()
    seen = Evaluation.objects.visible_to(user).filter(released_at__isnull=False, is_current=True)
    judged = Answer.objects.filter(evaluation__in=seen, criterion__standard__code=standard.code).count()
    list_url = reverse("evaluations:mine")
    return [
        Knot(50, number(criteria), _("criteria"), is_gap=not criteria),
        Knot(60, number(judged), _("evaluations"), list_url if judged else "", is_gap=not judged),
    ]
