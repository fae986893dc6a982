"""The list page: a queryset, a filter set, a table and a permission make a page that sorts, filters, pages, exports.

class EvaluationList(ListPage):
    title = _("Evaluations")
    table_class = EvaluationTable
    filterset_class = EvaluationFilter
    empty = _("Evaluations appear here as soon as they are released.")

    def rows(self):
        return Evaluation.objects.visible_to(self.request.user).with_score()
"""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views import View

from kit.access import require
from kit.http.answers import table_file
from kit.http.confirm import ask_again

EXPORT_CHUNK = 2000


class ListPage(View):
    """`rows` must start from `visible_to(user)`. `empty`: a sentence, or a dict (title, text, icon, url, button,
    permission of who sees the button).

    A file is handed out only after the password was asked for again; `exports_unasked` says why one is not worth that.
    """

    http_method_names = ["get", "head", "options"]
    table_class = None
    filterset_class = None
    permission = None
    title = ""
    lead = ""
    empty = ""
    exports = "xlsx csv"
    exports_unasked = ""
    per_page = 20
    template_name = "kit/list.html"

    def rows(self):
        """The queryset of everything that this reader may see here."""
        raise NotImplementedError

    def context(self):
        """More for the template, where a page needs it."""
        return {}

    def get(self, request, **kwargs):
        if self.permission:
            require(request.user, self.permission)
        kind = request.GET.get("_export")
        kind = kind if kind in self.exports.split() else ""
        if kind and not self.exports_unasked:
            ask_again(request, page=page_without_export(request))
        filterset = self.filtered(self.rows()) if self.filterset_class else None
        table = self.sorted_table(filterset.qs if filterset else self.rows())
        if kind:
            return self.export(table, kind)
        table.paginate(per_page=self.per_page, page=self.page_number(table))
        return self.page(table, filterset)

    def filtered(self, rows):
        return self.filterset_class(self.request.GET or None, queryset=rows, request=self.request)

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
            "exports": self.exports or "none",
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


class CardPage(View):
    """A page of cards or lines: no table, no columns to sort by. What is narrowed by the address, `rows` narrows.

    `files`: what `_export` in the address may ask for; given by `file`, after the password was asked for again.
    """

    http_method_names = ["get", "head"]
    permission = None
    per_page = 20
    template_name = ""
    files = ()

    def rows(self):
        """Everything that this reader may see here, in order: a queryset or a list."""
        raise NotImplementedError

    def context(self, page):
        """More for the template than the page itself."""
        return {}

    def file(self, kind):
        """The answer with one of `files`."""
        raise NotImplementedError

    def get(self, request, **kwargs):
        if self.permission:
            require(request.user, self.permission)
        kind = request.GET.get("_export")
        if kind in self.files:
            ask_again(request, page=page_without_export(request))
            return self.file(kind)
        page = Paginator(self.rows(), self.per_page).get_page(request.GET.get("page"))
        return render(request, self.template_name, {"page": page, "paginator": page.paginator, **self.context(page)})


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
