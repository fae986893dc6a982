from django.utils.translation import gettext_lazy as _

from kit.filters import ChoiceFilter, FilterSet, ModelChoiceFilter, SearchFilter
from people.models import Team
from training.models import Course
from training.words import STATUS_LABELS

NAMES = [f"staff__{part}_name_{language}" for language in ("fa", "en") for part in ("given", "family")]


class TeamFilter(FilterSet):
    q = SearchFilter(*NAMES)
    course = ModelChoiceFilter(queryset=Course.objects.all(), label=_("Course"))
    status = ChoiceFilter(choices=[(each.value, label) for each, label in STATUS_LABELS.items()], label=_("Status"))


class AssignmentFilter(TeamFilter):
    team = ModelChoiceFilter(queryset=Team.objects.all(), field_name="staff__team", label=_("Team"))
