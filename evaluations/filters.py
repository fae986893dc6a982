"""How the list of evaluations is narrowed."""

from django.utils.translation import gettext_lazy as _

from evaluations.models import Cycle, EvaluationState
from kit.filters import ChoiceFilter, DayFilter, FilterSet, ModelChoiceFilter, SearchFilter
from people.models import Branch, Team


def _cycles(request):
    return Cycle.objects.visible_to(request.user) if request else Cycle.objects.none()


class EvaluationFilter(FilterSet):
    q = SearchFilter(
        "subject__given_name_fa",
        "subject__family_name_fa",
        "subject__given_name_en",
        "subject__family_name_en",
        "number",
    )
    cycle = ModelChoiceFilter(queryset=_cycles, label=_("Cycle"))
    team = ModelChoiceFilter(queryset=Team.objects.all(), label=_("Team"))
    branch = ModelChoiceFilter(queryset=Branch.objects.all(), field_name="team__branch", label=_("Branch"))
    state = ChoiceFilter(choices=EvaluationState.choices, label=_("State"))
    since = DayFilter("observed_on", "gte", label=_("From the day"))
    until = DayFilter("observed_on", "lte", label=_("Until the day"))


class SummaryFilter(FilterSet):
    q = SearchFilter("given_name_fa", "family_name_fa", "given_name_en", "family_name_en", "code")
    team = ModelChoiceFilter(queryset=Team.objects.all(), label=_("Team"))
