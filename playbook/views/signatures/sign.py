"""Reading and signing, one standard at a time."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kit.access import require
from people.accounts.confirmation import password_again
from people.roles import staff_of
from playbook.actions import sign_standard
from playbook.actions.check_answers import answer_check
from playbook.errors import CheckMissing, ChecksUsedUp, EditionNotInForce, StandardNotBinding
from playbook.folder.standard import changed_words
from playbook.forms.signatures import CheckForm
from playbook.links.panels import after_signing
from playbook.models import Edition, FrozenStandard
from playbook.signatures.check_state import check_state
from playbook.signatures.standings import standing_of, standings, unsigned_standings
from playbook.standards.check_questions import answers_of

# Who signs twenty standards reads each of them; the password is asked for once in this time, for signing alone. Signing
# out ends it: it stands in the session.
PASSWORD_LASTS = 15 * 60  # seconds


@require_safe
def sign(request):
    """Leads to the next standard that waits; says so when none does."""
    require(request.user, "playbook.sign_standard")
    staff, today = staff_of(request.user), timezone.localdate()
    waiting = unsigned_standings(staff, today)
    if waiting:
        return redirect("playbook:sign_standard", key=waiting[0].standard.key)
    edition = Edition.objects.in_force(today)
    count = len(standings(staff, edition)) if edition else 0
    panels = after_signing(staff, timezone.now()) if count else []
    return render(request, "playbook/signed.html", {"edition": edition, "count": count, "panels": panels})


def _asked_for(request, key):
    """(staff member, standard, their standing under it); 404 where it does not bind them."""
    require(request.user, "playbook.sign_standard")
    staff = staff_of(request.user)
    rows = FrozenStandard.objects.visible_to(request.user).select_related("edition")
    row = get_object_or_404(rows, key=key)
    standing = standing_of(staff, row)
    if standing is None:
        raise Http404
    return staff, row, standing


@password_again(within=PASSWORD_LASTS)
@require_http_methods(["GET", "POST"])
def sign_one(request, key):
    staff, row, standing = _asked_for(request, key)
    today = timezone.localdate()
    if standing.is_signed or not row.edition.is_in_force_on(today):
        return redirect(row)
    check = check_state(staff, row, today)
    if request.method == "POST":
        return _sign(request, row, staff)
    everything = standings(staff, row.edition)
    context = {
        "standard": row,
        "standing": standing,
        "check": check,
        "changed": changed_words(row),
        "signed": sum(item.is_signed for item in everything),
        "required": len(everything),
        "left": sum(not item.is_signed for item in everything) - 1,
        "is_overdue": standing.is_overdue(today),
    }
    return render(request, "playbook/sign.html", context)


def _sign(request, row, staff):
    try:
        sign_standard(standard=row, staff=staff, by=request.user, at=timezone.now())
    except CheckMissing:
        return redirect("playbook:sign_check", key=row.key)
    except (EditionNotInForce, StandardNotBinding):
        messages.warning(request, _("This standard is no longer the one in force; nothing was signed."))
        return redirect("playbook:folder")
    return redirect("playbook:sign")


@require_http_methods(["GET", "POST"])
def sign_check(request, key):
    """The check question of a critical standard; after the right answer the signature may follow."""
    staff, row, standing = _asked_for(request, key)
    today = timezone.localdate()
    check = check_state(staff, row, today)
    if standing.is_signed or check.is_passed or not check.tries_left or not row.edition.is_in_force_on(today):
        return redirect("playbook:sign_standard", key=row.key)
    answers = answers_of(row, f"{staff.key}:{check.given}")
    form = CheckForm(request.POST or None, question=row.check_question, answers=answers)
    if request.method == "POST" and form.is_valid():
        _answer(request, row, staff, form.cleaned_data["answer"])
        return redirect("playbook:sign_standard", key=row.key)
    return render(request, "playbook/sign_check.html", {"standard": row, "form": form, "check": check})


def _answer(request, row, staff, answer):
    try:
        given = answer_check(standard=row, staff=staff, answer=answer, by=request.user, at=timezone.now())
    except ChecksUsedUp:
        return
    if given.is_right:
        messages.success(request, _("That is right. Now you can sign."))
    elif check_state(staff, row, timezone.localdate()).tries_left:
        messages.warning(request, _("That was not it. Read it again, then try once more."))
