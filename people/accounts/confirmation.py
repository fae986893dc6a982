"""Sign, pay, export: before these the password (or the second factor) is asked for again."""

import time
from functools import wraps
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _

# In the session: the file that somebody was on the way to, and the page where they stood.
FILE = "file_after_the_password"


def password_confirmed_recently(request, *, within=None):
    """Within so many seconds (ACCOUNT_REAUTHENTICATION_TIMEOUT): by password, second factor or the provider.

    Nobody counts as confirmed for having nothing to confirm with; allauth would let them pass.
    """
    return _gave_proof(request, "reauthenticated", within)


def signed_in_just_now(request):
    """The session itself was opened, or confirmed, within that time."""
    return _gave_proof(request, "at")


def _gave_proof(request, kind, within=None):
    if not request.user.is_authenticated:
        return False
    records = [record for record in get_authentication_records(request, request.user) if record.get(kind)]
    return bool(records) and time.time() - records[-1]["at"] < (within or app_settings.REAUTHENTICATION_TIMEOUT)


def require_password_again(request, *, within=None, page=""):
    """In a view: send the reader to confirm, and come back to this very request, unless that was done recently.

    `page`: where the reader stands meanwhile, when what is asked for is a file. A browser that gets one stays where it
    is, which would be on the question; so the file waits on its page, as a link that opens itself.
    """
    if password_confirmed_recently(request, within=within):
        return
    if not page:
        raise ReauthenticationRequired
    request.session[FILE] = {"page": page, "file": request.get_full_path() if request.method == "GET" else ""}
    asking = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
    raise ImmediateHttpResponse(HttpResponseRedirect(f"{asking}?{urlencode({'next': page})}"))


def password_again(view=None, *, methods=("POST",), within=None, page=None):
    """`@password_again` over a view asks at POST; `@password_again(methods=("GET", "HEAD"), page=...)` at files too.

    A form that was on its way is sent by itself after the password. A form with a file is not: ask on GET there.
    `within`: seconds for which one confirmation is enough here, where that is not the usual time. `page`: called as the
    view is, the address of the page on which the file is offered.
    """

    def decorate(view):
        @wraps(view)
        def asking(request, *args, **kwargs):
            if request.method in methods:
                stands_on = page(request, *args, **kwargs) if page else ""
                require_password_again(request, within=within, page=stands_on)
            return view(request, *args, **kwargs)

        return asking

    return decorate(view) if view else decorate


def gone_on(request, answer):
    """The answer to somebody who just confirmed: with the file that waited, under the address of the page itself."""
    waiting = request.session.pop(FILE, None)
    if waiting and answer.status_code == 302 and answer.url == waiting["page"]:
        messages.success(request, _waits(waiting["file"]))
    elif answer.status_code in (200, 422) and answer.get("Content-Type", "").startswith("text/html"):
        _name_the_page(answer, request.GET.get("next") or request.POST.get("next") or "")
    return answer


def _waits(file):
    if not file:
        return _("Confirmed. Press once more and the file comes.")
    link = format_html('<a href="{}" data-begins download>{}</a>', file, _("Download the file"))
    return format_html("{} {}", _("Confirmed."), link)


def _name_the_page(answer, address):
    """A form that was sent on and came back with its errors: havadar.js puts its own address into the bar."""
    if address.startswith("/") and not address.startswith("//"):
        mark = f'<body data-address="{escape(address)}"'.encode()
        answer.content = answer.content.replace(b"<body", mark, 1)
