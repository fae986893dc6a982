"""The whole folder as a file, out and in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kit.access import require
from kit.display import number
from kit.files.names import file_name
from kit.http.answers import bytes_file
from kit.importing import views
from kit.spreadsheets import XLSX
from people.accounts.confirmation import password_again
from playbook.actions.folder_import import import_folder
from playbook.approval.verdict import may_publish
from playbook.errors import FolderFileWrong
from playbook.files.exports import folder_json, folder_xlsx
from playbook.files.kind import folder_kind
from playbook.files.plan import CHANGED, NEW, SAME, WRONG, plan_folder
from playbook.forms.editions import FolderFileForm

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
    return bytes_file(make(), file_name(_("Folder of service"), kind), content_type)


@require_http_methods(["GET", "HEAD", "POST"])
def folder_import(request):
    require(request.user, "playbook.import_folder")
    kind, form = folder_kind(), FolderFileForm(request.POST or None, request.FILES or None)
    answer = views.bring(request, kind, form)
    shown = {"form": form, "steps": views.line(kind)}
    return answer or render(request, "playbook/folder_import.html", shown)


def folder_columns(request, name):
    return views.columns(request, name, folder_kind())


def folder_saved(request):
    return views.saved(request, folder_kind())


@require_http_methods(["GET", "HEAD", "POST"])
def folder_preview(request, name):
    """Every row with what would happen to it and its problems; a POST writes all of it, or nothing."""
    upload = views.opened(request, name, folder_kind())
    if not upload.is_ready:
        return views.to_columns(upload.kind, name)
    if request.method == "POST":
        leave_out = "leave_out" in request.POST
        try:
            plan = import_folder(file=upload.brought(), by=request.user, at=timezone.now(), leave_out=leave_out)
        except FolderFileWrong:
            messages.error(request, _("Nothing was written: some rows still have problems."))
        else:
            views.done(request, upload)
            _tell(request, len(plan.to_write))
            return redirect("playbook:editions")
    return render(request, "playbook/folder_preview.html", _rows(request, upload))


def _rows(request, upload):
    plan = plan_folder(upload.brought())
    order = {WRONG: 0, NEW: 1, CHANGED: 2, SAME: 3}
    rows = sorted(plan.rows, key=lambda row: order[row.state])
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    kind, name = upload.kind, upload.name
    context = {"plan": plan, "page": page, "counts": plan.counts, "filename": upload.filename}
    context |= {"steps": views.line(kind, "preview", name), "wrong_url": kind.url("wrong", name)}
    return context | {"left_out": plan.file.left_out, "refused": plan.file.refused}


@require_safe
def folder_wrong(request, name):
    """The rows with a problem, to mend them in a file of their own."""
    upload = views.opened(request, name, folder_kind())
    if not upload.is_ready:
        return views.to_columns(upload.kind, name)
    return views.wrong_rows(request, upload, plan_folder(upload.brought()).wrong_rows)


def _tell(request, count):
    verdict = may_publish(request.user)
    if verdict.allowed:
        said = ngettext("%(count)s row was written and published.", "%(count)s rows were written and published.", count)
    else:
        said = ngettext("%(count)s row was written as a draft.", "%(count)s rows were written as drafts.", count)
    messages.success(request, said % {"count": number(count)})
    if not verdict.allowed:
        messages.info(request, verdict.sentence)
