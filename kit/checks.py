"""What `manage.py check` (and, for a company's server, `check --deploy`) asks of the settings."""

from collections.abc import Sequence
from importlib.util import find_spec

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, Tags, register

from kit.http.base_url import problems_of

OF_ONE_PROCESS = ("LocMemCache", "DummyCache", "FileBasedCache")


def base_url_is_an_address(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[Error]:
    return [Error(f"BASE_URL {problem}", id="kit.E001") for problem in problems_of(settings.BASE_URL, public=False)]


def base_url_is_the_public_one(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[Error]:
    known = problems_of(settings.BASE_URL, public=False)
    found = [problem for problem in problems_of(settings.BASE_URL, public=True) if problem not in known]
    return [Error(f"BASE_URL {problem}", id="kit.E002") for problem in found]


def cache_can_be_used(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[Error]:
    if _cache() == "RedisCache" and find_spec("redis") is None:
        return [Error("CACHE_URL needs the package redis", hint="pip install redis", id="kit.E003")]
    return []


def cache_is_shared(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[Error]:
    if _cache() not in OF_ONE_PROCESS:
        return []
    return [Error(f"{_cache()} is not shared: one-time codes would work once for each process", id="kit.E004")]


def connect() -> None:
    register(base_url_is_an_address, Tags.urls)
    register(base_url_is_the_public_one, Tags.security, deploy=True)
    register(cache_can_be_used, Tags.caches)
    register(cache_is_shared, Tags.security, deploy=True)


def _cache():
    return settings.CACHES["default"]["BACKEND"].rpartition(".")[2]
