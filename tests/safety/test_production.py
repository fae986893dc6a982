"""What a real company's server is set to, read in a process of its own with that company's environment."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.database import migrated_file

ROOT = Path(__file__).resolve().parents[2]
ASKED = """
import django, json
from django.conf import settings as s
django.setup()
from django.test import Client
page = Client().get("/account/login/", secure=True, headers={"host": "havadar.example"})
from config.database import database_from
print(json.dumps({
    "cookies": sorted(page.cookies), "secure": all(c["secure"] and c["path"] == "/" and not c["domain"]
        for c in page.cookies.values()),
    "names": [s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME], "httponly": s.SESSION_COOKIE_HTTPONLY,
    "domain": [s.SESSION_COOKIE_DOMAIN, s.CSRF_COOKIE_DOMAIN], "path": [s.SESSION_COOKIE_PATH, s.CSRF_COOKIE_PATH],
    "debug": s.DEBUG, "demo": s.DEMO, "factor": s.SECOND_FACTOR_REQUIRED, "hsts": s.SECURE_HSTS_SECONDS,
    "proxy": s.SECURE_PROXY_SSL_HEADER, "redirect": s.SECURE_SSL_REDIRECT, "axes": getattr(s, "AXES_ENABLED", True),
    "cache": [m for m in s.MIDDLEWARE if "cache" in m.lower()],
    "shortest": [v["OPTIONS"]["min_length"] for v in s.AUTH_PASSWORD_VALIDATORS if "MinimumLength" in v["NAME"]],
    "sqlite": database_from("sqlite:///x")["OPTIONS"], "engines": [t["BACKEND"] for t in s.TEMPLATES],
    "hashers": s.PASSWORD_HASHERS[0], "types": s.MFA_SUPPORTED_TYPES,
}))
"""


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    folder = tmp_path_factory.mktemp("production")
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "havadar.example",
        "BASE_URL": "https://havadar.example",
        "HAVADAR_VAR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/x.sqlite3",
    }
    shutil.copy(migrated_file(), folder / "x.sqlite3")
    collect = [sys.executable, "-m", "django", "collectstatic", "-v0", "--noinput"]
    subprocess.run(collect, env=environment, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
    done = subprocess.run([sys.executable, "-c", ASKED], env=environment, cwd=ROOT, capture_output=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.slow
def test_cookies_are_bound_to_the_host(production):
    assert production["names"] == ["__Host-session", "__Host-csrf"]
    assert (production["cookies"], production["secure"]) == (["__Host-csrf"], True)
    assert (production["domain"], production["path"], production["httponly"]) == ([None, None], ["/", "/"], True)


@pytest.mark.slow
def test_nothing_of_the_demo_is_left(production):
    assert (production["debug"], production["demo"], production["factor"]) == (False, False, True)
    assert production["axes"] is True
    assert "MD5" not in production["hashers"]


@pytest.mark.slow
def test_everything_goes_over_tls_and_no_forged_header_says_so(production):
    assert production["redirect"] is True
    assert production["hsts"] >= 31_536_000
    assert production["proxy"] is None


@pytest.mark.slow
def test_passwords_caches_and_the_database_are_as_safety_says(production):
    assert production["shortest"] == [12]
    assert production["cache"] == []
    assert set(production["types"]) == {"totp", "recovery_codes"}
    options = production["sqlite"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        assert pragma in options["init_command"]


FOREIGN = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])\s*((?:https?:)?//[^)"']+)""", re.I)


@pytest.mark.parametrize("path", sorted((ROOT / "static").rglob("*.css")), ids=lambda path: path.name)
def test_no_style_sheet_fetches_from_elsewhere(path):
    assert FOREIGN.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", sorted((ROOT / "static" / "js").rglob("*.js")), ids=lambda path: path.name)
def test_no_script_of_ours_fetches_from_elsewhere(path):
    assert re.findall(r"(?:fetch|import|open)\(\s*[\"'](?:https?:)?//", path.read_text(encoding="utf-8")) == []


def test_no_template_marks_what_people_typed_as_safe():
    marked = [
        (str(path.relative_to(ROOT)), found)
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for found in re.findall(r"\{\{[^}]*\|\s*safe\b[^}]*\}\}|\{%\s*autoescape off", path.read_text(encoding="utf-8"))
    ]
    # Help texts come from the code alone.
    assert marked == [("templates/components/_field_foot.html", "{{ bound.help_text|safe }}")]
