"""An edition outside the house: as a file that proves itself, and on a page that anybody may read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kit.access import require
from kit.documents.creation import stored_paper
from kit.documents.kinds import paper_of
from kit.documents.store import document_response
from kit.http.answers import bytes_file
from kit.http.deed_views import as_info, deed
from kit.text.bilingual import LANGUAGES
from playbook.actions.publication import close_edition, open_edition
from playbook.documents.folder import PUBLIC
from playbook.editions.publication import newer_public, open_publication, proposed_codes, public_facts
from playbook.errors import AlreadyPublic, EditionNotFrozen, NotPublic
from playbook.exports import edition_filename, edition_json
from playbook.forms.editions import PublishForm
from playbook.models import Edition
from playbook.refusals import refusal


@require_safe
def edition_file(request, key):
    """The edition as JSON, for docs/verify_edition.py."""
    require(request.user, "playbook.view_folder")
    edition = _frozen(request, key)
    return bytes_file(edition_json(edition), edition_filename(edition), "application/json")


@require_http_methods(["GET", "POST"])
def edition_open(request, key):
    """The author marks what the public may read, and switches the page on."""
    require(request.user, "playbook.open_edition")
    edition = _frozen(request, key)
    standards = list(edition.standards.order_by("position"))
    form = PublishForm(request.POST or None, standards=standards, proposed=proposed_codes(edition))
    if request.method == "POST" and form.is_valid():
        chosen = [row for row in standards if row.code in form.cleaned_data["codes"]]
        policy = form.cleaned_data["shows_policy"]
        try:
            open_edition(edition=edition, standards=chosen, shows_policy=policy, by=request.user, at=timezone.now())
            messages.success(request, _("The page is public now."))
        except (AlreadyPublic, EditionNotFrozen):
            messages.info(request, _("The page was public already."))
        return redirect(edition)
    context = {"edition": edition, "form": form, "has_policy": edition.policy_steps.exists()}
    return render(request, "playbook/edition_open.html", context)


def _frozen(request, key):
    return get_object_or_404(Edition.objects.visible_to(request.user).folder().frozen(), key=key)


@deed(
    first="playbook.close_edition",
    fetch=_frozen,
    refused={NotPublic: as_info(refusal)},
    done=gettext_lazy("The page is closed; its address answers nobody any more."),
)
def edition_close(request, edition):
    close_edition(edition=edition, by=request.user, at=timezone.now())


@require_safe
@login_not_required
def public_edition(request, key):
    """What its author marked, for anybody."""
    publication = _open(key)
    context = public_facts(publication) | {"newer": newer_public(publication.edition, timezone.localdate())}
    return render(request, "playbook/public.html", context)


@require_safe
@login_not_required
def public_pdf(request, key, language):
    """Its PDF; back to the page while it is being made."""
    publication = _open(key)
    if language not in LANGUAGES:
        raise Http404
    paper = paper_of(PUBLIC)
    stored = stored_paper(paper, publication, language)
    if stored is None:
        return redirect(publication)
    return document_response(stored, filename=f"{paper.filename(publication, language)}.pdf", inline=True)


def _open(key):
    publication = open_publication(key)
    if publication is None:
        raise Http404
    return publication
