"""The views' part: an app's views for file, columns and rows call these and stay short."""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kit.access import require
from kit.files.names import file_name
from kit.http.answers import bytes_file
from kit.http.signed_in import SignedIn
from kit.importing.actions import delete_mapping, rename_mapping, save_mapping
from kit.importing.errors import NameTaken
from kit.importing.forms import ColumnsForm, NameForm, WhereForm
from kit.importing.kinds import Kind
from kit.importing.layouts import CHOSEN, mapped_layout
from kit.importing.models import SavedMapping
from kit.importing.uploads import (
    Upload,
    drop_upload,
    keep_upload,
    load_upload,
    open_upload,
    read_again,
)
from kit.phrases import sentences
from kit.spreadsheets import CSV, SpreadsheetError, write_csv

MAPPINGS_SHOWN = 25
STEPS = (
    ("", gettext_lazy("File")),
    ("columns", gettext_lazy("Columns")),
    ("preview", gettext_lazy("Look at the rows")),
    ("done", gettext_lazy("Done")),
)


def line(kind: Kind, here: str = "", name: str | None = None) -> list[tuple[Promise, str, bool]]:
    """The thin line of steps: (label, address or "", is it this one); steps behind are links."""
    order = [step for step, _label in STEPS]
    done = order.index(here)
    return [
        (label, kind.url(step, name) if place < done else "", step == here) for place, (step, label) in enumerate(STEPS)
    ]


def bring(
    request: SignedIn,
    kind: Kind,
    form: forms.Form,
    about: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
) -> HttpResponse | None:
    """The answer to an upload that could be read, else None: the form says why not. `about(cleaned)`: the app's own."""
    if request.method != "POST" or not form.is_valid():
        return None
    told = about(form.cleaned_data) if about else {}
    try:
        upload = open_upload(form.cleaned_data["file"], kind, by=request.user, at=timezone.now(), about=told)
    except SpreadsheetError as problem:
        form.add_error("file", str(problem))
        return None
    return redirect(kind.url("preview" if upload.is_sure else "columns", upload.name))


def opened(request: SignedIn, name: str, kind: Kind) -> Upload:
    """The Upload under this name; for its bringer alone, two hours long."""
    require(request.user, kind.permission)
    upload = load_upload(name, kind, by=request.user, at=timezone.now())
    if upload is None:
        raise Http404
    return upload


def to_columns(kind: Kind, name: str) -> HttpResponse:
    return redirect(kind.url("columns", name))


