from django.utils.translation import gettext_lazy as _

from kit.filters import ChoiceFilter, FilterSet, ModelChoiceFilter, SearchFilter
from people.models import Team
from rewards.models import RunRow

STANDINGS = [
    ("paid", _("With a reward")),
    ("nothing", _("Without a reward")),
    ("gated", _("Conditions not met")),
    ("held", _("Held")),
]


class RowFilter(FilterSet):
    q = SearchFilter(
        "staff__given_name_fa",
        "staff__family_name_fa",
        "staff__given_name_en",
        "staff__family_name_en",
        "staff__code",
    )
    team = ModelChoiceFilter(field_name="staff__team", queryset=Team.objects.all(), label=_("Team"))
    standing = ChoiceFilter(label=_("Standing"), choices=STANDINGS, method="with_standing")

    class Meta:
        model = RunRow
        fields = []

    def with_standing(self, rows, name, value):
        return {
            "paid": rows.exclude(difference=0),
            "nothing": rows.filter(difference=0),
            "gated": rows.filter(is_gated=True),
            "held": rows.filter(is_held=True),
        }[value]
