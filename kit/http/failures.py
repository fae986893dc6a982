"""What is answered when a request fails: 503 without the database, 507 without room, wherever noticed, else 500."""

import logging
import sys

from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from kit.files.storage import is_no_room

logger = logging.getLogger(__name__)
AWAY = (OperationalError, InterfaceError)


def answer_to(problem: BaseException | None) -> HttpResponse | None:
    """503, 507 and 400 are told from a mistake of ours; None: it is one.

    The pages are made without the request: whatever it would ask might be away too. DataError is what PostgreSQL says
    to a NUL in an address or a number that no column holds.
    """
    if isinstance(problem, AWAY):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "5"})
    if is_no_room(problem):
        logger.error("the disk is full", exc_info=problem)
        return HttpResponse(render_to_string("507.html"), status=507)
    if isinstance(problem, DataError):
        logger.warning("the database cannot hold what was sent", exc_info=problem)
        return HttpResponse(render_to_string("400.html"), status=400)
    return None


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500. Reading the session or the user fails in a middleware, which no other middleware sees."""
    return answer_to(sys.exc_info()[1]) or server_error(request)
