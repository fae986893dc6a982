"""Every setting that keeps a real company's server safe, by name: who turns one off is told by this table."""

import importlib
import sys
from unittest import mock

import pytest
from environs import EnvError

NEEDED = {"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "havadar.example", "BASE_URL": "https://havadar.example"}
SET = {
    "DEBUG": False,
    "DEMO": False,
    "SECOND_FACTOR_REQUIRED": True,
    "ALLOWED_HOSTS": ["havadar.example"],
    "SECURE_SSL_REDIRECT": True,
    "SECURE_PROXY_SSL_HEADER": None,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_HSTS_PRELOAD": True,
    "SECURE_CONTENT_TYPE_NOSNIFF": True,
    "SECURE_REFERRER_POLICY": "same-origin",
    "X_FRAME_OPTIONS": "DENY",
    "SESSION_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_COOKIE_NAME": "__Host-session",
    "CSRF_COOKIE_SECURE": True,
    "CSRF_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "LANGUAGE_COOKIE_SECURE": True,
    "ALLAUTH_TRUSTED_PROXY_COUNT": 0,
    "ACCOUNT_PREVENT_ENUMERATION": True,
    "ACCOUNT_SESSION_REMEMBER": False,
    "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": True,
    "AXES_RESET_ON_SUCCESS": True,
    "AXES_FAILURE_LIMIT": 8,
    "WAGTAIL_PASSWORD_MANAGEMENT_ENABLED": False,
    "WAGTAIL_PASSWORD_RESET_ENABLED": False,
    "WAGTAIL_EMAIL_MANAGEMENT_ENABLED": False,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
}
# A cookie named __Host- must have no domain and the whole site as path; these are never set.
UNSET = (
    "SESSION_COOKIE_DOMAIN",
    "CSRF_COOKIE_DOMAIN",
    "SESSION_COOKIE_PATH",
    "CSRF_COOKIE_PATH",
    "USE_X_FORWARDED_HOST",
)


def production(monkeypatch, **environment):
    """The module of settings, read anew with this environment alone."""
    for name in ("DEMO", "DEBUG", "TRUSTED_PROXIES", "SECURE_SSL_REDIRECT", "SECOND_FACTOR_REQUIRED", *NEEDED):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    others = {name: module for name, module in sys.modules.items() if not name.startswith("config.settings.")}
    with mock.patch.dict(sys.modules, others, clear=True):
        return importlib.import_module("config.settings.production")


@pytest.fixture
def settings_of(monkeypatch):
    return lambda **environment: production(monkeypatch, **NEEDED | environment)


@pytest.mark.parametrize("name", SET)
def test_production_sets(name, settings_of):
    assert getattr(settings_of(), name) == SET[name]


@pytest.mark.parametrize("name", UNSET)
def test_production_leaves_alone(name, settings_of):
    assert not hasattr(settings_of(), name)


def test_the_demo_cannot_be_had_in_production(settings_of):
    given = settings_of(DEMO="true", DEBUG="true", SECOND_FACTOR_REQUIRED="false")
    assert (given.DEMO, given.DEBUG, given.SECOND_FACTOR_REQUIRED) == (False, False, True)


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_does_not_start_without(name, monkeypatch):
    given = {key: value for key, value in NEEDED.items() if key != name}
    with pytest.raises(EnvError):
        production(monkeypatch, **given)


@pytest.mark.parametrize(("proxies", "header"), [("0", None), ("1", ("HTTP_X_FORWARDED_PROTO", "https"))])
def test_a_header_of_a_proxy_is_believed_where_there_is_one(proxies, header, settings_of):
    given = settings_of(TRUSTED_PROXIES=proxies)
    assert header == given.SECURE_PROXY_SSL_HEADER
    assert int(proxies) == given.ALLAUTH_TRUSTED_PROXY_COUNT


def test_the_rules_are_asked_before_the_groups_and_the_lock_before_both(settings_of):
    assert settings_of().AUTHENTICATION_BACKENDS == [
        "axes.backends.AxesStandaloneBackend",
        "rules.permissions.ObjectPermissionBackend",
        "people.backends.StaffBackend",
    ]


@pytest.mark.parametrize(
    "middleware",
    [
        "django.middleware.security.SecurityMiddleware",
        "csp.middleware.CSPMiddleware",
        "kit.http.middleware.NoStore",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.LoginRequiredMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "people.middleware.SecondFactor",
        "axes.middleware.AxesMiddleware",
    ],
)
def test_nothing_that_guards_is_left_out(middleware, settings_of):
    assert middleware in settings_of().MIDDLEWARE


def test_the_policy_lets_no_script_and_no_style_in_but_our_own(settings_of):
    policy = settings_of().CONTENT_SECURITY_POLICY["DIRECTIVES"]
    for name in ("default-src", "script-src", "style-src", "base-uri", "form-action"):
        assert policy[name] == ["'self'"], name
    for name in ("object-src", "frame-ancestors"):
        assert policy[name] == ["'none'"], name
