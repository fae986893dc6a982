"""Links that carry their purpose: what a form is about, and the page to lead back to afterwards."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

BACK = "back"
LONGEST = 500


def way_back(request: HttpRequest, otherwise: str = "") -> str:
    """The path on this site that the link or the form named, or `otherwise`.

    `redirect` would take a word for the name of a view, so it has to begin with a slash.
    """
    asked = request.POST.get(BACK) or request.GET.get(BACK, "")
    is_path = asked.startswith("/") and asked.isprintable() and len(asked) <= LONGEST
    return asked if is_path and url_has_allowed_host_and_scheme(asked, None) else otherwise


def leading(address: str, **asked: str | Sequence[str]) -> str:
    """The address with what is asked for; what is empty is left out, and so is a way back that is too long.

    Of several values under one name each stands in the address.
    """
    if len(asked.get(BACK, "")) > LONGEST:
        asked[BACK] = ""
    given = {name: value for name, value in asked.items() if value}
    if not given:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode(given, doseq=True)}"
