"""What every answer carries: a content policy, no caching of signed-in pages, a clear word without a database."""

from django.conf import settings

from kit.failures import answer_to
from kit.once import reading_once


class ReadOnce:
    """In a request that changes nothing, what is marked with `kit.once.once` is asked of the database once."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with reading_once():
            return self.get_response(request)


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
    """The Wagtail admin needs inline script; only its own paths get it."""

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

    This is for the views; what a middleware misses comes to `kit.failures.failed`.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return answer_to(exception)
