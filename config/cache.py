"""Cache settings from one URL: a store that all processes share, or throttles and one-time codes would count apart."""

from django.core.exceptions import ImproperlyConfigured

IN_DATABASE = {"BACKEND": "kit.cache.shared.SharedCache"}
REDIS = ("redis", "rediss", "valkey", "valkeys", "unix")


def cache_from(url):
    """Django's settings for one cache: the database where no URL is given, else Valkey or Redis."""
    if not url:
        return IN_DATABASE
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in REDIS:
        raise ImproperlyConfigured(f"CACHE_URL begins with {', '.join(f'{name}://' for name in REDIS)}: {scheme}")
    # The client speaks of Redis alone; Valkey is spoken to in the same way.
    location = f"{scheme.replace('valkey', 'redis')}://{rest}"
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": location, "KEY_PREFIX": "havadar"}
