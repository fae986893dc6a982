"""Who reads decides language, calendar and digits; HR and administrators need a second factor."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from kit.reader import Reader, reset_reader, set_reader
from people.company.organisation import is_written_down, keeping_organisation
from people.models.roles import WITNESS
from people.roles import may_second

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
    """After sign-in is known: the person's own settings. The company is read once and kept for the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with keeping_organisation() as company:
            return self._answer(request, *_wishes(request, company))

    def _answer(self, request, language, reader):
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


def _wishes(request, company):
    """(language, Reader) of whoever asks."""
    currency, shows_toman = company.currency, company.shows_toman
    user = request.user
    if user.is_authenticated:
        return user.language, Reader(user.calendar, user.digits, currency, shows_toman)
    language = _visitors_language(request, company)
    natural = "jalali" if language == "fa" else "gregorian"
    calendar = request.COOKIES.get(CALENDAR_COOKIE)
    calendar = calendar if calendar in ("jalali", "gregorian") else natural
    return language, Reader(calendar, "fa" if language == "fa" else "en", currency, shows_toman)


def _visitors_language(request, company):
    """What the visitor chose; else the company's main language; before there is a company the browser's."""
    chosen = request.COOKIES.get(LANGUAGE_COOKIE)
    if chosen in dict(settings.LANGUAGES):
        return chosen
    return company.main_language if is_written_down(company) else translation.get_language_from_request(request)


class SecondFactor:
    """HR, administrators and outside persons set up a second factor and give it in every session before they go on.

    Switched off by SECOND_FACTOR_REQUIRED in the demo. Whatever way the session was opened, the pages that set the
    factor up or ask for it are the only ones that answer until then.
    """

    OPEN = frozenset(
        {
            "account_login",
            "account_logout",
            "account_reauthenticate",
            "mfa_activate_totp",
            "mfa_authenticate",
            "mfa_reauthenticate",
            "openid_connect_callback",
            "openid_connect_login",
            "people:confirm",
            "people:display",
        }
    )

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        if request.resolver_match.view_name in self.OPEN or not may_second(request.user):
            return None
        if not request.user.authenticator_set.filter(type=Authenticator.Type.TOTP).exists():
            return redirect("mfa_activate_totp")
        if not any(given["method"] == "mfa" for given in get_authentication_records(request, request.user)):
            return redirect_to_login(request.get_full_path(), reverse("mfa_reauthenticate"))
        return None


class OnePurpose:
    """The account of an outside person opens what it is for, and nothing else of the product."""

    OPEN = frozenset(
        {
            "home:my_day",
            "people:display",
            "people:inbox",
            "people:open_notice",
            "people:profile",
            "people:read_all",
            "people:requests",
            "people:request",
            "people:confirm_request",
            "people:refuse_request",
            "rewards:run",
            "rewards:rows",
            "rewards:row",
            "rewards:approve_run",
            "evaluations:dispute_detail",
        }
    )
    ACCOUNT = ("account_", "mfa_")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or WITNESS not in request.user.access_roles:
            return None
        name = request.resolver_match.view_name or ""
        if name not in self.OPEN and not name.startswith(self.ACCOUNT):
            raise PermissionDenied
        return None
