from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.tables import CodeColumn, DayColumn, MomentColumn, NumberColumn, PersonColumn, Table, TemplateCell, TextColumn
from people.models import AccountRequest, StaffMember
from people.telling import named

PORTION = 500


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
        return named(record.account)

    def value_account(self, record):
        return named(record.account)

    def render_asked_by(self, record):
        return named(record.asked_by)

    def value_asked_by(self, record):
        return named(record.asked_by)

    def render_decided_by(self, record):
        return named(record.decided_by)

    def value_decided_by(self, record):
        return named(record.decided_by)


class AuditTable(Table):
    """One sentence an entry. `reading` (kit.audit.reading) is set by the page, for whoever reads it."""

    number = NumberColumn(
        verbose_name=_("Number"), linkify=lambda record: reverse("people:audit_entry", args=[record.number])
    )
    at = MomentColumn(verbose_name=_("When"))
    what = TextColumn(verbose_name=_("What happened"), accessor="verb", orderable=False)
    who = TextColumn(verbose_name=_("Who"), accessor="pk", visible=False)
    about = TextColumn(verbose_name=_("About what"), accessor="pk", visible=False)
    hash = CodeColumn(verbose_name=_("Fingerprint"), visible=False)

    class Meta(Table.Meta):
        fields = ("number", "at", "what", "who", "about", "hash")

    reading = None

    def render_what(self, record):
        return self.reading.html(record)

    def value_what(self, record):
        return self.reading.text(record)

    def value_who(self, record):
        return str(self.reading.who(record))

    def value_about(self, record):
        return str(self.reading.on(record))

    def body(self):
        self.reading.learn([row.record for row in self.paginated_rows])
        return super().body()

    def export_columns(self):
        """A file has what the sentence says in columns of their own as well."""
        return list(self.columns.iterall())

    def export_rows(self, records):
        records = iter(records)
        while portion := list(islice(records, PORTION)):
            self.reading.learn(portion)
            yield from super().export_rows(portion)
