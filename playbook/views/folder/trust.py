"""Keeping standards true: what owners review, and the hints that staff give from practice."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kit.access import require
from kit.http.deed_views import as_info, as_warning, deed
from kit.lists import ListPage
from people.roles import staff_of
from playbook.actions.trust import flag_standard, resolve_flag, verify_standard
from playbook.errors import AlreadyFlagged, EditionNotInForce, FlagResolved, NotTheOwner, StandardDoubted
from playbook.folder.trust import TARGET, kept_codes, share_of, trust_of
from playbook.forms.editions import AnswerForm, FlagForm, VerifyForm
from playbook.models import Edition, Flag, FrozenStandard, StandardPage, Verification
from playbook.refusals import refusal
from playbook.translations.corrections import mend_text


@require_http_methods(["GET", "POST"])
def flag(request, key):
    """«در عمل این‌طور نیست», with what happens instead."""
    require(request.user, "playbook.flag_standard")
    row = _standard(request, key)
    mine = Flag.objects.open().filter(code=row.code, raised_by=staff_of(request.user)).first()
    if mine or not row.edition.is_in_force_on(timezone.localdate()):
        return redirect(row)
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            flag_standard(standard=row, note=form.cleaned_data["note"], by=request.user, at=timezone.now())
        except (AlreadyFlagged, EditionNotInForce):
            messages.info(request, _("Your hint about this standard is already with its owner."))
        else:
            messages.success(request, _("Thank you. The owner of the standard reads what you wrote."))
        return redirect(row)
    return render(request, "playbook/flag.html", {"standard": row, "form": form})


class Review(ListPage):
    """An owner's standards; an author's view of all."""

    permission = "playbook.review_standards"
    template_name = "playbook/review.html"

    @cached_property
    def mine(self):
        return kept_codes(staff_of(self.request.user))

    @cached_property
    def may_see_all(self):
        return self.request.user.has_perm("playbook.manage_editions")

    @property
    def show_all(self):
        return self.may_see_all and (self.request.GET.get("show") == "all" or not self.mine)

    @cached_property
    def every(self):
        """[(standard, what speaks for it)]"""
        today = timezone.localdate()
        edition = Edition.objects.in_force(today)
        rows = list(edition.standards.order_by("position")) if edition else []
        trusts = trust_of([row.code for row in rows], today)
        return [(row, trusts[row.code]) for row in rows]

    def rows(self):
        shown = [item for item in self.every if self.show_all or item[0].code in self.mine]
        return sorted(shown, key=lambda item: not item[1].needs_review)

    def context(self):
        return {
            "waiting": [item for item in self.shown if item[1].needs_review],
            "fine": [item for item in self.shown if not item[1].needs_review],
            "share": share_of([trust for _row, trust in self.every]),
            "target": TARGET,
            "show_all": self.show_all,
            "may_see_all": self.may_see_all,
            "has_own": bool(self.mine),
        }


@require_http_methods(["GET", "POST"])
def review_standard(request, key):
    """One standard with its hints; the owner says here that it is true."""
    row, today = _standard(request, key), timezone.localdate()
    if not request.user.has_perm("playbook.view_flags", row):
        raise Http404
    form = VerifyForm(request.POST or None)
    if request.method == "POST":
        require(request.user, "playbook.verify_standard", row)
        if form.is_valid():
            return _verify(request, row, form.cleaned_data["note"])
    hints = Flag.objects.visible_to(request.user).filter(code=row.code).select_related("raised_by")
    context = {
        "standard": row,
        "trust": trust_of([row.code], today)[row.code],
        "is_in_force": row.edition.is_in_force_on(today),
        "owner_url": _owner_url(request, row),
        "is_owner": request.user.has_perm("playbook.verify_standard", row),
        "form": form,
        "answer_form": AnswerForm(),
        "open_hints": [hint for hint in hints if hint.resolved_at is None],
        "old_hints": [hint for hint in hints if hint.resolved_at],
        "history": Verification.objects.filter(code=row.code).select_related("verified_by")[:10],
    }
    return render(request, "playbook/review_standard.html", context)


def _owner_url(request, row):
    """Where authors name who keeps it, and back."""
    page = StandardPage.objects.filter(translation_key=row.translation_key).order_by("path").first()
    may = page is not None and request.user.has_perm("playbook.manage_editions")
    return mend_text(page, field="caretaker", back=request.path) if may else ""


def _verify(request, row, note):
    try:
        verify_standard(standard=row, note=note, by=request.user, at=timezone.now())
    except StandardDoubted:
        messages.warning(request, _("Three people say otherwise. Answer their hints first."))
        return redirect("playbook:review_standard", key=row.key)
    except (EditionNotInForce, NotTheOwner):
        messages.warning(request, _("This standard is not in force, or no longer yours; nothing was saved."))
    else:
        messages.success(request, _("%(code)s is marked as true in practice.") % {"code": row.code})
    return redirect("playbook:review")


def _hint(request, key):
    return get_object_or_404(Flag.objects.visible_to(request.user).select_related("standard"), key=key)


@deed(
    fetch=_hint,
    form=AnswerForm,
    unclear=as_warning(gettext_lazy("Write a short answer first; the person who gave the hint reads it.")),
    refused={FlagResolved: as_info(refusal)},
    to=lambda hint: reverse("playbook:review_standard", args=[hint.standard.key]),
)
def flag_resolve(request, hint, answer):
    resolve_flag(flag=hint, answer=answer, by=request.user, at=timezone.now())


def _standard(request, key):
    rows = FrozenStandard.objects.visible_to(request.user).select_related("edition")
    return get_object_or_404(rows, key=key)
