"""The flow of a file with a table: between the upload and the rows it asks what its columns are, and remembers it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.access import require
from kit.forms import posted
from kit.importing.actions import delete_mapping, rename_mapping, save_mapping
from kit.importing.errors import NameTaken
from kit.importing.flow import READ, SENT, Flow, Step, listed
from kit.importing.forms import ColumnsForm, NameForm, TableFileForm, WhereForm
from kit.importing.kinds import Kind
from kit.importing.layouts import CHOSEN, mapped_layout
from kit.importing.models import SavedMapping
from kit.importing.uploads import FILES, Upload, keep_upload, load_upload, open_upload, read_again
from kit.phrases import sentences
from kit.spreadsheets import SpreadsheetError

MAPPINGS_SHOWN = 25
LABELS = {
    "": gettext_lazy("File"),
    "columns": gettext_lazy("Columns"),
    "preview": gettext_lazy("Look at the rows"),
    "done": gettext_lazy("Done"),
}


def line(kind: Kind, here: str = "", name: str | None = None) -> list[tuple[Promise, str, bool]]:
    """The thin line of steps: (label, address or "", is it this one); steps behind are links."""
    done = list(LABELS).index(here)
    return [
        (label, kind.url(step, name) if place < done else "", step == here)
        for place, (step, label) in enumerate(LABELS.items())
    ]


class TableFlow(Flow):
    """An app says its `kind`, `states` (of the plan's rows, in the order in which they are shown) and `plan`: `rows`
    with `number`, `state` and `problems`, and the `file` (`Brought`) that they are of. `about`: what it keeps beside.
    """

    steps: ClassVar[dict[str, Step]] = {
        **Flow.steps,
        "saved": Step("saved/", (*READ, *SENT)),
        "columns": Step("<str:name>/columns/", (*READ, *SENT)),
    }
    kind: Kind
    store = FILES
    form_class = TableFileForm
    unreadable = (SpreadsheetError,)
    states: ClassVar[tuple[str, ...]] = ()
    per_page = 100

    def allow(self) -> None:
        require(self.by, self.kind.permission)

    def url(self, step: str = "") -> str:
        return self.kind.url(step, self.name)

    def about(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        return {}

    def keep(self, form: Any) -> str:
        """On to the columns, or past them where nothing is open."""
        cleaned = form.cleaned_data
        upload = open_upload(cleaned["file"], self.kind, by=self.by, at=self.at, about=self.about(cleaned))
        self.name = upload.name
        return self.url("preview" if upload.is_sure else "columns")

    def load(self) -> Upload | None:
        return load_upload(self.name, self.kind, by=self.by, at=self.at)

    def is_ready(self, kept: Upload) -> bool:
        return kept.is_ready

    def unready(self, kept: Upload) -> HttpResponse | None:
        return None if self.is_ready(kept) else redirect(self.url("columns"))

    def page(self, step: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        here = "" if step == "upload" else step
        return super().page(step, {**context, "steps": line(self.kind, here, self.name or None)}, status)

    # The rows.

    def state(self, row: Any) -> str:
        return str(row.state)

    def context(self, kept: Upload, plan: Any) -> dict[str, Any]:
        shown = {"filename": kept.filename, "wrong_url": self.url("wrong"), **self.rows(plan)}
        return {**shown, "left_out": plan.file.left_out, "refused": plan.file.refused}

    def rows(self, plan: Any) -> dict[str, Any]:
        """A page of the rows, of one state where one is chosen; what needs a look comes first."""
        asked = self.request.GET
        chosen = asked.get("show")
        rows = [row for row in plan.rows if chosen not in self.states or self.state(row) == chosen]
        rows.sort(key=lambda row: self.states.index(self.state(row)))
        counts = Counter(map(self.state, plan.rows))
        also = asked.copy()
        for name in ("show", "page"):
            also.pop(name, None)
        page = Paginator(rows, self.per_page).get_page(asked.get("page"))
        counted = {state: counts[state] for state in self.states}
        return {"page": page, "chosen": chosen, "counts": counted, "also": also.urlencode()}

    def wrong_file(self, kept: Upload) -> HttpResponse:
        """As they stand in the file, with their numbers and what is wrong."""
        brought = kept.brought()
        raw = {record.number: record.raw for record in brought.records}
        heads = [_("Row"), _("Problem"), *brought.header]
        rows = self.plan(kept).wrong_rows
        return listed(heads, ([row.number, sentences(row.problems), *raw.get(row.number, [])] for row in rows))

    # The columns.

    def columns(self) -> HttpResponse:
        """Which sheet, which row, which column is what, which order the days have."""
        upload = self.opened()
        where = self.where(upload)
        if where.is_bound and where.is_valid() and self.is_read_again(upload, where):
            return redirect(self.url("columns"))
        form = self._columns_form(upload, is_bound=self.request.method == "POST" and not where.is_bound)
        if form.is_bound and self._is_taken(upload, form):
            return redirect(self.url("preview"))
        unknown, refused = form.upload.layout.left_out(upload.grid, self.kind)
        shown = {"form": form, "left_out": unknown, "refused": refused, **self.mappings(upload.mappings())}
        return self.columns_page(upload, where, shown, 422 if form.is_bound or where.is_bound else 200)

    def where(self, upload: Upload) -> WhereForm:
        return WhereForm(upload, self.request.POST if "again" in self.request.POST else None)

    def columns_page(self, upload: Upload, where: WhereForm, shown: dict[str, Any], status: int) -> HttpResponse:
        shown = {"upload": upload, "kind": self.kind, "where": where, **shown}
        shown["steps"] = line(self.kind, "columns", self.name)
        template = self.templates.get("columns", "kit/importing/columns.html")
        return render(self.request, template, shown, status=status)

    def mappings(self, fitting: Sequence[SavedMapping]) -> dict[str, Any]:
        """For the page of the columns: the saved mappings that fit the file, and where all of them stand."""
        has_saved = bool(fitting) or SavedMapping.objects.filter(kind=self.kind.name).exclude(name="").exists()
        return {"mappings": fitting, "has_saved": has_saved, "saved_url": self.kind.url("saved")}

    def is_read_again(self, upload: Upload, where: WhereForm) -> bool:
        """Is the file kept as another sheet, other letters or another row of headings give it?"""
        said = where.cleaned_data
        changed: dict[str, Any] = {"sheet": int(said["sheet"])} if "sheet" in said else {}
        if said.get("encoding") and said["encoding"] != upload.grid.encoding:
            changed["encoding"] = said["encoding"]
        try:
            again = read_again(upload, heading=int(said["heading"]), **changed)
        except SpreadsheetError as problem:
            where.add_error(None, str(problem))
            return False
        keep_upload(again, by=self.by)
        return True

    def _columns_form(self, upload, is_bound):
        key = self.request.GET.get("mapping")
        if key and not is_bound:
            mapping = get_object_or_404(SavedMapping, key=key, kind=upload.kind.name)
            layout = mapped_layout(upload.grid, upload.kind, mapping.layout, upload.layout.heading)
            upload = replace(upload, layout=layout) if layout else upload
        if not is_bound:
            return ColumnsForm(upload)
        form = ColumnsForm(upload, self.request.POST)
        if not form.is_valid():
            return form
        # What the days may mean depends on the columns that were chosen just now.
        layout = replace(upload.layout, columns=form.columns(), same=form.same(), order="")
        form = ColumnsForm(upload, self.request.POST, layout=layout)
        form.is_valid()
        form.layout = layout
        return form

    def _is_taken(self, upload, form):
        """Is everything said? Then it is kept, and remembered for the next file with these headings."""
        if form.errors:
            return False
        layout, kind, grid = form.layout, upload.kind, upload.grid
        orders = layout.orders(grid, kind)
        order = orders[0] if len(orders) == 1 else form.cleaned_data.get("order", "")
        if order not in orders:
            form.add_error("order", _("Say which order the dates have; the file does not tell."))
        for label in layout.missing(kind):
            form.add_error(None, _("Which column is “%(label)s”?") % {"label": label})
        if not layout.data(grid):
            form.add_error(None, _("There is no row under these headings."))
        if form.errors:
            return False
        upload = replace(upload, layout=replace(layout, order=order, how=CHOSEN, suggested=[]))
        keep_upload(upload, by=self.by)
        save_mapping(upload=upload, by=self.by, at=self.at)
        if name := " ".join(form.cleaned_data["save_as"].split()):
            save_mapping(upload=upload, name=name, by=self.by, at=self.at)
        return True

    # The saved mappings.

    def saved(self) -> HttpResponse:
        """All of this kind of file: renamed and deleted by whoever may bring such files."""
        request, kind = self.request, self.kind
        mappings = SavedMapping.objects.filter(kind=kind.name).exclude(name="").order_by("name", "-saved_at")
        key = request.POST.get("mapping", "")
        form = NameForm(request.POST if "name" in request.POST else None, auto_id=f"id_{key[:16]}_%s")
        if request.method == "POST" and (mapping := get_object_or_404(mappings, key=key)):
            if form.is_bound and self._is_renamed(mapping, form):
                return redirect(kind.url("saved"))
            if not form.is_bound:
                delete_mapping(mapping=mapping, by=self.by, at=self.at)
                messages.success(request, _("“%(name)s” was deleted. What it brought stays.") % {"name": mapping.name})
                return redirect(kind.url("saved"))
        page = Paginator(mappings, MAPPINGS_SHOWN).get_page(request.GET.get("page"))
        lines = [(row, _labels(row, kind), form if row.key == key else _named(row)) for row in page]
        shown = {"kind": kind, "page": page, "lines": lines}
        return render(request, "kit/importing/saved.html", shown, status=422 if form.errors else 200)

    def _is_renamed(self, mapping, form):
        if not form.is_valid():
            return False
        name = form.cleaned_data["name"]
        try:
            rename_mapping(mapping=mapping, name=name, by=self.by, at=self.at)
        except NameTaken:
            form.add_error("name", _("Another mapping for files with these headings has this name."))
            return False
        messages.success(self.request, _("It is called “%(name)s” now.") % {"name": name})
        return True


class InPlaceFlow(TableFlow):
    """Confirmed by a POST to the address of the rows themselves."""

    steps: ClassVar[dict[str, Step]] = {
        **{step: about for step, about in TableFlow.steps.items() if step != "confirm"},
        "preview": Step("<str:name>/", (*READ, *SENT)),
    }

    def preview(self) -> HttpResponse:
        """Every row with what would happen to it; a POST writes all of it, or nothing and shows the rows again."""
        if posted(self.request) is None:
            return super().preview()
        kept = self.opened()
        return self.unready(kept) or self.written(kept) or self.shown(kept)


def _labels(mapping, kind):
    """What it says where to find; another app's kind may say so in words of its own."""
    return [str(field.label) for field in kind.fields if field.name in mapping.layout.get("heads", {})]


def _named(mapping):
    return NameForm(initial={"name": mapping.name}, auto_id=f"id_{mapping.key}_%s")
