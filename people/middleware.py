"""Who reads decides language, calendar and digits; HR and administrators need a second factor."""

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from kit.reader import Reader, reset_reader, set_reader

LANGUAGE_COOKIE, CALENDAR_COOKIE = "language", "calendar"


class ReaderLanguage:
    """Before sign-in is known: the visitor's choice (a cookie), else the site's language."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(LANGUAGE_COOKIE)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        return response


class ReaderDisplay:
    """After sign-in is known: the person's own settings."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language, reader = _wishes(request)
        token = set_reader(reader)
        try:
            with translation.override(language):
                request.LANGUAGE_CODE = language
                response = self.get_response(request)
                response.headers.setdefault("Content-Language", language)
                if hasattr(response, "render") and not response.is_rendered:
                    response = response.render()
        finally:
            reset_reader(token)
        return response


def _wishes(request):
    user = request.user
    if user.is_authenticated:
        return user.language, Reader(user.calendar, user.digits)
    language = translation.get_language()
    natural = "jalali" if language == "fa" else "gregorian"
    calendar = request.COOKIES.get(CALENDAR_COOKIE)
    calendar = calendar if calendar in ("jalali", "gregorian") else natural
    return language, Reader(calendar, "fa" if language == "fa" else "en")


class SecondFactor:
    """HR and administrators set up a second factor before they go on (switched off in the demo)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self._must_set_up(request):
            return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)

    def _must_set_up(self, request):
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return False
        if not request.user.access_roles & {"hr", "administrator"} or request.path.startswith("/account/"):
            return False
        return not request.user.authenticator_set.filter(type="totp").exists()
