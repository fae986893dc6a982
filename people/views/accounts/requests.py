"""What takes two people: ask, look, confirm, refuse, withdraw; and the link that is shown once."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from kit.access import require
from kit.dates.calendar import local_day
from kit.graphics.qr import qr_of
from kit.http.deed_views import Refusals, deed
from kit.lists import ListPage
from people import errors
from people.access.labels import CONSEQUENCE, WHAT
from people.access.notices import name_of, named
from people.access.recent_help import helped_each_other
from people.access.second_people import may_confirm, who_may_confirm
from people.accounts.confirmation import password_again
from people.accounts.sign_in import set_password_link
from people.actions import (
    ask_second_person,
    confirm_account_request,
    hand_over_link,
    refuse_account_request,
    withdraw_account_request,
)
from people.filters import AccountRequestFilter
from people.forms.access import AskForm
from people.models import REQUEST_WAITS, AccountRequest, RequestKind, User
from people.models.roles import ADMINISTRATOR, HR
from people.refusals import refusal
from people.tables import AccountRequestTable


class AccountRequestList(ListPage):
    title = gettext_lazy("For a second person")
    lead = gettext_lazy("What would let one person into another’s account is done only when a second one confirms it.")
    permission = "people.view_account_requests"
    table_class = AccountRequestTable
    filterset_class = AccountRequestFilter
    template_name = "people/requests.html"
    empty = {
        "title": gettext_lazy("Nothing waits for a second person"),
        "text": gettext_lazy(
            "When somebody has lost the phone or has no e-mail address, HR asks here, and a second person confirms it."
        ),
        "icon": "shield-check",
    }

    def rows(self):
        return AccountRequest.objects.visible_to(self.request.user).with_names()


@require_http_methods(["GET", "POST"])
@password_again
def ask(request, key, kind):
    require(request.user, "people.ask_second_person")
    if kind not in RequestKind.values or kind == RequestKind.ARCHIVE:
        raise Http404
    account = get_object_or_404(User.objects.select_related("staff_member"), key=key, is_active=True)
    require(request.user, "people.ask_second_person", account)
    form = AskForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_second_person(
                account=account, kind=kind, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except errors.PeopleError as problem:
            form.add_error(None, refusal(problem))
        else:
            messages.success(request, _("Asked. You are told as soon as somebody has decided."))
            return redirect(asked)
    context = {"form": form, "account": account, "name": named(account), **_words(kind, named(account))}
    return render(request, "people/ask.html", context)


def _words(kind, name):
    return {"what": WHAT[kind] % {"name": name}, "consequence": CONSEQUENCE[kind]}


@require_GET
def request_page(request, key):
    row, now = _row(request, key), timezone.now()
    waits = row.is_waiting and row.asked_at > now - REQUEST_WAITS
    able = who_may_confirm(row, local_day(now)) if waits else []
    user = request.user
    context = {
        "row": row,
        "waits": waits,
        "until": row.asked_at + REQUEST_WAITS,
        "able": [named(one) for one in able],
        "may_confirm": waits and user.has_perm("people.confirm_account_request", row),
        "is_barred": waits and may_confirm(user, row) and bool(helped_each_other(user, [row.asked_by], at=now)),
        "may_withdraw": waits and user.has_perm("people.withdraw_account_request", row),
        "may_hand_over": row.waits_to_be_handed_over and user.has_perm("people.hand_over_link", row),
        "may_see_archive": bool(user.access_roles & {HR, ADMINISTRATOR}),
        "may_name_outsider": user.has_perm("people.name_outside_person"),
        "asker": named(row.asked_by),
        "decider": named(row.decided_by) if row.decided_by else "",
        **_words(row.kind, name_of(row)),
    }
    return render(request, "people/request.html", context)


def _row(request, key):
    return get_object_or_404(AccountRequest.objects.visible_to(request.user).with_names(), key=key)


# Each action asks whether one may: who was barred by help a short while ago reads why.
REFUSED: Refusals = {errors.PeopleError: refusal}


@password_again
@deed(fetch=_row, refused=REFUSED, done=gettext_lazy("Confirmed. It is done, and they are told."))
def confirm(request, row):
    confirm_account_request(request=row, by=request.user, at=timezone.now())


@deed(fetch=_row, refused=REFUSED, done=gettext_lazy("Refused. Everything stays as it is."))
def refuse(request, row):
    refuse_account_request(request=row, by=request.user, at=timezone.now())


@deed(fetch=_row, refused=REFUSED, done=gettext_lazy("Taken back. Nothing was changed."))
def withdraw(request, row):
    withdraw_account_request(request=row, by=request.user, at=timezone.now())


@password_again
@deed(fetch=_row, refused=REFUSED)
def hand_over(request, row):
    """The confirmed link, this once."""
    link = hand_over_link(request=row, by=request.user, at=timezone.now())
    return show_link(request, link, back_url=row.get_absolute_url())


def show_link(request, link, *, back_url):
    """A link that is handed over by hand is on the screen once; one that is mailed is never shown."""
    address = set_password_link(link.account) if link.way == "paper" else ""
    context = {
        "account": link.account,
        "name": named(link.account),
        "issued": link,
        "link": address,
        "qr": qr_of(address) if address else "",
        "back_url": back_url,
    }
    return render(request, "people/hand_over.html", context)
