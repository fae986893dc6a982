"""Leaving and coming back; the way in."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kit.files.mails import mail_goes_out
from kit.http.deed_views import as_info, deed, itself
from people import errors
from people.access.holders import is_last
from people.access.labels import last_of_role
from people.accounts.confirmation import password_again
from people.accounts.user_names import proposed_name
from people.actions import open_sign_in, record_leaving, renew_sign_in, withdraw_leaving
from people.forms.staff import LeavingForm, SignInForm
from people.links.unfinished import unfinished_work
from people.refusals import SIGN_IN, refusal
from people.views.accounts.requests import show_link
from people.views.staff import require_visible, visible_staff


@require_http_methods(["GET", "POST"])
@password_again
def leave(request, key):
    person = require_visible(request, key, "people.record_leaving")
    form = LeavingForm(request.POST or None, staff=person)
    if request.method == "POST" and form.is_valid():
        about = {"by": request.user, "at": timezone.now(), "on": timezone.localdate()}
        try:
            record_leaving(staff=person, left_on=form.cleaned_data["left_on"], **about)
        except errors.AlreadyLeft:
            messages.info(request, _("This person has left already."))
        except errors.PeriodsCross:
            messages.error(request, _("A later employment is recorded before this day. Nothing was changed."))
        except errors.LastOfRole as problem:
            messages.error(request, refusal(problem))
        return redirect(person)
    why_last = last_of_role(is_last(person.user)) if person.user else ""
    unfinished = unfinished_work(person, request.user)
    context = {"form": form, "person": person, "why_last": why_last, "unfinished": unfinished}
    return render(request, "people/leave.html", context)


@deed("people.withdraw_leaving", fetch=visible_staff, about=itself, refused={errors.NotLeaving: as_info(refusal)})
def come_back(request, person):
    withdraw_leaving(staff=person, by=request.user, at=timezone.now())


@require_http_methods(["GET", "POST"])
@password_again
def sign_in(request, key):
    person = require_visible(request, key, "people.create_sign_in")
    form = SignInForm(request.POST or None, initial={"username": proposed_name(person)})
    if request.method == "POST" and form.is_valid():
        try:
            user, link = open_sign_in(
                staff=person, username=form.cleaned_data["username"], by=request.user, at=timezone.now()
            )
        except errors.NameTaken as problem:
            form.add_error("username", SIGN_IN[type(problem)])
        except (errors.SignInExists, errors.NotAtWork) as problem:
            form.add_error(None, SIGN_IN[type(problem)])
        else:
            return show_link(request, link, back_url=person.get_absolute_url()) if link else _ask_instead(request, user)
    return render(request, "people/sign_in.html", {"form": form, "person": person, "mail_goes_out": mail_goes_out()})


@password_again
@deed("people.renew_sign_in", fetch=visible_staff, about=itself, refused={errors.PeopleError: as_info(refusal)})
def new_link(request, person):
    try:
        link = renew_sign_in(staff=person, by=request.user, at=timezone.now())
    except errors.SecondPersonNeeded:
        return _ask_instead(request, person.user)
    return show_link(request, link, back_url=person.get_absolute_url())


def _ask_instead(request, user):
    messages.info(
        request,
        _("There is no address to mail the link to, and the account was used before: a second person has to confirm."),
    )
    return redirect("people:ask", user.key, "link")
