"""Opening the ways in of many at once, and the sheet of links to cut out."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kit.access import require
from kit.files.mails import mail_goes_out
from kit.forms import posted
from kit.graphics.qr import qr_of
from people import errors
from people.accounts.bulk_sign_ins import AT_A_TIME, with_accounts, without_way
from people.accounts.confirmation import password_again
from people.accounts.sign_in import set_password_link
from people.accounts.user_names import proposed_names
from people.actions import open_sign_ins
from people.forms.bulk_sign_ins import WaysForm
from people.models import LINK_LIVES, StaffMember

MAY = "people.create_sign_in"


@require_http_methods(["GET", "POST"])
@password_again
def open_ways(request):
    user = request.user
    require(user, MAY)
    page = Paginator(with_accounts(without_way(user, timezone.localdate())), AT_A_TIME).get_page(
        request.GET.get("page")
    )
    people = [person for person in page if user.has_perm(MAY, person)]
    if request.method == "POST":
        people += _ticked_besides(request, people)
    data = posted(request)
    form = WaysForm(data, people=people, names=proposed_names(people))
    if form.is_valid():
        try:
            return _opened(request, open_sign_ins(wanted=form.wanted(), by=user, at=timezone.now()))
        except errors.NotForAll as stopped:
            form.refuse(stopped)
    context = {"form": form, "rows": form.rows(), "page": page, "mail_goes_out": mail_goes_out()}
    return render(request, "people/ways.html", context)


def _ticked_besides(request, people):
    """Who was ticked and is not on this page now: it has moved on, or they have got a way in meanwhile."""
    keys = set(request.POST.getlist("open")[:AT_A_TIME]) - {person.key for person in people}
    ticked = list(with_accounts(StaffMember.objects.visible_to(request.user).filter(key__in=keys))) if keys else []
    for person in ticked:
        require(request.user, MAY, person)
    return ticked


def _opened(request, opened):
    """Links that are handed over stand here this once; those that are mailed are shown to nobody."""
    cards, mailed, second = [], [], []
    for person, account, link in opened:
        if link is None:
            second.append((person, account))
        elif link.way == "mail":
            mailed.append((person, account, link.address))
        else:
            cards.append(_card(person, link))
    others = without_way(request.user, timezone.localdate()).exists()
    context = {"cards": cards, "mailed": mailed, "second": second, "has_others": others}
    return render(request, "people/ways_opened.html", context)


def _card(person, link):
    address = set_password_link(link.account)
    until = link.issued_at + LINK_LIVES
    return {"person": person, "account": link.account, "link": address, "qr": qr_of(address), "until": until}
