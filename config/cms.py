"""What the CMS is sent that none of its pages sends, answered with 400: before its views, or in place of their fault.

Wagtail's own views take several parameters as they come. What is known by its name is judged before; what they trip
over all the same is listed by kind of fault and by module. A fault of ours is never among it.
"""

import logging
import re
import traceback

from django.core.exceptions import BadRequest, ObjectDoesNotExist
from django.db import transaction
from django.http import Http404
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.defaults import bad_request
from wagtail.models import Page

from config.floors import APPS

logger = logging.getLogger(__name__)
PATH = "/cms/"
LARGEST = 2**63 - 1
NEXT = "next"
# Parameters that hold the number of a row, and that Wagtail gives to the database or to `reverse` as they are.
NUMBERS = {"new_parent_page", "overwrite_revision_id", "parent_page_id"}
# A form of many lines says how many they are, and the number of each line's row.
COUNT, LINE, MOST_LINES = "-TOTAL_FORMS", re.compile(r"(.+)-[^-]+-id"), 500
# (fault, beginning of the innermost module of a package that it was raised under, what had been sent)
TRIPPED_OVER = (
    (MultiValueDictKeyError, ("wagtail", "modelcluster"), "a form without one of its fields"),
    (ValueError, ("wagtail.blocks.",), "a count or an order of blocks that is no number"),
    (AttributeError, ("wagtail.admin.forms.choosers",), "a link without its address"),
    (ObjectDoesNotExist, ("wagtail.admin.views.pages.copy",), "a page to copy to that is not there"),
)
PACKAGES = ("wagtail", "modelcluster")
# Wagtail writes these without a transaction; what follows in the other language stands or falls with them.
WHOLE = {
    "wagtailadmin_pages:move_confirm",
    "wagtailadmin_pages:set_page_position",
    "wagtailadmin_pages:unpublish",
}
OURS = set(APPS)


class CmsRequests:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.path.startswith(PATH):
            return None
        if any(isinstance(value, int) and value > LARGEST for value in kwargs.values()):
            raise Http404
        for given in (request.GET, request.POST):
            for name, values in given.lists():
                _refuse_what_is_forged(name, values, request)
        _refuse_forged_lines(request.POST)
        if request.method == "POST" and request.resolver_match.view_name in WHOLE:
            return _alone(view, request, args, kwargs)
        return None

    def process_exception(self, request, problem):
        if not request.path.startswith(PATH):
            return None
        sent = what_was_sent(problem)
        if sent is None:
            return None
        logger.warning("the CMS was sent %s: %s", sent, request.path, exc_info=problem)
        return bad_request(request, problem)


@transaction.atomic
def _alone(view, request, args, kwargs):
    """A move renumbers neighbours: whoever moves waits before anything is read, not with half of it in hand."""
    list(Page.objects.select_for_update().filter(depth=1).order_by("pk"))
    return view(request, *args, **kwargs)


def _refuse_what_is_forged(name, values, request):
    if any("\x00" in text for text in (name, *values)):
        raise BadRequest("a NUL in what was sent")
    if name == NEXT and not all(_is_ours(value, request) for value in values if value):
        raise BadRequest("a way on that is none of ours")
    if name in NUMBERS and not all(is_number(value) for value in values if value):
        raise BadRequest(f"{name} is no number")


def _refuse_forged_lines(posted):
    counts = {name.removesuffix(COUNT): count for name, count in posted.items() if name.endswith(COUNT)}
    if any(count.strip().isdecimal() and not is_number(count, MOST_LINES) for count in counts.values()):
        raise BadRequest("more lines than any form has")
    for name, value in posted.items():
        line = LINE.fullmatch(name)
        if line and line[1] in counts and value and not is_number(value):
            raise BadRequest(f"{name} is no number")


def _is_ours(address, request):
    """Wagtail gives it to `redirect`, to which a word without a slash is the name of a view."""
    allowed = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return allowed and "/" in address


def is_number(text, largest=LARGEST):
    return text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= largest


def what_was_sent(problem):
    """What a fault in a package's view tells of the request; None where it is another fault, or code of ours met it."""
    modules = [frame.f_globals.get("__name__", "") for frame, _ in traceback.walk_tb(problem.__traceback__)]
    if any(module.partition(".")[0] in OURS for module in modules):
        return None
    within = next((module for module in reversed(modules) if module.startswith(PACKAGES)), "")
    known = (sent for fault, places, sent in TRIPPED_OVER if isinstance(problem, fault) and within.startswith(places))
    return next(known, None)
