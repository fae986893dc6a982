"""Leaving and coming back; the way in."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people import errors
from people.actions import create_sign_in, record_leaving, renew_sign_in, withdraw_leaving
from people.forms import LeavingForm, SignInForm
from people.mail import send_sign_in_link
from people.qr import qr_of
from people.sign_in import set_password_link
from people.views.staff import require_visible


@require_http_methods(["GET", "POST"])
def leave(request, key):
    person = require_visible(request, key, "people.record_leaving")
    form = LeavingForm(request.POST or None, staff=person)
    if request.method == "POST" and form.is_valid():
        about = {"by": request.user, "at": timezone.now(), "on": timezone.localdate()}
        try:
            record_leaving(staff=person, left_on=form.cleaned_data["left_on"], **about)
        except errors.AlreadyLeft:
            messages.info(request, _("This person has left already."))
        return redirect(person)
    return render(request, "people/leave.html", {"form": form, "person": person})


@require_POST
def come_back(request, key):
    person = require_visible(request, key, "people.withdraw_leaving")
    try:
        withdraw_leaving(staff=person, by=request.user, at=timezone.now())
    except errors.NotLeaving:
        messages.info(request, _("No leaving date stands."))
    return redirect(person)


@require_http_methods(["GET", "POST"])
def sign_in(request, key):
    person = require_visible(request, key, "people.create_sign_in")
    form = SignInForm(request.POST or None, initial={"username": person.code.lower()})
    if request.method == "POST" and form.is_valid():
        try:
            user = create_sign_in(
                staff=person, username=form.cleaned_data["username"], by=request.user, at=timezone.now()
            )
        except errors.NameTaken:
            form.add_error("username", _("This user name, or the person's e-mail, is somebody else's sign-in."))
        except errors.SignInExists:
            form.add_error(None, _("This person has a sign-in already."))
        except errors.NotAtWork:
            form.add_error(None, _("This person has left; withdraw the leaving date first."))
        else:
            return _hand_over(request, person, user)
    return render(request, "people/sign_in.html", {"form": form, "person": person})


@require_POST
def new_link(request, key):
    person = require_visible(request, key, "people.renew_sign_in")
    try:
        user = renew_sign_in(staff=person, by=request.user, at=timezone.now())
    except errors.NoSignIn:
        messages.info(request, _("This person has no open sign-in."))
        return redirect(person)
    return _hand_over(request, person, user)


def _hand_over(request, person, user):
    """The link is shown this once; where there is an address another one is mailed, which proves it."""
    link = set_password_link(user)
    if user.email:
        send_sign_in_link(user, set_password_link(user, mailed=True))
    return render(
        request, "people/hand_over.html", {"person": person, "account": user, "link": link, "qr": qr_of(link)}
    )
