from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter

from kit.filters import FilterSet, ModelChoiceFilter, SearchFilter
from kit.text.folding import western_digits
from people.models import StaffMember, Team
from playbook.models import Signature


class SignerFilter(SearchFilter):
    """By the name of who signed."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        return queryset.filter(staff__in=StaffMember.objects.named_like(value).order_by().values("pk"))


class SignatureFilter(FilterSet):
    q = SignerFilter(label=_("Name or personnel code"))
    code = CharFilter(label=_("Code of the standard"), method="of_code", max_length=20)
    team = ModelChoiceFilter(field_name="staff__team", queryset=Team.objects.all(), label=_("Team"))

    class Meta:
        model = Signature
        fields = []

    def of_code(self, queryset, name, value):
        return queryset.filter(frozen_standard__code=western_digits(value).strip().upper())
