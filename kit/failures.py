"""What is answered when a request fails: 503 where the database is away, wherever that was noticed, else 500."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

AWAY = (OperationalError, InterfaceError)


def service_unavailable():
    """The page is made without the request: whatever it would ask might be away too."""
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "5"})


def failed(request):
    """Django's handler500. Reading the session or the user fails in a middleware, which no other middleware sees."""
    return service_unavailable() if isinstance(sys.exc_info()[1], AWAY) else server_error(request)
