import django_tables2
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.tables import CodeColumn, DayColumn, MomentColumn, PersonColumn, Table, TemplateCell, TextColumn
from people.history import VERBS
from people.models import AccountRequest, StaffMember
from people.telling import name_of, named


class StaffTable(Table):
    name = PersonColumn(_("Name"), linkify=lambda record: record.get_absolute_url())
    code = CodeColumn(verbose_name=_("Code"))
    team = TextColumn(verbose_name=_("Team"), accessor="team__name", order_by=("team__code",))
    branch = TextColumn(verbose_name=_("Branch"), accessor="team__branch__name", order_by=("team__branch__code",))
    job_role = TextColumn(verbose_name=_("Job role"), accessor="job_role__name", order_by=("job_role__code",))
    joined_on = DayColumn(verbose_name=_("Joined"))
    left_on = DayColumn(verbose_name=_("Left"))

    class Meta(Table.Meta):
        model = StaffMember
        fields = ("name", "code", "team", "branch", "job_role", "joined_on", "left_on")


class AccessTable(Table):
    """Accounts and the roles they hold; the buttons that change them stand on the account's own page."""

    name = TextColumn(
        verbose_name=_("Name"),
        accessor="pk",
        orderable=False,
        linkify=lambda record: reverse("people:account", args=[record.key]),
    )
    username = CodeColumn(verbose_name=_("User name"))
    roles = TemplateCell("people/cells/roles.html", verbose_name=_("Access"), accessor="pk")
    last_login = MomentColumn(verbose_name=_("Last sign-in"))

    class Meta(Table.Meta):
        fields = ("name", "username", "roles", "last_login")

    def render_name(self, record):
        return named(record)

    def value_name(self, record):
        return named(record)


class AccountRequestTable(Table):
    """The row leads to the request, where it is confirmed."""

    account = TextColumn(
        verbose_name=_("Whose account"),
        accessor="pk",
        order_by=("account__username",),
        linkify=lambda record: record.get_absolute_url(),
    )
    kind = TextColumn(verbose_name=_("What for"))
    asked_by = TextColumn(verbose_name=_("Asked by"), order_by=("asked_by__username",))
    asked_at = MomentColumn(verbose_name=_("Asked"))
    state = TextColumn(verbose_name=_("State"))
    decided_by = TextColumn(verbose_name=_("Second person"), order_by=("decided_by__username",))

    class Meta(Table.Meta):
        model = AccountRequest
        fields = ("account", "kind", "asked_by", "asked_at", "state", "decided_by")

    def render_account(self, record):
        return name_of(record)

    def value_account(self, record):
        return name_of(record)

    def render_asked_by(self, record):
        return named(record.asked_by)

    def value_asked_by(self, record):
        return named(record.asked_by)

    def render_decided_by(self, record):
        return named(record.decided_by)

    def value_decided_by(self, record):
        return named(record.decided_by)


class AuditTable(Table):
    at = MomentColumn(verbose_name=_("When"))
    actor_name = TextColumn(verbose_name=_("Who"), default=_("the system"))
    verb = django_tables2.Column(verbose_name=_("What"))
    object_type = CodeColumn(verbose_name=_("About what"))
    object_key = CodeColumn(verbose_name=_("Key"))

    class Meta(Table.Meta):
        fields = ("at", "actor_name", "verb", "object_type", "object_key")

    def render_verb(self, value):
        return VERBS.get(value, value)

    def value_verb(self, value):
        return value
