"""Editions: drafting, sending for review, reading, comparing."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kit.access import require
from kit.http.deed_views import as_warning, deed
from playbook.actions import draft_edition, edit_edition, return_edition_to_draft, submit_edition_for_review
from playbook.editions.changes import previous_edition
from playbook.editions.comparison import compare, compare_snapshots, compare_words
from playbook.editions.readiness import checks_of
from playbook.editions.snapshot import frozen_snapshot, take_snapshot
from playbook.errors import EditionNotDraft, EditionNotInReview, EditionOpen, EditionTooEarly, PeriodTaken
from playbook.forms.editions import EditionForm, ReturnForm
from playbook.models import ChangeClass, Edition, EditionState
from playbook.refusals import refusal

WORDS = ("title_fa", "title_en", "commitment_fa", "commitment_en", "effective_on")


@require_safe
def editions(request):
    require(request.user, "playbook.view_folder")
    rows = Edition.objects.visible_to(request.user).folder().annotate(size=Count("standards"))
    rows = list(rows.order_by("-number"))
    today = timezone.localdate()
    for row in rows:
        row.is_current = row.is_in_force_on(today)
    context = {
        "editions": rows,
        "may_manage": request.user.has_perm("playbook.manage_editions"),
        "has_open": any(row.is_open for row in rows),
    }
    return render(request, "playbook/editions.html", context)


@require_safe
def edition(request, key):
    require(request.user, "playbook.view_folder")
    row = get_object_or_404(Edition.objects.visible_to(request.user), key=key)
    previous = previous_edition(row) if row.number else None
    context = {"edition": row, "previous": previous, "today": timezone.localdate()}
    if row.is_frozen:
        standards = list(row.standards.order_by("position"))
        context |= {
            "standards": standards,
            "steps": list(row.policy_steps.order_by("number")),
            "changed": [item for item in standards if item.change_class != ChangeClass.UNCHANGED],
            "is_in_force": row.is_in_force_on(timezone.localdate()),
            "may_manage": request.user.has_perm("playbook.manage_editions"),
            "publication": row.publications.open().select_related("edition").first(),
        }
    else:
        context["checks"] = checks_of(row, take_snapshot(row), previous, back=request.path)
        context["may_freeze"] = request.user.has_perm("playbook.freeze_edition")
    return render(request, "playbook/edition.html", context)


@require_http_methods(["GET", "POST"])
def edition_new(request):
    require(request.user, "playbook.draft_edition")
    if opened := Edition.objects.open().first():
        return redirect(opened)
    last = Edition.objects.folder().order_by("-number").first()
    form = EditionForm(request.POST or None, previous=last, initial=_proposed(last))
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in WORDS}
        try:
            return redirect(draft_edition(**words, by=request.user, at=timezone.now()))
        except EditionOpen:
            return redirect("playbook:editions")
    return render(request, "playbook/edition_form.html", {"form": form, "edition": None})


def _proposed(last):
    """In force from today; the first one has a name, what is new in a later one its author says."""
    first = {"title_fa": "نخستین ویرایش", "title_en": "First edition"} if last is None else {}
    return {"effective_on": timezone.localdate(), **first}


@require_http_methods(["GET", "POST"])
def edition_edit(request, key):
    require(request.user, "playbook.draft_edition")
    row = _managed(request, key)
    if request.method == "GET" and row.state != EditionState.DRAFT:
        messages.info(request, _("Only a draft can be changed; take it back from review first, or draft the next one."))
        return redirect(row)
    form = EditionForm(request.POST or None, instance=row, previous=previous_edition(row))
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in WORDS}
        try:
            return redirect(edit_edition(edition=row, **words, by=request.user, at=timezone.now()))
        except (EditionNotDraft, EditionTooEarly, PeriodTaken):
            messages.warning(request, _("Only a draft can be changed; nothing was saved."))
            return redirect(row)
    return render(request, "playbook/edition_form.html", {"form": form, "edition": row})


def _managed(request, key):
    return get_object_or_404(Edition.objects.visible_to(request.user).folder(), key=key)


@deed(
    first="playbook.submit_edition_for_review",
    fetch=_managed,
    refused={EditionNotDraft: as_warning(refusal)},
)
def edition_submit(request, edition):
    submit_edition_for_review(edition=edition, by=request.user, at=timezone.now())


@deed(
    first="playbook.submit_edition_for_review",
    fetch=_managed,
    refused={EditionNotInReview: as_warning(refusal)},
)
def edition_return(request, edition):
    note = " ".join(request.POST.get("note", "").split())[:600]
    return_edition_to_draft(edition=edition, by=request.user, at=timezone.now(), note=note)


@require_safe
def edition_review(request, key):
    """The coming edition word by word beside the last, for who reads it before it is frozen."""
    require(request.user, "playbook.submit_edition_for_review")
    row = _managed(request, key)
    if row.is_frozen:
        return redirect(row)
    previous, snapshot = previous_edition(row), take_snapshot(row)
    context = {
        "edition": row,
        "previous": previous,
        "checks": checks_of(row, snapshot, previous),
        "form": ReturnForm(),
        "may_freeze": request.user.has_perm("playbook.freeze_edition"),
        "words": compare_words(previous, row) if previous else [],
        **compare_snapshots(frozen_snapshot(previous), snapshot, shows_checks=True),
    }
    return render(request, "playbook/edition_review.html", context)


@require_safe
def edition_compare(request, key, other):
    require(request.user, "playbook.view_folder")
    frozen = Edition.objects.visible_to(request.user).frozen()
    new, old = get_object_or_404(frozen, key=key), get_object_or_404(frozen, key=other)
    return render(request, "playbook/compare.html", {"new": new, "old": old, **compare(old, new)})
