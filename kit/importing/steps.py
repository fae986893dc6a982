"""The views' part: an app's views for file, columns and rows call these and stay short."""

import csv
import io
from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kit.access import require
from kit.importing.actions import save_mapping
from kit.importing.forms import ColumnsForm, WhereForm
from kit.importing.layouts import CHOSEN, mapped_layout
from kit.importing.models import SavedMapping
from kit.importing.uploads import (
    drop_upload,
    keep_upload,
    load_upload,
    open_upload,
    read_again,
)
from kit.spreadsheets import CSV, SpreadsheetError, safe_text

STEPS = (
    ("", gettext_lazy("File")),
    ("columns", gettext_lazy("Columns")),
    ("preview", gettext_lazy("Look at the rows")),
    ("done", gettext_lazy("Done")),
)


def line(kind, here="", name=None):
    """The thin line of steps: (label, address or "", is it this one); steps behind are links."""
    order = [step for step, _label in STEPS]
    done = order.index(here)
    return [
        (label, kind.url(step, name) if place < done else "", step == here) for place, (step, label) in enumerate(STEPS)
    ]


def bring(request, kind, form, about=None):
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


def opened(request, name, kind):
    """The Upload under this name; for its bringer alone, two hours long."""
    require(request.user, kind.permission)
    upload = load_upload(name, kind, by=request.user, at=timezone.now())
    if upload is None:
        raise Http404
    return upload


def to_columns(kind, name):
    return redirect(kind.url("columns", name))


def done(request, upload):
    """What was brought is written: the file goes."""
    drop_upload(upload, by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request, name, kind, template="kit/importing/columns.html", context=None):
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
    shown |= {"mappings": upload.mappings(), "left_out": unknown, "refused": refused, **(context or {})}
    return render(request, template, shown, status=422 if form.is_bound or where.is_bound else 200)


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
def wrong_rows(request, upload, rows):
    """The rows that would be left out as CSV: as they stand in the file, with their numbers and what is wrong."""
    raw = {record.number: record.raw for record in upload.brought().records}
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(map(safe_text, [_("Row"), _("Problem"), *upload.brought().header]))
    for row in rows:
        cells = raw.get(row.number, [])
        writer.writerow(map(safe_text, [row.number, _(" ").join(map(str, row.problems)), *cells]))
    answer = HttpResponse("\ufeff" + file.getvalue(), content_type=CSV)
    answer["Content-Disposition"] = 'attachment; filename="wrong-rows.csv"'
    return answer
