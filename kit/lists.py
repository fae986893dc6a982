"""The list page: a queryset, a filter set, a table and a permission make a page that sorts, filters, pages, exports.

class EvaluationList(ListPage):
    title = _("Evaluations")
    table_class = EvaluationTable
    filterset_class = EvaluationFilter
    empty = _("Evaluations appear here as soon as they are released.")

    def rows(self):
        return Evaluation.objects.visible_to(self.request.user).with_score()

Cards, lines and what is worked out in memory are lists as well: without a table the page's own template draws them, a
`row_filter` narrows rows that are a list, `sheet` says what stands in each file.

class Coverage(ListPage):
    template_name = "playbook/coverage.html"
    row_filter = RowFilter(Pills("gap", Gap.choices, _lacks), text=_text)
    exports = "xlsx csv"

    def rows(self):
        return coverage_lines(self.edition, self.today)

    def sheet(self, name, rows):
        return Sheet(_("Coverage"), [(_("Code"), lambda line: line.standard.code)], rows)
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views import View

from kit.access import require
from kit.http.answers import CONTENT_TYPES, table_file
from kit.http.confirm import ask_again

EXPORT_CHUNK = 2000


@dataclass(frozen=True)
class Sheet:
    """A file of a list without a table. `columns`: a heading, and what it takes from a row."""

    title: str
    columns: Sequence[tuple[str, Callable[[Any], object]]]
    rows: Iterable[Any]

    def header(self) -> list[str]:
        return [heading for heading, _take in self.columns]

    def cells(self) -> Iterable[list[object]]:
        return ([take(row) for _heading, take in self.columns] for row in self.rows)


class ListPage(View):
    """`rows` must start from `visible_to(user)`. `empty`: a sentence, or a dict (title, text, icon, url, button,
    permission of who sees the button).

    `exports`: names of the files that `_export` in the address may ask for; by default what a table makes by itself.
    A file is handed out only after the password was asked for again; `exports_unasked` says why one is not worth that.
    """

    http_method_names = ["get", "head", "options"]
    table_class = None
    filterset_class = None
    row_filter = None
    permission = None
    title = ""
    lead = ""
    empty = ""
    exports: str | None = None
    exports_unasked = ""
    per_page = 20
    template_name = "kit/list.html"

    def rows(self):
        """Everything that this reader may see here: a queryset, or a list in its order."""
        raise NotImplementedError

    def context(self):
        """More for the template, where a page needs it. `self.narrowed`: what was filtered, and how; `self.shown`: the
        Page of a list without a table."""
        return {}

    def sheet(self, name, rows):
        """Of a page without a table: the Sheet that is called so in `exports`, of the rows that are narrowed."""
        raise NotImplementedError

    def get(self, request, **kwargs):
        if self.permission:
            require(request.user, self.permission)
        kind = request.GET.get("_export")
        kind = kind if kind in self.files.split() else ""
        if kind and not self.exports_unasked:
            ask_again(request, page=page_without_export(request))
        self.narrowed = narrowed = self.filtered(self.rows()) if self.filterset_class or self.row_filter else None
        rows = narrowed.qs if narrowed else self.rows()
        if self.table_class is None:
            return self.sheet_file(self.sheet(kind, rows), kind) if kind else self.drawn(rows)
        table = self.sorted_table(rows)
        if kind:
            return self.export(table, kind)
        table.paginate(per_page=self.per_page, page=self.page_number(table))
        return self.page(table, narrowed)

    @property
    def files(self):
        if self.exports is not None:
            return self.exports
        return "xlsx csv" if self.table_class else ""

    def filtered(self, rows):
        if self.row_filter:
            return self.row_filter.narrow(rows, self.request.GET)
        return self.filterset_class(self.request.GET or None, queryset=rows, request=self.request)

    def drawn(self, rows):
        """The page without a table: `page`, `paginator`, and `filter` where there is one."""
        self.shown = Paginator(rows, self.per_page).get_page(self.request.GET.get("page"))
        context = {"page": self.shown, "paginator": self.shown.paginator, "filter": self.narrowed}
        return render(self.request, self.template_name, {**context, **self.context()})

    def sheet_file(self, sheet, name):
        """`name` is the ending of the file as well; what is called otherwise is a workbook."""
        kind = name if name in CONTENT_TYPES else "xlsx"
        return table_file(kind, sheet.title, sheet.header(), sheet.cells())

    def sorted_table(self, rows):
        """The table, ordered by the columns named in the address and, within them, always in the same order."""
        table = self.table_class(rows)
        wanted = self.request.GET.getlist(table.prefixed_order_by_field)[:4]
        wanted = [name for name in wanted if name.removeprefix("-") in table.columns]
        if wanted:
            table.order_by = wanted
        table.data.data = _in_one_order(table.data.data)
        return table

    def page_number(self, table):
        """The page in the address, or the nearest that exists."""
        asked = self.request.GET.get(table.prefixed_page_field)
        return Paginator(range(len(table.data)), self.per_page).get_page(asked).number if asked else 1

    def page(self, table, filterset):
        context = {
            "heading": self.title,
            "lead": self.lead,
            "table": table,
            "filter": filterset,
            "empty": self._empty(),
            "exports": self.files or "none",
            **self.context(),
        }
        swapped = self.request.htmx and self.request.htmx.target == "list"
        swapped = swapped and not self.request.htmx.history_restore_request
        response = render(self.request, "kit/_table.html" if swapped else self.template_name, context)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response

    def _empty(self):
        """What an empty list says; its button only to who holds its `permission`, if it names one."""
        empty = self.empty if isinstance(self.empty, dict) or not self.empty else {"title": self.empty}
        permission = empty.get("permission") if empty else None
        if not permission or self.request.user.has_perm(permission):
            return empty
        return {**empty, "url": "", "button": ""}

    def export(self, table, kind):
        """The whole filtered list as a file."""
        data = table.data.data
        records = data.iterator(chunk_size=EXPORT_CHUNK) if hasattr(data, "iterator") else data
        return table_file(kind, self.title, table.export_header(), table.export_rows(records))


def page_without_export(request: HttpRequest) -> str:
    """The address of a list without the wish for a file."""
    query = request.GET.copy()
    query.pop("_export", None)
    return f"{request.path}?{query.urlencode()}".rstrip("?")


def _in_one_order(data):
    """Rows that the ordering leaves equal stand by primary key, so that no row is on two pages or on none."""
    if not isinstance(data, QuerySet) or data.query.is_sliced or data.query.group_by is not None:
        return data
    return data.order_by(*(data.query.order_by or data.model._meta.ordering), "pk")
