"""What a mail links to begins with BASE_URL, whatever host the request names."""

import importlib
import re
from pathlib import Path

import allauth
import pytest
from allauth.account.internal.flows.password_reset import get_reset_password_from_key_url, get_reset_password_url
from allauth.core import context
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from kit.http.base_url import problems_of
from people.adapters import AccountAdapter
from people.notices.sending import send_notice

HOME = "https://havadar.example"
FORGED = "evil.example:8443"
ALLAUTH = Path(allauth.__file__).parent / "templates"
PREFIXES = sorted(
    str(path.relative_to(ALLAUTH)).removesuffix("_subject.txt")
    for app in ("account", "mfa", "socialaccount")
    for path in (ALLAUTH / app / "email").glob("*_subject.txt")
)


@pytest.fixture(autouse=True)
def at_home(settings):
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = HOME
    settings.ALLOWED_HOSTS = ["*"]


def everything(message):
    return " ".join([message.subject, message.body, *(part[0] for part in message.alternatives)])


def links(message):
    return re.findall(r"https?://[^\s\"<>]+", everything(message))


def is_at_home(message):
    return "evil" not in everything(message) and all(link.startswith(f"{HOME}/") for link in links(message))


def test_a_forged_host_is_not_where_the_reset_link_goes(people, visitor, django_capture_on_commit_callbacks):
    address = reverse("account_reset_password")
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(address, {"email": people.narges.user.email}, headers={"host": FORGED})
        visitor.post(address, {"email": "nobody@elsewhere.example"}, headers={"host": FORGED})
    [message] = mail.outbox
    assert is_at_home(message)
    assert links(message)


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", PREFIXES)
def test_no_mail_of_the_account_pages_names_the_host_of_the_request(prefix, people):
    request = RequestFactory().get("/", headers={"host": FORGED})
    request.user, request.session = AnonymousUser(), {}
    user = people.narges.user
    with context.request_context(request):
        AccountAdapter().send_mail(
            prefix,
            user.email,
            {
                "user": user,
                "username": user.username,
                "code": "123456",
                "key": "k",
                "password_reset_url": get_reset_password_from_key_url(request, "a-b"),
                "activate_url": request.build_absolute_uri("/activate/"),
                "signup_url": request.build_absolute_uri("/join/"),
                "timestamp": timezone.now(),
                "ip": "127.0.0.1",
                "user_agent": "x",
                "reset": get_reset_password_url(request),
            },
        )
    [message] = mail.outbox
    assert is_at_home(message)


def test_a_notice_and_a_sign_in_link_lead_home(people, client_for, django_capture_on_commit_callbacks):
    facts = {"team_fa": "x", "team_en": "x", "since": "2026-01-01"}
    with django_capture_on_commit_callbacks(execute=True):
        send_notice(
            to=people.narges.user, kind="people.lead_appointed", at=timezone.now(), url="/", dedupe_key="1", **facts
        )
        url = reverse("people:staff_link", args=[people.narges.key])
        client_for(people.hoda).post(url, headers={"host": FORGED})
    assert mail.outbox
    assert all(is_at_home(message) for message in mail.outbox)


@pytest.mark.django_db
def test_pages_of_the_cms_are_linked_at_home():
    """Wagtail's mails name the page they are about by its full address."""
    ours = [page.specific for page in Page.objects.filter(depth__gt=1)]
    ours = [page for page in ours if type(page) is not Page]
    assert ours
    assert [page.full_url for page in ours if not page.full_url.startswith(f"{HOME}/")] == []


@pytest.mark.parametrize(
    ("address", "problems"),
    [
        ("https://havadar.example", 0),
        ("https://havadar.example:8443", 0),
        ("http://havadar.example", 1),
        ("https://havadar.example/", 1),
        ("https://havadar.example/path", 1),
        ("https://havadar.example?a", 1),
        ("https://me@havadar.example", 1),
        ("https://localhost", 1),
        ("https://127.0.0.1:8000", 1),
        ("https://[::1]", 1),
        ("http://localhost:8000/", 3),
        ("havadar.example", 1),
        ("https://", 1),
        ("https://[", 1),
        ("", 1),
    ],
)
def test_the_deployment_check_names_what_is_wrong(address, problems, settings):
    settings.BASE_URL = address
    found = [error.id for error in run_checks(include_deployment_checks=True) if error.id in ("kit.E001", "kit.E002")]
    assert len(problems_of(address, public=True)) == len(found) == problems


def test_production_does_not_start_without(monkeypatch, tmp_path):
    given = {"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "havadar.example"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("BASE_URL", raising=False)
    with pytest.raises(Exception, match="BASE_URL"):
        importlib.import_module("config.settings.production")
    monkeypatch.setenv("BASE_URL", "http://localhost:8000")
    with pytest.raises(ImproperlyConfigured, match="https"):
        importlib.import_module("config.settings.production")
    monkeypatch.setenv("BASE_URL", HOME)
    assert importlib.import_module("config.settings.production").WAGTAILADMIN_BASE_URL == HOME
