"""The audit log in the words of whoever reads it, and one entry of it."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kit.access import require
from kit.audit.chain import entry_hash
from kit.audit.sentences import Reading
from kit.lists import ListPage
from kit.models import AuditEntry
from people.filters import AuditFilter
from people.tables import AuditTable


class AuditList(ListPage):
    title = gettext_lazy("Audit log")
    lead = gettext_lazy("Everything that was done, in a chain that shows if anybody tampers with it.")
    permission = "people.view_audit"
    table_class = AuditTable
    filterset_class = AuditFilter
    template_name = "people/audit.html"

    def rows(self):
        return AuditEntry.objects.order_by("-number")

    def context(self):
        return {"narrowed_to": self.narrowed_to()}

    def narrowed_to(self):
        """What a link narrowed the list to, in words; empty where nothing did."""
        by, on, verb = (self.request.GET.get(name, "") for name in ("by", "on", "verb"))
        example = AuditEntry.objects.order_by("-number")
        if on and (found := example.filter(object_key=on).first()):
            return _("Only what is about: %(name)s") % {"name": self.read(found).on(found)}
        if by and (found := example.filter(actor_key=by).first()):
            return _("Only what was done by: %(name)s") % {"name": self.read(found).who(found)}
        return _("Only entries of one kind.") if verb else ""

    def read(self, entry):
        reading = Reading(self.request.user)
        reading.learn([entry])
        return reading

    def sorted_table(self, rows):
        table = super().sorted_table(rows)
        table.reading = Reading(self.request.user)
        return table


@require_safe
def entry(request, number):
    require(request.user, "people.view_audit")
    found = get_object_or_404(AuditEntry, number=number)
    reading = Reading(request.user)
    reading.learn([found], with_facts=True)
    before = AuditEntry.objects.filter(number=number - 1).first()
    context = {
        "entry": found,
        "sentence": reading.html(found),
        "title": reading.text(found),
        "who": reading.who(found),
        "on": reading.on(found),
        "facts": reading.facts(found),
        "changes": reading.changes(found),
        "first_values": reading.first_values(found),
        "keeps_back": reading.keeps_back(found),
        "sealed": sum(len(rows) for rows in found.seals.values()) if isinstance(found.seals, dict) else 0,
        "is_whole": found.hash == entry_hash(found),
        "follows": found.previous_hash == (before.hash if before else "0" * 64),
        "before": before,
        "after": AuditEntry.objects.filter(number=number + 1).exists(),
    }
    return render(request, "people/audit_entry.html", context)
