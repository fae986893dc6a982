"""The request of a view that is not `login_not_required`."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class SignedIn(HttpRequest):
    """Only a name for what the middleware hands on: no request is ever made of it."""

    user: Any  # the user of `people`, which is above
    htmx: HtmxDetails