def done(request: SignedIn, upload: Upload) -> None:
    """What was brought is written: the file goes."""
    drop_upload(upload, by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(
    request: SignedIn,
    name: str,
    kind: Kind,
    template: str = "kit/importing/columns.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Which sheet, which row, which column is what, which order the days have."""
    upload = opened(request, name, kind)
    where = WhereForm(upload, request.POST if "again" in request.POST else None)
    if where.is_bound and where.is_valid():
        try:
            upload = _read_again(upload, where.cleaned_data)
        except SpreadsheetError as problem:
            where.add_error(None, str(problem))
        else:
            keep_upload(upload, by=request.user)
            return redirect(kind.url("columns", name))
    form = _columns_form(request, upload, is_bound=request.method == "POST" and not where.is_bound)
    if form.is_bound and _is_taken(request, upload, form):
        return redirect(kind.url("preview", name))
    unknown, refused = form.upload.layout.left_out(upload.grid, kind)
    shown = {"upload": upload, "kind": kind, "form": form, "where": where, "steps": line(kind, "columns", name)}
    shown |= {"left_out": unknown, "refused": refused, **mappings_of(kind, upload.mappings()), **(context or {})}
    return render(request, template, shown, status=422 if form.is_bound or where.is_bound else 200)


def mappings_of(kind: Kind, fitting: Sequence[SavedMapping]) -> dict[str, Any]:
    """For the page of the columns: the saved mappings that fit the file, and where all of them stand."""
    has_saved = bool(fitting) or SavedMapping.objects.filter(kind=kind.name).exclude(name="").exists()
    return {"mappings": fitting, "has_saved": has_saved, "saved_url": kind.url("saved")}


def _read_again(upload, said):
    changed = {"sheet": int(said["sheet"])} if "sheet" in said else {}
    if said.get("encoding") and said["encoding"] != upload.grid.encoding:
        changed["encoding"] = said["encoding"]
    return read_again(upload, heading=int(said["heading"]), **changed)


def _columns_form(request, upload, is_bound):
    key = request.GET.get("mapping")
    if key and not is_bound:
        mapping = get_object_or_404(SavedMapping, key=key, kind=upload.kind.name)
        layout = mapped_layout(upload.grid, upload.kind, mapping.layout, upload.layout.heading)
        upload = replace(upload, layout=layout) if layout else upload
    if not is_bound:
        return ColumnsForm(upload)
    form = ColumnsForm(upload, request.POST)
    if not form.is_valid():
        return form
    # What the days may mean depends on the columns that were chosen just now.
    layout = replace(upload.layout, columns=form.columns(), same=form.same(), order="")
    form = ColumnsForm(upload, request.POST, layout=layout)
    form.is_valid()
    form.layout = layout
    return form


def _is_taken(request, upload, form):
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
    keep_upload(upload, by=request.user)
    save_mapping(upload=upload, by=request.user, at=timezone.now())
    if name := " ".join(form.cleaned_data["save_as"].split()):
        save_mapping(upload=upload, name=name, by=request.user, at=timezone.now())
    return True


@require_safe
def wrong_rows(request: SignedIn, upload: Upload, rows: Iterable[Any]) -> HttpResponse:
    """The rows that would be left out as CSV: as they stand in the file, with their numbers and what is wrong."""
    raw = {record.number: record.raw for record in upload.brought().records}
    heads = [_("Row"), _("Problem"), *upload.brought().header]
    return listed(heads, ([row.number, sentences(row.problems), *raw.get(row.number, [])] for row in rows))


def listed(heads: Iterable[str], rows: Iterable[Iterable[object]], title: str = "") -> HttpResponse:
    """What would be left out, as a file."""
    file = io.BytesIO()
    write_csv(file, heads, rows)
    return bytes_file(file.getvalue(), file_name(title or _("Rows with a problem"), "csv"), CSV)


@require_http_methods(["GET", "HEAD", "POST"])
def saved(request: SignedIn, kind: Kind) -> HttpResponse:
    """The saved mappings of a kind of file: renamed and deleted by whoever may bring such files."""
    require(request.user, kind.permission)
    mappings = SavedMapping.objects.filter(kind=kind.name).exclude(name="").order_by("name", "-saved_at")
    key = request.POST.get("mapping", "")
    form = NameForm(request.POST if "name" in request.POST else None, auto_id=f"id_{key[:16]}_%s")
    if request.method == "POST" and (mapping := get_object_or_404(mappings, key=key)):
        if form.is_bound and _is_renamed(request, mapping, form):
            return redirect(kind.url("saved"))
        if not form.is_bound:
            delete_mapping(mapping=mapping, by=request.user, at=timezone.now())
            messages.success(request, _("“%(name)s” was deleted. What it brought stays.") % {"name": mapping.name})
            return redirect(kind.url("saved"))
    page = Paginator(mappings, MAPPINGS_SHOWN).get_page(request.GET.get("page"))
    lines = [(row, _labels(row, kind), form if row.key == key else _named(row)) for row in page]
    shown = {"kind": kind, "page": page, "lines": lines}
    return render(request, "kit/importing/saved.html", shown, status=422 if form.errors else 200)


def _labels(mapping, kind):
    """What it says where to find; another app's kind may say so in words of its own."""
    return [str(field.label) for field in kind.fields if field.name in mapping.layout.get("heads", {})]


def _named(mapping):
    return NameForm(initial={"name": mapping.name}, auto_id=f"id_{mapping.key}_%s")


def _is_renamed(request, mapping, form):
    if not form.is_valid():
        return False
    name = form.cleaned_data["name"]
    try:
        rename_mapping(mapping=mapping, name=name, by=request.user, at=timezone.now())
    except NameTaken:
        form.add_error("name", _("Another mapping for files with these headings has this name."))
        return False
    messages.success(request, _("It is called “%(name)s” now.") % {"name": name})
    return True
