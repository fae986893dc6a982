"""The whole folder as a file, out and in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kit.access import require
from kit.display import number
from kit.file_names import file_name
from kit.spreadsheets import XLSX, SpreadsheetError
from people.confirm import password_again
from people.staff_import.previews import drop_preview, keep_preview, load_preview
from playbook.actions.folder_import import import_folder
from playbook.errors import FolderFileWrong
from playbook.folder_files.files import folder_json, folder_xlsx, read_folder_file
from playbook.folder_files.planning import WRONG, plan_folder
from playbook.forms import FolderFileForm

PAGE_SIZE = 100
FILES = {"xlsx": (folder_xlsx, XLSX), "json": (folder_json, "application/json")}


def _page(request, kind):
    return reverse("playbook:folder_import")


@password_again(methods=("GET", "HEAD"), page=_page)
@require_safe
def folder_file(request, kind):
    """What is published, as XLSX or JSON."""
    require(request.user, "playbook.export_folder")
    if kind not in FILES:
        raise Http404
    make, content_type = FILES[kind]
    named = content_disposition_header(True, file_name(_("Folder of service"), kind))
    return HttpResponse(make(), content_type=content_type, headers={"Content-Disposition": named})


@require_http_methods(["GET", "POST"])
def folder_import(request):
    require(request.user, "playbook.import_folder")
    form = FolderFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = read_folder_file(file)
        except SpreadsheetError as problem:
            form.add_error("file", str(problem))
        else:
            name = keep_preview(table, filename=file.name, by=request.user, at=timezone.now())
            return redirect("playbook:folder_preview", name)
    return render(request, "playbook/folder_import.html", {"form": form})


@require_http_methods(["GET", "POST"])
def folder_preview(request, name):
    """Every row with what would happen to it and its problems; a POST writes all of it, or nothing."""
    require(request.user, "playbook.import_folder")
    kept = load_preview(name, by=request.user, at=timezone.now())
    if kept is None:
        raise Http404
    table, filename = kept
    if request.method == "POST":
        try:
            plan = import_folder(table=table, by=request.user, at=timezone.now())
        except FolderFileWrong:
            messages.error(request, _("Nothing was written: some rows still have problems."))
        else:
            drop_preview(name, by=request.user)
            messages.success(request, _written(len(plan.to_write)))
            return redirect("playbook:editions")
    plan = plan_folder(table)
    order = {WRONG: 0, "new": 1, "changed": 2, "same": 3}
    rows = sorted(plan.rows, key=lambda row: order[row.state])
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"plan": plan, "page": page, "counts": plan.counts, "filename": filename}
    return render(request, "playbook/folder_preview.html", context)


def _written(count):
    said = ngettext("%(count)s row was written and published.", "%(count)s rows were written and published.", count)
    return said % {"count": number(count)}
