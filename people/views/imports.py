"""HR brings a staff list: upload, look at every row, confirm."""

import tempfile

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kit.access import require
from kit.bilingual import active_language
from kit.display import number
from kit.file_names import file_name
from kit.spreadsheets import XLSX, SpreadsheetError, read_table, write_xlsx
from people import errors
from people.actions import import_staff
from people.forms import UploadForm
from people.staff_import.columns import asked_columns, is_needed, template_header
from people.staff_import.plan import ADDED, CHANGED, UNCHANGED, WRONG, plan_import
from people.staff_import.previews import drop_preview, keep_preview, load_preview
from people.work_forms import ImportDayForm
from people.written import written_languages

PAGE_SIZE = 100


@require_http_methods(["GET", "POST"])
def upload(request):
    require(request.user, "people.import_staff")
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = read_table(file)
        except SpreadsheetError as problem:
            form.add_error("file", str(problem))
        else:
            name = keep_preview(table, filename=file.name, by=request.user, at=timezone.now())
            return redirect("people:import_preview", name)
    return render(request, "people/import.html", {"form": form, "columns": _columns()})


def _columns():
    languages = written_languages()
    return [(column, is_needed(column, languages)) for column in asked_columns(languages)]


@require_GET
def template(request):
    """An empty staff list with the heads of the reader's language; the import knows both languages."""
    require(request.user, "people.import_staff")
    file = tempfile.SpooledTemporaryFile(max_size=1 << 20)  # noqa: SIM115 - the response closes it
    write_xlsx(file, template_header(active_language()), [], title=_("Staff"))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=file_name(_("Staff"), "xlsx"), content_type=XLSX)


@require_GET
def preview(request, name):
    require(request.user, "people.import_staff")
    table, filename = _kept(request, name)
    form = ImportDayForm(request.GET if "since" in request.GET else {"since": timezone.localdate()})
    since = form.cleaned_data["since"] if form.is_valid() else timezone.localdate()
    return _show(request, name, filename, plan_import(table, by=request.user, since=since), form)


@require_POST
def confirm(request, name):
    require(request.user, "people.import_staff")
    table, _filename = _kept(request, name)
    form, today = ImportDayForm(request.POST), timezone.localdate()
    since = form.cleaned_data["since"] if form.is_valid() else today
    about = {"by": request.user, "at": timezone.now(), "on": today, "since": since}
    try:
        plan = import_staff(table=table, fingerprint=request.POST.get("plan", ""), **about)
    except errors.PlanIsWrong:
        messages.error(request, _("Nothing was imported: some rows still have problems."))
        return redirect("people:import_preview", name)
    except errors.PeopleError:
        messages.warning(request, _("Nothing was imported: something changed meanwhile. Please look again."))
        return redirect("people:import_preview", name)
    drop_preview(name, by=request.user)
    messages.success(request, _summary(plan))
    return redirect("people:staff_list")


def _kept(request, name):
    kept = load_preview(name, by=request.user, at=timezone.now())
    if kept is None:
        raise Http404
    return kept


def _show(request, name, filename, plan, form):
    chosen = request.GET.get("show")
    rows = [row for row in plan.rows if row.state == chosen] if chosen else plan.rows
    # What needs a look comes first.
    order = {WRONG: 0, CHANGED: 1, ADDED: 2, UNCHANGED: 3}
    page = Paginator(sorted(rows, key=lambda row: order[row.state]), PAGE_SIZE).get_page(request.GET.get("page"))
    counts = {state: plan.count(state) for state in order}
    context = {"plan": plan, "page": page, "counts": counts, "name": name, "filename": filename, "chosen": chosen}
    context |= {"form": form}
    return render(request, "people/import_preview.html", context)


def _summary(plan):
    added, changed = plan.count(ADDED), plan.count(CHANGED)
    first = ngettext("%(count)s person was added", "%(count)s people were added", added) % {"count": number(added)}
    second = ngettext("%(count)s was changed", "%(count)s were changed", changed) % {"count": number(changed)}
    return _("%(first)s and %(second)s.") % {"first": first, "second": second}
