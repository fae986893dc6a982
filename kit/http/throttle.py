"""A simple limit on how often one address, or one account, may ask."""

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The visitor's address; forwarded headers are believed only as far as our own proxies wrote them."""
    proxies = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return forwarded[-proxies] if 0 < proxies <= len(forwarded) else request.META.get("REMOTE_ADDR", "")


def is_too_often(request: HttpRequest, what: str, *, limit: int = 30, seconds: int = 60, who: str = "") -> bool:
    """Count one request; True once the address, or `who` is named, asked for `what` more than `limit` times within
    `seconds`."""
    key = f"throttle:{what}:{who or client_address(request)}:{int(time.time() // seconds)}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) > limit
    except ValueError:
        return False
