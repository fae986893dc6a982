"""The impact preview, and the final act."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kit.access import require
from people.accounts.confirmation import require_password_again
from playbook.actions import freeze_edition
from playbook.editions.changes import changes_of, diff_of, previous_edition, removed_standards
from playbook.editions.readiness import checks_of, signing_impact
from playbook.editions.snapshot import take_snapshot
from playbook.errors import ChangeClassTooLow, FolderChanged, PicturesGone, PlaybookError
from playbook.forms.editions import FreezeForm
from playbook.links.impact import impact_of
from playbook.models import ChangeClass, Edition, EditionState
from playbook.translations.findings import stale_names, text_findings


@require_http_methods(["GET", "POST"])
def edition_freeze(request, key):
    require(request.user, "playbook.freeze_edition")
    row = get_object_or_404(Edition.objects.visible_to(request.user).folder(), key=key)
    if row.state != EditionState.IN_REVIEW:
        return redirect(row)
    previous, snapshot = previous_edition(row), take_snapshot(row)
    changes = changes_of(snapshot, previous)
    findings = text_findings()
    stale = stale_names(findings)
    seen = {"seen": snapshot.hashes(row)[0]}
    form = FreezeForm(request.POST or None, changes=changes, stale=stale if _is_freezing(request) else (), initial=seen)
    if _is_freezing(request):
        require_password_again(request)
    if _is_freezing(request) and form.is_valid() and (answer := _freeze(request, row, form)):
        return answer
    classes = form.classes() if form.is_bound and form.is_valid() else {}
    removed = removed_standards(snapshot, previous)
    diff = diff_of(row, previous, changes, removed, classes)
    context = {
        "edition": row,
        "previous": previous,
        "form": form,
        "new": [change for change in changes if change.lowest == ChangeClass.NEW],
        "unchanged": sum(change.lowest == ChangeClass.UNCHANGED for change in changes),
        "removed": removed,
        "stale": stale,
        "checks": checks_of(row, snapshot, previous, back=request.path, findings=findings),
        "signing": signing_impact(diff, snapshot, changes, timezone.localdate()),
        "impact": impact_of(diff, request.user),
        "size": len(snapshot.standards),
    }
    return render(request, "playbook/freeze.html", context)


def _is_freezing(request):
    return request.method == "POST" and "freeze" in request.POST


def _freeze(request, row, form):
    """A redirect, or None where the page must be shown again with what went wrong."""
    seen = form.cleaned_data["seen"]
    try:
        freeze_edition(edition=row, by=request.user, at=timezone.now(), classes=form.classes(), expected_hash=seen)
    except FolderChanged:
        messages.warning(request, _("Somebody published a change meanwhile. Look at the list again, then freeze."))
        return redirect("playbook:edition_freeze", key=row.key)
    except ChangeClassTooLow as refused:
        form.add_error(None, _("Choose a higher class for %(codes)s.") % {"codes": ", ".join(refused.codes)})
        return None
    except PicturesGone as refused:
        said = _("A picture cannot be read: %(codes)s. Put it in again, then freeze.")
        form.add_error(None, said % {"codes": ", ".join(refused.codes)})
        return None
    except PlaybookError:
        form.add_error(None, _("This edition cannot be frozen yet. The list above says what is missing."))
        return None
    messages.success(request, _("The edition is frozen. From its first day staff are asked to sign what is new."))
    return redirect(row)
