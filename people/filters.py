from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.audit.labels import kinds, things, verbs_of, verbs_saying
from kit.dates.calendar import first_instant
from kit.filters import ChoiceFilter, DayFilter, FilterSet, ModelChoiceFilter, SearchFilter, searched
from kit.models import AuditEntry
from kit.text.folding import fold, holds, words_sought
from people.models import AccountRequest, Branch, JobRole, RequestKind, RequestState, StaffMember, Team, User
from people.models.roles import ADMINISTRATOR, AUTHOR, HR, WITNESS


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


EVERYBODY, NOBODY = "everybody", "none"
ROLE_CHOICES = [
    (ADMINISTRATOR, _("Administrators")),
    (HR, _("HR")),
    (AUTHOR, _("Authors")),
    ("lead", _("Leads")),
    (WITNESS, _("Outside persons")),
    (NOBODY, _("Staff without a role")),
    (EVERYBODY, _("All accounts")),
]
STATE_CHOICES = [
    ("never", _("No sign-in yet")),
    ("no_second", _("A role, and no second step")),
    ("closed", _("Closed")),
]


class AccessFilter(FilterSet):
    """Without any of them only accounts with a role are listed; the page sees to that."""

    q = SearchFilter(label=_("Name or user name"), method="named_like")
    role = ChoiceFilter(
        label=_("Access"), choices=ROLE_CHOICES, empty_label=_("Everybody with a role"), method="of_role"
    )
    state = ChoiceFilter(label=_("State"), choices=STATE_CHOICES, empty_label=_("Open accounts"), method="in_state")

    class Meta:
        model = User
        fields = []

    def named_like(self, queryset, name, value):
        people = StaffMember.objects.named_like(value)
        other = searched(User.objects.all(), value, "username", "first_name", "email")
        return queryset.filter(Q(pk__in=other.values("pk")) | Q(staff_member__in=people))

    def of_role(self, queryset, name, value):
        if value == EVERYBODY:
            return queryset
        if value == "lead":
            return queryset.filter(is_lead_today=True)
        if value == NOBODY:
            return queryset.filter(has_role=False, is_lead_today=False)
        return queryset.filter(Q(pk__in=holders_of(value).values("pk")))

    def in_state(self, queryset, name, value):
        if value == "never":
            return queryset.filter(last_login=None)
        if value == "no_second":
            return queryset.filter(has_second=False, has_role=True)
        return queryset


def holders_of(role):
    """Accounts that hold a role, open or closed; whoever was made superuser counts as administrator."""
    held = Q(groups__name=role)
    return User.objects.filter(held)


class AccountRequestFilter(FilterSet):
    state = ChoiceFilter(choices=RequestState, label=_("State"))
    kind = ChoiceFilter(choices=RequestKind, label=_("What for"))

    class Meta:
        model = AccountRequest
        fields = []


MENTIONED_AS = ("staff", "account", "subject", "to")
MOST = 200


class AuditFilter(FilterSet):
    """`by`, `on` and `verb` come from the links of an entry's page, the rest is typed."""

    q = SearchFilter(label=_("Search"), method="anywhere")
    who = SearchFilter(label=_("Who did it"), method="done_by")
    about = SearchFilter(label=_("About whom or what"), method="about_somebody")
    kind = ChoiceFilter(label=_("What kind"), choices=kinds, method="of_kind")
    since = DayFilter(label=_("From day"), method="from_day")
    until = DayFilter(label=_("To day"), method="to_day")
    by = SearchFilter(field_name="actor_key", method="exactly", widget=forms.HiddenInput)
    on = SearchFilter(field_name="object_key", method="exactly", widget=forms.HiddenInput)
    verb = SearchFilter(field_name="verb", method="exactly", widget=forms.HiddenInput)

    class Meta:
        model = AuditEntry
        fields = []

    def anywhere(self, queryset, name, value):
        verbs = Q(verb__in=verbs_saying(value))
        number = Q(number=int(value)) if value.isdecimal() and len(value) < 19 else Q()
        return queryset.filter(verbs | number | _done_by(value) | _about(value))

    def done_by(self, queryset, name, value):
        return queryset.filter(_done_by(value))

    def about_somebody(self, queryset, name, value):
        return queryset.filter(_about(value))

    def of_kind(self, queryset, name, value):
        return queryset.filter(verb__in=verbs_of(value))

    def from_day(self, queryset, name, value):
        return queryset.filter(at__gte=first_instant(value))

    def to_day(self, queryset, name, value):
        return queryset.filter(at__lt=first_instant(value + timedelta(days=1)))

    def exactly(self, queryset, name, value):
        return queryset.filter(**{name: value})


def _done_by(text):
    keys = [account for _staff, account in _people(text) if account]
    named = searched(User.objects.filter(staff_member=None), text, "username", "first_name")
    keys += named.values_list("key", flat=True)[:MOST]
    words, names = words_sought(text), AuditEntry.objects.order_by().values_list("actor_name", flat=True).distinct()
    called = [name for name in names if words and holds(fold(name), words)]
    return Q(actor_key__in=keys) | Q(actor_name__in=called[:MOST])


def _about(text):
    """Entries about rows that are called so, and those that mention such a person."""
    people = {key for pair in _people(text) for key in pair if key}
    found = Q(object_key__in=people)
    for name in MENTIONED_AS if people else ():
        found |= Q(**{f"detail__{name}__in": sorted(people)})
    for label, thing in things().items():
        keys = thing.found(text, MOST)
        if keys:
            found |= Q(object_type=label, object_key__in=keys)
    return found


def _people(text):
    """[(key, key of the account or None)] of staff who are called so."""
    return list(StaffMember.objects.named_like(text).values_list("key", "user__key")[:MOST])
