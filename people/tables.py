from itertools import islice

from django.db.models import F
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit import display
from kit.tables import (
    CodeColumn,
    DayColumn,
    MomentColumn,
    NumberColumn,
    PersonColumn,
    StateColumn,
    Table,
    TemplateCell,
    TextColumn,
)
from kit.templatetags.components import chip
from kit.text.bilingual import active_language
from people.access.labels import powers_of
from people.access.notices import name_of, named
from people.models import AccountRequest, StaffMember
from people.models.roles import SECOND_PEOPLE

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

    phone = ("name", "job_role", "team")


class AccessTable(Table):
    """Accounts and what they let their owners do; the buttons that change it stand on the account's own page."""

    name = TextColumn(
        verbose_name=_("Name"),
        accessor="pk",
        linkify=lambda record: reverse("people:account", args=[record.key]),
    )
    powers = TemplateCell(
        "people/cells/powers.html", verbose_name=_("May do"), accessor="pk", exclude_from_export=False
    )
    second = StateColumn(
        verbose_name=_("Second step"),
        accessor="has_second",
        labels={True: _("set up"), False: _("not set up")},
        kinds={True: "good", False: "warn"},
    )
    last_login = MomentColumn(verbose_name=_("Last sign-in"), default=_("never"))
    username = CodeColumn(verbose_name=_("User name"))

    class Meta(Table.Meta):
        fields = ("name", "powers", "second", "last_login", "username")

    phone = ("name", "powers", "second")

    def order_name(self, queryset, is_descending):
        names = [Lower(F(f"staff_member__{part}_name_{active_language()}")) for part in ("family", "given")]
        names = [name.desc(nulls_last=True) if is_descending else name.asc(nulls_last=True) for name in names]
        return queryset.order_by(*names, "username"), True

    def order_last_login(self, queryset, is_descending):
        when = F("last_login")
        when = when.desc(nulls_last=True) if is_descending else when.asc(nulls_last=True)
        return queryset.order_by(when, "username"), True

    def render_name(self, record):
        return named(record)

    def value_name(self, record):
        return named(record)

    def render_second(self, value, record):
        """A second step is asked of those who hold a role that needs one; of the others nobody asks it."""
        if not value and not record.access_roles & SECOND_PEOPLE:
            return display.MISSING
        return chip(self.base_columns["second"].labels[value], kind=self.base_columns["second"].kinds[value])

    def value_powers(self, record):
        return " ".join(powers_of(record, led_teams(record)))


def led_teams(account):
    """Names of the teams that the owner of an account leads, as the page fetched them."""
    staff = account.staff_member_or_none
    return [leadership.team.name for leadership in staff.led_today] if staff else []


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

    phone = ("account", "kind", "state")

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
    """One sentence an entry. `reading` (kit.audit.sentences) is set by the page, for whoever reads it."""

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
