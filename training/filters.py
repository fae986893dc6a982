from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.filters import ChoiceFilter, FilterSet, ModelChoiceFilter, SearchFilter
from people.models import Team
from training.labels import STATUS_LABELS
from training.models import Course, Standing
from training.progress.staleness import all_changes

NAMES = [f"staff__{part}_name_{language}" for language in ("fa", "en") for part in ("given", "family")]


class TeamFilter(FilterSet):
    q = SearchFilter(*NAMES, "staff__code")
    course = ModelChoiceFilter(queryset=Course.objects.all(), label=_("Course"))
    status = ChoiceFilter(choices=[(each.value, label) for each, label in STATUS_LABELS.items()], label=_("Status"))


class AssignmentFilter(TeamFilter):
    team = ModelChoiceFilter(queryset=Team.objects.all(), field_name="staff__team", label=_("Team"))


class PeopleFilter(FilterSet):
    """Of staff. `status`: people with any course that stands so today."""

    q = SearchFilter(*(name.removeprefix("staff__") for name in NAMES), "code")
    team = ModelChoiceFilter(queryset=Team.objects.all(), label=_("Team"))
    course = ModelChoiceFilter(queryset=Course.objects.filter(is_live=True), label=_("Course"), method="narrowed")
    status = ChoiceFilter(
        choices=[(each.value, label) for each, label in STATUS_LABELS.items()], label=_("Status"), method="narrowed"
    )

    def narrowed(self, rows, name, value):
        """Course and status together: people who stand so in that very course."""
        if name == "status" and self.form.cleaned_data.get("course"):
            return rows
        on = timezone.localdate()
        course, status = (self.form.cleaned_data.get(each) for each in ("course", "status"))
        standings = Standing.objects.filter(course__is_live=True).with_status(on, all_changes(on))
        standings = standings.filter(course=course) if course else standings
        standings = standings.filter(status=status) if status else standings
        return rows.filter(pk__in=standings.order_by().values("staff"))


class CoursesFilter(FilterSet):
    """Of courses. `team` narrows whose figures are counted, not which courses stand there."""

    q = SearchFilter("title_fa", "title_en")
    team = ModelChoiceFilter(queryset=Team.objects.all(), label=_("Team"), method="unchanged")

    def unchanged(self, rows, name, value):
        return rows


class ExpiringFilter(FilterSet):
    """Of standings. The page itself reads `within`."""

    WITHIN = [("30", _("in 30 days")), ("90", _("in 90 days")), ("365", _("in a year"))]

    q = SearchFilter(*NAMES)
    team = ModelChoiceFilter(queryset=Team.objects.all(), field_name="staff__team", label=_("Team"))
    course = ModelChoiceFilter(queryset=Course.objects.filter(is_live=True), label=_("Course"))
    within = ChoiceFilter(choices=WITHIN, label=_("Ends"), method="unchanged", empty_label=_("in 60 days"))

    def unchanged(self, rows, name, value):
        return rows
