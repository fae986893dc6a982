"""The cache that all processes share: nothing is counted twice, nothing is forgotten, nobody else was first."""

import datetime as dt
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from config.cache import cache_from
from kit.cache.shared import SharedCache, drop_expired
from kit.http.throttle import is_too_often
from kit.models import CacheEntry
from tests.training.world import on_disk

AT_ONCE = 32


def at_once(act, times=AT_ONCE):
    start, outcomes = threading.Barrier(times), []

    def one():
        try:
            start.wait()
            outcomes.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(outcomes)


@pytest.mark.django_db
def test_it_is_what_the_product_uses():
    assert isinstance(cache._connections[cache._alias], SharedCache)


@pytest.mark.django_db
def test_it_keeps_and_forgets():
    assert cache.get("a", "nothing") == "nothing"
    cache.set("a", {"ب": [1, (2, None)]})
    assert cache.get("a") == {"ب": [1, (2, None)]}
    assert cache.get_many(["a", "b"]) == {"a": {"ب": [1, (2, None)]}}
    assert (cache.add("a", 1), cache.add("b", 1), cache.add("b", 2), cache.get("b")) == (False, True, False, 1)
    assert (cache.incr("b", 4), cache.decr("b"), cache.get("b")) == (5, 4, 4)
    assert (cache.delete("b"), cache.delete("b"), "b" in cache) == (True, False, False)
    with pytest.raises(ValueError):
        cache.incr("b")
    cache.set_many({"c": None, "d": 0})
    assert (cache.get("c", "nothing"), cache.get("d")) == (None, 0)
    cache.clear()
    assert not CacheEntry.objects.exists()


@pytest.mark.django_db
def test_what_is_over_is_as_if_it_had_never_been(monkeypatch):
    cache.set("soon", 1, timeout=30)
    cache.set("never", 1, timeout=None)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 29)
    assert (cache.get("soon"), cache.add("soon", 2)) == (1, False)
    assert cache.touch("soon", 30)
    monkeypatch.setattr(time, "time", lambda: now + 60)
    assert (cache.get("soon"), cache.touch("soon"), cache.delete("soon")) == (None, False, False)
    with pytest.raises(ValueError):
        cache.incr("soon")
    assert (cache.add("soon", 2), cache.get("soon"), cache.get("never")) == (True, 2, 1)


@pytest.mark.django_db
def test_the_upkeep_clears_away_what_is_over():
    cache.set("soon", 1, timeout=30)
    cache.set("late", 1, timeout=3600)
    cache.set("never", 1, timeout=None)
    drop_expired(at=timezone.now() + dt.timedelta(minutes=1))
    assert sorted(CacheEntry.objects.values_list("key", flat=True)) == [":1:late", ":1:never"]


@pytest.mark.django_db
def test_a_long_or_odd_key_is_a_key():
    long, longer = "نشانی " * 100, "نشانی " * 101
    cache.set(long, 1)
    assert (cache.get(long), cache.get(longer)) == (1, None)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_of_many_is_first_and_no_count_is_lost(tmp_path):
    request = RequestFactory().get("/")
    with on_disk(tmp_path):
        assert at_once(lambda: cache.add("code", "used", timeout=30)) == {True: 1, False: AT_ONCE - 1}
        cache.set("count", 0)
        assert at_once(lambda: cache.incr("count")) == dict.fromkeys(range(1, AT_ONCE + 1), 1)
        CacheEntry.objects.update(expires_ms=0)
        assert at_once(lambda: cache.add("code", "used", timeout=30)) == {True: 1, False: AT_ONCE - 1}
        assert at_once(lambda: is_too_often(request, "this", limit=10, seconds=3600)) == {False: 10, True: AT_ONCE - 10}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_one_time_code_is_taken_once(tmp_path, people):
    from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

    secret = "JBSWY3DPEHPK3PXP"
    factor = TOTP.activate(people.hoda.user, secret).instance

    def code():
        return format_hotp_value(hotp_value(secret, int(time.time()) // 30))

    def given():
        return TOTP(factor).validate_code(code())

    with on_disk(tmp_path):
        _wait_for_a_whole_step()
        assert at_once(given) == {True: 1, False: AT_ONCE - 1}


def _wait_for_a_whole_step():
    """A code counts for 30 seconds: begin where enough of them are left."""
    left = 30 - time.time() % 30
    if left < 12:
        time.sleep(left)


OTHER_PROCESS = """
import django, sys
django.setup()
from django.core.cache import cache
print(cache.add("code", "used", timeout=30), cache.incr("count"))
"""


@pytest.mark.slow
def test_two_processes_share_it(tmp_path):
    import os

    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.kit.crash.settings",
        "HAVADAR_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/havadar.sqlite3",
    }
    root = Path(__file__).resolve().parents[2]

    def process(*command):
        command = [sys.executable, *command]
        return subprocess.run(command, env=environment, cwd=root, check=True, capture_output=True, text=True).stdout

    process("-m", "django", "migrate", "--verbosity=0")
    process("-c", "import django; django.setup(); from django.core.cache import cache; cache.set('count', 0)")
    assert [process("-c", OTHER_PROCESS).split() for _ in range(2)] == [["True", "1"], ["False", "2"]]


def test_another_store_by_one_address():
    assert cache_from("")["BACKEND"] == "kit.cache.shared.SharedCache"
    for url, location in (
        ("redis://cache:6379/1", "redis://cache:6379/1"),
        ("valkey://cache:6379", "redis://cache:6379"),
        ("valkeys://:secret@cache", "rediss://:secret@cache"),
    ):
        asked = cache_from(url)
        assert (asked["BACKEND"].rpartition(".")[2], asked["LOCATION"]) == ("RedisCache", location)
    for wrong in ("locmem://", "memcached://x", "redis", "/tmp/socket"):
        with pytest.raises(ImproperlyConfigured):
            cache_from(wrong)
