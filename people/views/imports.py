"""HR brings a staff list: upload, look at every row, confirm."""

from functools import cached_property

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from kit.access import require
from kit.display import number
from kit.forms import posted
from kit.http.answers import table_file
from kit.http.deed_views import as_warning
from kit.importing.table_flow import TableFlow
from kit.text.bilingual import active_language
from people import errors
from people.actions import import_staff
from people.company.languages import written_languages
from people.forms.work import ImportDayForm
from people.importing.columns import asked_fields, is_needed, staff_kind, template_header
from people.importing.plan import ADDED, CHANGED, UNCHANGED, WRONG, plan_import
from people.models import Branch

MOST_CREATED = 500


@require_GET
def template(request):
    """An empty staff list with the heads of the reader's language; the import knows both languages."""
    require(request.user, "people.import_staff")
    return table_file("xlsx", _("Staff"), template_header(active_language()), [])


class StaffFile(TableFlow):
    kind = cached_property(lambda self: staff_kind())
    templates = {"upload": "people/import.html", "preview": "people/import_preview.html"}
    states = (WRONG, CHANGED, ADDED, UNCHANGED)
    refusals = {
        errors.PlanIsWrong: gettext_lazy("Nothing was imported: some rows still have problems."),
        errors.PeopleError: as_warning(
            gettext_lazy("Nothing was imported: something changed meanwhile. Please look again.")
        ),
    }

    def beside_form(self):
        languages = written_languages()
        return {"columns": [(field, is_needed(field, languages)) for field in asked_fields(languages)]}

    @property
    def said(self):
        data = posted(self.request)
        return self.request.GET if data is None else data

    @cached_property
    def day_form(self):
        return ImportDayForm(self.said if "since" in self.said else {"since": timezone.localdate()})

    @property
    def since(self):
        return self.day_form.cleaned_data["since"] if self.day_form.is_valid() else timezone.localdate()

    @cached_property
    def create(self):
        """Keys of what the person ticked, who must have the right to change the company's structure as well."""
        create = frozenset(self.said.getlist("create")[:MOST_CREATED])
        if create:
            require(self.by, "people.change_structure")
        return create

    def plan(self, kept):
        return plan_import(kept.brought(), by=self.by, since=self.since, create=self.create)

    def context(self, kept, plan):
        context = super().context(kept, plan)
        wrong_url = f"{context['wrong_url']}?{context['also']}"
        more = {"form": self.day_form, "create": sorted(self.create), "branches": Branch.objects.all()}
        return context | more | {"wrong_url": wrong_url}

    def write(self, kept):
        about = {"by": self.by, "at": self.at, "on": timezone.localdate(), "since": self.since}
        about |= {"create": self.create, "leave_out": "leave_out" in self.said}
        return import_staff(file=kept.brought(), fingerprint=self.said.get("plan", ""), **about)

    def done(self, result):
        messages.success(self.request, _summary(result))
        return reverse("people:staff_list")


def _summary(plan):
    added, changed = plan.count(ADDED), plan.count(CHANGED)
    first = ngettext("%(count)s person was added", "%(count)s people were added", added) % {"count": number(added)}
    second = ngettext("%(count)s was changed", "%(count)s were changed", changed) % {"count": number(changed)}
    said = _("%(first)s and %(second)s.") % {"first": first, "second": second}
    if left_out := plan.count(WRONG):
        words = ngettext("%(count)s row was left out.", "%(count)s rows were left out.", left_out)
        said = f"{said} {words % {'count': number(left_out)}}"
    return said
