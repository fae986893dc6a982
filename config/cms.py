"""What the CMS is sent that none of its pages sends: answered with 400 before its views meet it."""

from django.core.exceptions import BadRequest
from django.http import Http404
from django.utils.http import url_has_allowed_host_and_scheme

PATH = "/cms/"
MOST = 2**63 - 1
# Parameters that hold the number of a row, and that Wagtail gives to the database as they are.
NUMBERS = {"new_parent_page"}
NEXT = "next"


class CmsRequests:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.path.startswith(PATH):
            return
        if any(isinstance(value, int) and value > MOST for value in kwargs.values()):
            raise Http404
        for given in (request.GET, request.POST):
            for name, values in given.lists():
                for value in values:
                    _refuse(name, value, request)


def _refuse(name, value, request):
    if "\x00" in name or "\x00" in value:
        raise BadRequest("a NUL in what was sent")
    if name == NEXT and value and not _is_ours(value, request):
        raise BadRequest("a way on that is none of ours")
    if name in NUMBERS and value and not is_number(value):
        raise BadRequest(f"{name} is no number")


def _is_ours(address, request):
    """Wagtail gives it to `redirect`, to which a word without a slash is the name of a view."""
    allowed = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return allowed and "/" in address


def is_number(text):
    return text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= MOST
