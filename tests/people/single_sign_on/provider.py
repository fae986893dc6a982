"""A real provider, a process of its own on loopback, and a browser that is sent there and back."""

import json
import re
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urlsplit

import requests
from django.urls import reverse

from people.actions import link_sign_on

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
LOGIN, PROFILE, RESET = map(reverse, ("account_login", "people:profile", "account_reset_password"))
START = reverse("openid_connect_login", args=["company"])
CALLBACK = reverse("openid_connect_callback", args=["company"])
NAME = "دفتر"
# Whom the provider knows, and what it says of them.
KNOWN = {
    "s-narges": {"email": "Narges@aftab.example", "email_verified": True},
    "s-parisa": {"email": "parisa@aftab.example", "email_verified": True},
    "s-unsaid": {"email": "narges@aftab.example"},
    "s-unproven": {"email": "narges@aftab.example", "email_verified": False},
    "s-word": {"email": "narges@aftab.example", "email_verified": "false"},
    "s-squatted": {"email": "next@aftab.example", "email_verified": True},
    "s-stale": {"email": "x@aftab.example", "auth_time": 1},
    "s-bare": {},
}


def free_port():
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


def begin_provider():
    port = free_port()
    people = [part for sub, claims in KNOWN.items() for part in ("--user-claims", json.dumps({"sub": sub, **claims}))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *people]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            if straight().get(f"{url}/.well-known/openid-configuration", timeout=5).ok:
                return process, url
        except requests.ConnectionError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError("the provider did not come up")


def straight():
    """Loopback is asked directly, whatever proxy the machine names."""
    session = requests.Session()
    session.trust_env = False
    return session


def switch_on(settings, monkeypatch, url):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    company = {
        "provider_id": "company",
        "name": NAME,
        "client_id": "havadar",
        "secret": "s",
        "settings": {"server_url": url, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [company]}}


def there(page):
    """Where the page that leads on leads."""
    assert page.status_code == 200, page.content.decode()[:500]
    url = unescape(re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', page.content.decode())[1])
    assert url == page.context["url"]
    return url


def answer_of(url, **form):
    """What the provider's page sends a browser back with, after the person pressed."""
    answer = straight().post(url, data=form, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text[:500]
    back = urlsplit(answer.headers["Location"])
    assert f"{back.scheme}://{back.netloc}{back.path}" == f"http://testserver{CALLBACK}"
    return f"{back.path}?{back.query}"


def sign_on(client, sub, url=START, **form):
    return client.get(answer_of(there(client.post(url, form)), sub=sub))


def is_in(client):
    return client.session.get("_auth_user_id")


def has_a_way_on(page, to=LOGIN):
    return f'href="{to}"' in page.content.decode()


def linked(staff, subject):
    """Somebody who signs in by the provider alone."""
    user = staff.user
    user.set_unusable_password()
    user.save()
    return link_sign_on(user=user, provider="company", subject=subject, at=AT)
