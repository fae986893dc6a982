"""Before rows leave the house as a file, whoever asks confirms who they are. The app that keeps accounts says how."""

from django.core.exceptions import ImproperlyConfigured

_asking = {}


def asked_by(function):
    """In AppConfig.ready: `function(request, page=)` raises what leads the reader to confirm, unless they just did."""
    _asking["how"] = function


def ask_again(request, *, page):
    """`page`: the address at which the reader goes on; a file does not take its reader anywhere."""
    if not _asking:
        raise ImproperlyConfigured("no app says how a reader confirms who they are (kit.http.confirm.asked_by)")
    _asking["how"](request, page=page)
