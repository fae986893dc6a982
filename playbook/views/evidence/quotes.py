"""Customers' words: one quote, bringing a file, and what a standard has."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kit.access import require
from kit.display import number
from kit.importing.table_flow import InPlaceFlow
from playbook.actions.evidence import (
    decide_consent,
    import_evidence,
    link_evidence,
    redact_evidence,
    unlink_evidence,
)
from playbook.chain.knots import line_of
from playbook.errors import EvidenceFileWrong, EvidenceKnown, StandardUnknown
from playbook.evidence.quotes import WORDS, plan_evidence, without_personal
from playbook.forms.evidence import ConsentForm, EvidenceUploadForm, LinkForm, RedactForm
from playbook.models import Evidence
from playbook.own_links.knots import QuoteKnot
from playbook.views.evidence.inbox import unknown_code


@require_http_methods(["GET", "POST"])
def quote(request, key):
    """One quote with its links, for whoever may see it; a POST redacts it."""
    require(request.user, "playbook.view_folder")
    row = _evidence(request, key)
    if request.method == "POST":
        require(request.user, "playbook.manage_evidence")
    form = RedactForm(request.POST or None, initial={"quote": without_personal(row.quote)})
    if request.method == "POST" and form.is_valid():
        try:
            redact_evidence(evidence=row, quote=form.cleaned_data["quote"], by=request.user, at=timezone.now())
        except EvidenceKnown:
            form.add_error("quote", _("The same words are here already."))
        else:
            messages.success(request, _("The words were replaced; the earlier ones are not kept."))
            return redirect("playbook:quote", key=row.key)
    return _quote_page(request, row, form)


def _quote_page(request, row, form, link_form=None, near=()):
    links = list(row.links.all())
    chain = line_of(QuoteKnot().place_of(row, [link.code for link in links]), request.user)
    is_author = request.user.has_perm("playbook.manage_evidence")
    context = {
        "quote": row,
        "links": links,
        "chain": chain,
        "is_author": is_author,
        "form": form,
        "consent": ConsentForm(initial={"consent": row.consent}),
        "link_form": link_form or LinkForm(),
        "near": near,
    }
    return render(request, "playbook/quote.html", context, status=422 if link_form else 200)


@require_POST
def quote_link(request, key):
    """Say what the words say about a standard; a wrong code keeps everything that was chosen."""
    require(request.user, "playbook.manage_evidence")
    row, form, near = _evidence(request, key), LinkForm(request.POST), ()
    if form.is_valid():
        try:
            link = link_evidence(evidence=row, **form.cleaned_data, by=request.user, at=timezone.now())
        except StandardUnknown:
            near = unknown_code(form)
        else:
            messages.success(request, _("Linked to %(code)s.") % {"code": link.code})
            return redirect(row_url(row))
    return _quote_page(request, row, RedactForm(initial={"quote": without_personal(row.quote)}), form, near)


@require_POST
def quote_consent(request, key):
    require(request.user, "playbook.manage_evidence")
    row, form = _evidence(request, key), ConsentForm(request.POST)
    if form.is_valid():
        decide_consent(evidence=row, consent=form.cleaned_data["consent"], by=request.user, at=timezone.now())
        messages.success(request, _("Noted. It holds on every screen from now on."))
    return redirect(row_url(row))


@require_POST
def quote_unlink(request, key, code):
    require(request.user, "playbook.manage_evidence")
    row = _evidence(request, key)
    unlink_evidence(evidence=row, code=code, by=request.user, at=timezone.now())
    return redirect(row_url(row))


def row_url(row):
    return reverse("playbook:quote", args=[row.key])


class WordsFile(InPlaceFlow):
    kind = WORDS
    form_class = EvidenceUploadForm
    templates = {"upload": "playbook/words_import.html", "preview": "playbook/words_preview.html"}
    states = ("wrong", "new", "known")
    refusals = {
        EvidenceFileWrong: gettext_lazy("Nothing was imported: some rows still have problems."),
    }

    def about(self, cleaned):
        """What the first page said about all rows."""
        day = cleaned["said_on"]
        return {"source": cleaned["source"], "said_on": day and day.isoformat(), "consent": cleaned["consent"]}

    def plan(self, kept):
        return plan_evidence(kept.brought(), on=timezone.localdate(), **_defaults(kept))

    def write(self, kept):
        leave_out = "leave_out" in self.request.POST
        return import_evidence(file=kept.brought(), by=self.by, at=self.at, leave_out=leave_out, **_defaults(kept))

    def done(self, result):
        count = result.count("new")
        said = ngettext("%(count)s quote was imported.", "%(count)s quotes were imported.", count)
        messages.success(self.request, said % {"count": number(count)})
        return reverse("playbook:words")


def _defaults(kept):
    day = kept.about["said_on"]
    return kept.about | {"said_on": date.fromisoformat(day) if day else None}


def _evidence(request, key):
    return get_object_or_404(Evidence.objects.visible_to(request.user), key=key)
