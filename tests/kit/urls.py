"""The product's addresses and one list page of staff, to try the kit with."""

from django.urls import path

from config.urls import urlpatterns as product
from kit.filters import ChoiceFilter, FilterSet, ModelChoiceFilter, SearchFilter
from kit.lists import ListPage
from kit.tables import CodeColumn, DayColumn, NumberColumn, PercentColumn, PersonColumn, StateColumn, Table
from people.models import StaffMember, Team


class StaffTable(Table):
    code = CodeColumn("Code")
    person = PersonColumn("Person")
    team = StateColumn("Team", accessor="team__code", kinds={"VLS-D": "good"}, labels={"OFF": "The office"})
    contract_share = PercentColumn("Share", places=0)
    joined_on = DayColumn("Joined")
    number = NumberColumn("Number", accessor="pk", orderable=False)

    class Meta:
        order_by = "code"


class StaffFilter(FilterSet):
    q = SearchFilter("given_name_fa", "family_name_fa", "given_name_en", "family_name_en", "code")
    team = ModelChoiceFilter(queryset=Team.objects.all(), label="Team")
    share = ChoiceFilter(field_name="contract_share", choices=[(10000, "Full"), (5000, "Half")], label="Share")


class StaffList(ListPage):
    title = "Everybody"
    table_class = StaffTable
    filterset_class = StaffFilter
    empty = "Nobody yet."

    def rows(self):
        return StaffMember.objects.visible_to(self.request.user).with_names()


class GuardedList(StaffList):
    permission = "kit_tests.see_nothing"


urlpatterns = [path("try/staff/", StaffList.as_view()), path("try/guarded/", GuardedList.as_view()), *product]
