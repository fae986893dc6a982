"""HR brings a staff list: upload, look at every row, confirm."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kit.access import require
from kit.display import number
from kit.http.answers import table_file
from kit.importing import views
from kit.importing.forms import TableFileForm
from kit.text.bilingual import active_language
from people import errors
from people.actions import import_staff
from people.company.languages import written_languages
from people.forms.work import ImportDayForm
from people.importing.columns import asked_fields, is_needed, staff_kind, template_header
from people.importing.plan import ADDED, CHANGED, UNCHANGED, WRONG, plan_import
from people.models import Branch

PAGE_SIZE = 100
MOST_CREATED = 500


@require_http_methods(["GET", "POST"])
def upload(request):
    require(request.user, "people.import_staff")
    kind, form = staff_kind(), TableFileForm(request.POST or None, request.FILES or None)
    answer = views.bring(request, kind, form)
    shown = {"form": form, "columns": _columns(), "steps": views.line(kind)}
    return answer or render(request, "people/import.html", shown)


def _columns():
    languages = written_languages()
    return [(field, is_needed(field, languages)) for field in asked_fields(languages)]


def columns(request, name):
    return views.columns(request, name, staff_kind())


def saved(request):
    return views.saved(request, staff_kind())


@require_GET
def template(request):
    """An empty staff list with the heads of the reader's language; the import knows both languages."""
    require(request.user, "people.import_staff")
    return table_file("xlsx", _("Staff"), template_header(active_language()), [])


@require_GET
def preview(request, name):
    kept = views.opened(request, name, staff_kind())
    if not kept.is_ready:
        return views.to_columns(kept.kind, name)
    form = ImportDayForm(request.GET if "since" in request.GET else {"since": timezone.localdate()})
    since = form.cleaned_data["since"] if form.is_valid() else timezone.localdate()
    create = _to_create(request, request.GET)
    return _show(request, kept, plan_import(kept.brought(), by=request.user, since=since, create=create), form, create)


def _to_create(request, said):
    """Keys of what the person ticked, for whom changing the company's structure is no other right than importing."""
    create = frozenset(said.getlist("create")[:MOST_CREATED])
    if create:
        require(request.user, "people.change_structure")
    return create


@require_POST
def confirm(request, name):
    kept = views.opened(request, name, staff_kind())
    form, today = ImportDayForm(request.POST), timezone.localdate()
    since = form.cleaned_data["since"] if form.is_valid() else today
    about = {"by": request.user, "at": timezone.now(), "on": today, "since": since}
    about |= {"create": _to_create(request, request.POST), "leave_out": "leave_out" in request.POST}
    try:
        plan = import_staff(file=kept.brought(), fingerprint=request.POST.get("plan", ""), **about)
    except errors.PlanIsWrong:
        messages.error(request, _("Nothing was imported: some rows still have problems."))
        return redirect("people:import_preview", name)
    except errors.PeopleError:
        messages.warning(request, _("Nothing was imported: something changed meanwhile. Please look again."))
        return redirect("people:import_preview", name)
    views.done(request, kept)
    messages.success(request, _summary(plan))
    return redirect("people:staff_list")


@require_GET
def wrong(request, name):
    """The rows with a problem, to mend them in a file of their own."""
    kept = views.opened(request, name, staff_kind())
    create = _to_create(request, request.GET)
    plan = plan_import(kept.brought(), by=request.user, since=timezone.localdate(), create=create)
    return views.wrong_rows(request, kept, plan.wrong_rows)


def _show(request, kept, plan, form, create):
    chosen = request.GET.get("show")
    rows = [row for row in plan.rows if row.state == chosen] if chosen else plan.rows
    # What needs a look comes first.
    order = {WRONG: 0, CHANGED: 1, ADDED: 2, UNCHANGED: 3}
    page = Paginator(sorted(rows, key=lambda row: order[row.state]), PAGE_SIZE).get_page(request.GET.get("page"))
    counts = {state: plan.count(state) for state in order}
    also = request.GET.copy()
    for name in ("show", "page"):
        also.pop(name, None)
    context = {"plan": plan, "page": page, "counts": counts, "name": kept.name, "filename": kept.filename}
    context |= {"chosen": chosen, "form": form, "steps": views.line(kept.kind, "preview", kept.name)}
    context |= {"create": sorted(create), "branches": Branch.objects.all(), "also": also.urlencode()}
    context |= {"wrong_url": f"{kept.kind.url('wrong', kept.name)}?{also.urlencode()}"}
    context |= {"left_out": plan.file.left_out, "refused": plan.file.refused}
    return render(request, "people/import_preview.html", context)


def _summary(plan):
    added, changed = plan.count(ADDED), plan.count(CHANGED)
    first = ngettext("%(count)s person was added", "%(count)s people were added", added) % {"count": number(added)}
    second = ngettext("%(count)s was changed", "%(count)s were changed", changed) % {"count": number(changed)}
    said = _("%(first)s and %(second)s.") % {"first": first, "second": second}
    if left_out := plan.count(WRONG):
        words = ngettext("%(count)s row was left out.", "%(count)s rows were left out.", left_out)
        said = f"{said} {words % {'count': number(left_out)}}"
    return said
