"""Before rows leave the house as a file, whoever asks confirms who they are. The app that keeps accounts says how."""

from collections.abc import Callable

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

_asking: dict[str, Callable[..., None]] = {}


def asked_by(function: Callable[..., None]) -> None:
    """In AppConfig.ready: `function(request, page=)` raises what leads the reader to confirm, unless they just did."""
    _asking["how"] = function


def ask_again(request: HttpRequest, *, page: str) -> None:
    """`page`: the address at which the reader goes on; a file does not take its reader anywhere."""
    if not _asking:
        raise ImproperlyConfigured("no app says how a reader confirms who they are (kit.http.confirm.asked_by)")
    _asking["how"](request, page=page)
