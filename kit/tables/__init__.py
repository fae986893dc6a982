"""Columns of list pages. Each shows a value the reader's way and exports it typed: numbers as numbers, dates as dates.

class EvaluationTable(Table):
    subject = PersonColumn(_("Person"), path="subject")
    score = PercentColumn(_("Score"))
    released_at = DayColumn(_("Released"))
    state = StateColumn(_("State"), kinds={"released": "accent", "final": "good"})

    class Meta(Table.Meta):
        model = Evaluation
        fields = ("subject", "score", "released_at", "state")
"""

import datetime as dt
from decimal import Decimal

import django_tables2
from django.db.models import F
from django.db.models.functions import Lower
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django_tables2.utils import Accessor

from kit import display
from kit.dates.calendar import JALALI, local_day, numeric_text
from kit.reader import current_reader
from kit.spreadsheets import Money, Percent
from kit.tables.rows import DrawnRows, Row
from kit.templatetags.components import avatar, chip, code
from kit.text.bilingual import active_language
from kit.text.markup import escaped

_TYPED = (int, Decimal, Percent, Money, dt.date, type(None))


class Table(DrawnRows, django_tables2.Table):
    """A table whose rows can be exported; `export_header` and `export_rows` follow the visible columns.

    `phone`: names of the columns that a row of two lines shows on a phone; the first has the upper line, or with
    `phone_beside` the start of the one row. Without it every cell stands under its heading.
    """

    phone = ()
    phone_beside = False

    class Meta:
        order_by_field = "sort"

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", display.MISSING)
        super().__init__(*args, **kwargs)

    def export_columns(self):
        return [column for column in self.columns if not column.column.exclude_from_export]

    def export_header(self):
        """The heads, one for each cell of `export_rows`."""
        heads = []
        for column in self.export_columns():
            own = getattr(column.column, "export_heads", None)
            heads += own(str(column.header)) if own else [str(column.header)]
        return heads

    def export_rows(self, records):
        """Lists of typed values for an iterable of records."""
        columns = self.export_columns()
        for record in records:
            row = Row(record, self)
            cells = []
            for column in columns:
                value, own = row.get_cell_value(column.name), getattr(column.column, "export_cells", None)
                cells += own(value) if own else [_plain(value)]
            yield cells


def _plain(value):
    """An export value without HTML: numbers and dates as they are, everything else as text."""
    if isinstance(value, SafeString):
        return strip_tags(value)
    if isinstance(value, _TYPED):
        return value
    return str(value) if not isinstance(value, Promise) else f"{value}"


class TextColumn(django_tables2.Column):
    """Free text, in its own direction."""

    def render(self, value):
        return mark_safe(f'<span dir="auto">{escaped(value)}</span>')  # noqa: S308 (the text is escaped)

    def value(self, value):
        return str(value)


class CodeColumn(django_tables2.Column):
    """A code: isolated and left to right."""

    def render(self, value):
        return code(value)

    def value(self, value):
        return str(value)


class _FlushRight(django_tables2.Column):
    """Digits run left to right in both languages, so their columns are flush right in both."""

    attrs = {"th": {"class": "hv-endcol"}, "td": {"class": "hv-endcol"}}


class NumberColumn(_FlushRight):
    def render(self, value):
        return display.number(value)

    def value(self, value):
        return value


class PercentColumn(_FlushRight):
    """Basis points. `places` decimals on the screen, two in exports."""

    def __init__(self, *args, places=1, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = places

    def render(self, value):
        return format_html("<span>{}</span>", display.percent(value, self.places))

    def value(self, value):
        return Percent(value)


class MoneyColumn(_FlushRight):
    """Minor units of the company's currency; the head names the unit."""

    @property
    def header(self):
        return f"{self.verbose_name} ({display.currency_name()})"

    def render(self, value):
        return display.money_amount(value)

    def value(self, value):
        reader = current_reader()
        return Money(value, reader.currency, reader.shows_toman)


class DayColumn(django_tables2.Column):
    """A date or an instant, shown as a day. Exports the date and, beside it, the Jalali one as text."""

    def render(self, value):
        return display.shortday(value)

    def value(self, value):
        return local_day(value) if isinstance(value, dt.datetime) else value

    def export_heads(self, head):
        return [head, _("%(head)s (Jalali)") % {"head": head}]

    def export_cells(self, value):
        if value is None:
            return [None, None]
        day = local_day(value) if isinstance(value, dt.datetime) else value
        return [value, numeric_text(day, JALALI)]


class MomentColumn(DayColumn):
    """An instant with its time."""

    def render(self, value):
        return display.moment(value)

    def value(self, value):
        return value


class PersonColumn(django_tables2.Column):
    """Somebody by name, with the first letter in a circle. `path` leads from the row to the staff member ("": the row).
    `circle=False` where a table is wide and has a person already.

    Sorted by family name in the reader's language.
    """

    def __init__(self, verbose_name=None, *, path="", circle=True, **kwargs):
        kwargs.setdefault("accessor", path or "pk")
        super().__init__(verbose_name, **kwargs)
        self.path, self.circle = path, circle

    def person(self, record):
        return Accessor(self.path).resolve(record) if self.path else record

    def render(self, record):
        name = self.person(record).name
        circle = avatar(name, size="s", neutral=True) if self.circle else ""
        return mark_safe(f'<span class="hv-row hv-g2">{circle}<bdi>{escaped(name)}</bdi></span>')  # noqa: S308 (parts are escaped)

    def value(self, record):
        return self.person(record).name

    def order(self, queryset, is_descending):
        prefix = f"{self.path}__" if self.path else ""
        fields = (f"family_name_{active_language()}", f"given_name_{active_language()}")
        names = [Lower(F(prefix + field)) for field in fields]
        return queryset.order_by(*[name.desc() if is_descending else name.asc() for name in names]), True


class StateColumn(django_tables2.Column):
    """A state as a chip: words always, with the icon and colour of its kind.

    `kinds`: {"late": "bad", ...} (good, warn, bad, accent, or "" for quiet); `icons`: {"late": "clock"};
    `labels`: {"late": _("Late")} where the value is not a model field with choices.
    """

    def __init__(self, *args, kinds=None, icons=None, labels=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kinds, self.icons, self.labels = kinds or {}, icons or {}, labels or {}

    def words(self, value, raw):
        return str(self.labels.get(raw, value))

    def render(self, value, record, bound_column):
        raw = Accessor(bound_column.accessor).resolve(record)
        return chip(self.words(value, raw), kind=self.kinds.get(raw, ""), icon=self.icons.get(raw))

    def value(self, value, record, bound_column):
        return self.words(value, Accessor(bound_column.accessor).resolve(record))


class TemplateCell(django_tables2.TemplateColumn):
    """A cell of its own template, which sees `record` and `value`; left out of exports unless told otherwise."""

    def __init__(self, template_name, **kwargs):
        kwargs.setdefault("orderable", False)
        kwargs.setdefault("exclude_from_export", True)
        super().__init__(template_name=template_name, **kwargs)


class LinkColumn(django_tables2.Column):
    """Any text as a link: `LinkColumn(_("Title"), linkify=True)` goes to the row's own page."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("linkify", lambda record: record.get_absolute_url())
        super().__init__(*args, **kwargs)

    def render(self, value):
        return conditional_escape(value)

    def value(self, value):
        return str(value)
