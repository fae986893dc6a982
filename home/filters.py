from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter

from evaluations.models import Cycle
from kit.filters import FilterSet, ModelChoiceFilter
from people.filters import NameFilter
from people.models import JobRole, StaffMember, Team


def teams_of(request):
    """Teams in which the reader sees anybody."""
    seen = StaffMember.objects.visible_to(request.user).order_by().values("team")
    return Team.objects.filter(pk__in=seen)


def cycles_of(request):
    return Cycle.objects.visible_to(request.user)


class BoardFilter(FilterSet):
    """`cycle` and `open` are read by the page: which cycle is shown, and whether only those with something open."""

    q = NameFilter(label=_("Name or personnel code"))
    team = ModelChoiceFilter(queryset=teams_of, label=_("Team"))
    job_role = ModelChoiceFilter(queryset=JobRole.objects.all(), label=_("Job role"))
    cycle = ModelChoiceFilter(
        queryset=cycles_of, label=_("Cycle"), method="leave_as_is", empty_label=_("The present one")
    )
    open = BooleanFilter(label=_("Has something open"), method="leave_as_is", widget=forms.CheckboxInput)

    class Meta:
        model = StaffMember
        fields = []

    def leave_as_is(self, queryset, name, value):
        return queryset
