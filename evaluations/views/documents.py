"""The PDF of an evaluation, and all of a cycle in one ZIP. The web process never renders; it asks the worker."""

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from django.views.decorators.http import require_POST, require_safe

from evaluations.documents.record import KIND
from evaluations.documents.record_archive import export_cycle, export_evaluations
from evaluations.documents.summary_archive import export_summaries
from evaluations.filters import EvaluationFilter, SummaryFilter
from evaluations.forms.documents import ListDocumentsForm
from evaluations.models import Cycle, Evaluation
from evaluations.results.summaries import summarised_people, summarised_teams
from evaluations.tables import SummaryTable
from kit.access import require
from kit.audit.chain import record
from kit.display import day
from kit.documents.downloads import paper
from kit.jobs.actions import NothingToDo
from kit.lists import ListPage
from kit.text.bilingual import LANGUAGES
from people.accounts.confirmation import password_again
from people.models import StaffMember

_NAMED = ("cycle", "branch", "team")
MOST_CHOSEN = 500


@require_safe
def document(request, key, language):
    """The newest document; while none is made, the page that asks for it and waits."""
    return paper(request, KIND, key, language)


class CycleSummaries(ListPage):
    """The summaries of a cycle that the reader may have: people as a list, teams above it."""

    title = gettext_lazy("Evaluation summaries")
    table_class = SummaryTable
    filterset_class = SummaryFilter
    exports = ""
    template_name = "evaluations/cycle_summaries.html"
    empty = gettext_lazy("As soon as an evaluation of this cycle is released, its summaries stand here.")

    def get(self, request, **kwargs):
        cycles = Cycle.objects.visible_to(request.user)
        self.cycle = get_object_or_404(cycles, key=kwargs["key"])
        return super().get(request, **kwargs)

    def rows(self):
        return summarised_people(StaffMember.objects.all(), self.cycle, self.request.user)

    def sorted_table(self, rows):
        table = super().sorted_table(rows)
        table.cycle = self.cycle
        return table

    def context(self):
        return {"cycle": self.cycle, "teams": summarised_teams(self.cycle, self.request.user)}


@password_again
@require_POST
def cycle_documents(request, key, language):
    """Begin the ZIP of a cycle's records."""
    return _begin(request, key, language, export_cycle, "cycle.documents_exported")


@password_again
@require_POST
def summary_documents(request, key, language):
    """Begin the ZIP of a cycle's summaries."""
    return _begin(request, key, language, export_summaries, "cycle.summaries_exported")


def _begin(request, key, language, export, verb):
    require(request.user, "evaluations.export_documents")
    cycle = get_object_or_404(Cycle.objects.visible_to(request.user), key=key)
    if language not in LANGUAGES:
        raise Http404
    try:
        job = export(cycle=cycle, language=language, by=request.user, at=timezone.now())
    except NothingToDo:
        messages.warning(request, _("Nothing of this cycle is released yet, so there is nothing to export."))
        return redirect(cycle)
    record(verb=verb, on=cycle, by=request.user, at=timezone.now(), job=job.key, language=language)
    return redirect(job)


@password_again
@require_POST
def list_documents(request):
    """Begin the ZIP of what the list shows under its filters, or of what is ticked in it."""
    require(request.user, "evaluations.export_documents")
    filters = QueryDict(request.POST.get("filters", "")[:2000])
    back = redirect(f"{reverse('evaluations:list')}?{filters.urlencode()}".rstrip("?"))
    form = ListDocumentsForm(request.POST)
    if not form.is_valid():
        raise Http404
    rows, about = _asked_for(request, form.cleaned_data, filters)
    if rows is None:
        messages.warning(request, _("Tick at least one evaluation."))
        return back
    language = form.cleaned_data["language"]
    try:
        job = export_evaluations(evaluations=rows, about=about, language=language, by=request.user, at=timezone.now())
    except NothingToDo:
        messages.warning(request, _("None of these is released yet, so there is nothing to export."))
        return back
    return redirect(job)


def _asked_for(request, asked, filters):
    """(the rows, words that say which), or (None, "") where nothing is ticked."""
    rows = Evaluation.objects.visible_to(request.user)
    with override(asked["language"]):
        if asked["scope"] == "all":
            found = EvaluationFilter(filters, queryset=rows, request=request)
            return found.qs, _words_of(found.form) if found.form.is_valid() else ""
        keys = request.POST.getlist("chosen")[:MOST_CHOSEN]
        words = ngettext("%(count)s chosen one", "%(count)s chosen ones", len(keys)) % {"count": len(keys)}
        return (rows.filter(key__in=keys), words) if keys else (None, "")


def _words_of(form):
    """The cycle, team, branch and days that the list is narrowed to."""
    chosen = form.cleaned_data
    named = [chosen[name].name if name != "cycle" else chosen[name].title for name in _NAMED if chosen.get(name)]
    since, until = chosen.get("since"), chosen.get("until")
    if since or until:
        named.append(_("%(first)s to %(last)s") % {"first": day(since), "last": day(until)})
    return _(", ").join(named)
