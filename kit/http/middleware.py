"""What every answer carries: a content policy, no caching of signed-in pages, a clear word without a database."""

from django.conf import settings

from kit.http.failures import answer_to
from kit.http.once import reading_once
from kit.text.letters import seen, seen_header, seen_json


class ReadOnce:
    """In a request that changes nothing, what is marked with `kit.http.once.once` is asked of the database once."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with reading_once():
            return self.get_response(request)


class SeenLetters:
    """Words come in, and names of files go out, without letters that nobody sees (`kit.text.letters`).

    One place before every form, ours, allauth's and the CMS's. The body is read when a view asks for it, not before:
    what is too large must be refusable unread.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.META.get("QUERY_STRING"):
            request.GET = _seen_values(request.GET)
        if request.content_type == "application/json":
            request._body = seen_json(request.body.decode(errors="replace")).encode()
        load = request._load_post_and_files

        def load_seen():
            load()
            request._post = _seen_values(request._post)
            for _name, files in request._files.lists():
                for file in files:
                    file.name = seen(file.name)

        request._load_post_and_files = load_seen
        response = self.get_response(request)
        if response.has_header("Content-Disposition"):
            response["Content-Disposition"] = seen_header(response["Content-Disposition"])
        return response


def _seen_values(values):
    """The same QueryDict where nothing is to be taken out, which is nearly always."""
    if all(_seen_value(value) == value for each in values.lists() for value in each[1]):
        return values
    cleaned = values.copy()
    for name, each in values.lists():
        cleaned.setlist(name, [_seen_value(value) for value in each])
    cleaned._mutable = False
    return cleaned


def _seen_value(value):
    """Rich text comes as JSON in a field."""
    return seen_json(value) if value.startswith(("{", "[")) else seen(value)


class NoStore:
    """Signed-in pages are never kept by a browser or a proxy."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if (
            not response.has_header("Cache-Control")
            and getattr(request, "user", None)
            and request.user.is_authenticated
        ):
            response["Cache-Control"] = "no-store, private"
        return response


class AdminContentSecurityPolicy:
    """The Wagtail admin needs inline script and style; only its own paths get it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith("/cms/"):
            response._csp_replace = settings.CMS_CONTENT_SECURITY_POLICY
            self._let_the_cms_frame(response)
        return response

    def _let_the_cms_frame(self, response):
        # A preview has been through all middleware once already, as the page it shows.
        policy = response.headers.get("Content-Security-Policy")
        if policy:
            response["Content-Security-Policy"] = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")


class ServiceAvailability:
    """A database that is restarting is answered with 503 and a page, never with 500.

    This is for the views; what a middleware misses comes to `kit.http.failures.failed`.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return answer_to(exception)
