"""Leaving the product: everything of the company as one archive."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from home.archive.page import asked_for
from home.archive.tables import archived, tables
from kit.access import require
from people import errors
from people.access.labels import CONSEQUENCE
from people.accounts.confirmation import password_again
from people.actions import ask_for_archive
from people.forms.access import ArchiveForm
from people.models import RequestKind
from people.refusals import refusal


@require_http_methods(["GET", "POST"])
@password_again
def archive(request):
    require(request.user, "home.view_archive")
    if request.method == "POST":
        require(request.user, "people.ask_for_archive")
    form = ArchiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_for_archive(reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except errors.PeopleError as problem:
            form.add_error(None, refusal(problem))
        else:
            messages.success(request, _("Asked. You are told as soon as somebody has decided."))
            return redirect(asked)
    return render(request, "home/archive.html", _context(request, form))


def _context(request, form):
    rows = asked_for(request.user, timezone.now())
    return {
        "form": form,
        "rows": rows,
        "may_ask": request.user.has_perm("people.ask_for_archive"),
        "waits": any(row.state == "waiting" for row in rows),
        "is_making": any(row.state == "making" for row in rows),
        "consequence": CONSEQUENCE[RequestKind.ARCHIVE],
        "tables": len(archived()),
        "left_out": len(tables()) - len(archived()),
    }
