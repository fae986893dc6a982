from django.utils.translation import gettext_lazy as _

from kit.filters import ChoiceFilter, FilterSet, ModelChoiceFilter, SearchFilter
from people.models import AccountRequest, Branch, JobRole, RequestKind, RequestState, StaffMember, Team


class NameFilter(SearchFilter):
    """Over the column that is folded already."""

    def filter(self, queryset, value):
        return queryset.named_like(value) if value else queryset


class StaffFilter(FilterSet):
    """`state` is read by the page: without it only those at work are listed."""

    q = NameFilter(label=_("Name or personnel code"))
    branch = ModelChoiceFilter(field_name="team__branch", queryset=Branch.objects.all(), label=_("Branch"))
    team = ModelChoiceFilter(queryset=Team.objects.all(), label=_("Team"))
    job_role = ModelChoiceFilter(queryset=JobRole.objects.all(), label=_("Job role"))
    state = ChoiceFilter(
        choices=[("left", _("Left")), ("all", _("All, also those who left"))],
        empty_label=_("At work"),
        label=_("Who"),
        method="leave_as_is",
    )

    class Meta:
        model = StaffMember
        fields = []

    def leave_as_is(self, queryset, name, value):
        return queryset


class AccountRequestFilter(FilterSet):
    state = ChoiceFilter(choices=RequestState, label=_("State"))
    kind = ChoiceFilter(choices=RequestKind, label=_("What for"))

    class Meta:
        model = AccountRequest
        fields = []
