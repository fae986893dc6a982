"""A cache in the database, shared by all processes: throttles and one-time codes count for the whole site.

Django's own (`DatabaseCache`) counts its rows at every write, forgets living entries beyond a number, and reads before
it writes: two who add the same key at once may both be told that they were first, and counts are lost. Here `add` is
one statement and `incr` writes only over what it read. Entries that are over are cleared away by the upkeep.
"""

import hashlib
import pickle
import time
from datetime import datetime

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection
from django.db.models import Q

LONGEST_KEY = 250
ADD = """
    INSERT INTO kit_cacheentry (key, value, expires_ms) VALUES (%s, %s, %s)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_ms = excluded.expires_ms
    WHERE kit_cacheentry.expires_ms <= %s
"""


class SharedCache(BaseCache):
    def __init__(self, location, params):
        super().__init__(params)

    def make_key(self, key, version=None):
        """A key of any length and any letters; a long one is named by its hash."""
        made = super().make_key(key, version)
        return made if len(made) <= LONGEST_KEY else hashlib.sha256(made.encode()).hexdigest()

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        row = [self.make_key(key, version), _written(value), self._expires_ms(timeout)]
        with connection.cursor() as cursor:
            cursor.execute(ADD, [*row, _now_ms()])
            return cursor.rowcount == 1

    def get(self, key, default=None, version=None):
        found = _living(self.make_key(key, version)).values_list("value", flat=True).first()
        return default if found is None else _read(found)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        from kit.cache.models import CacheEntry

        row = CacheEntry(key=self.make_key(key, version), value=_written(value), expires_ms=self._expires_ms(timeout))
        columns = {"update_fields": ["value", "expires_ms"], "unique_fields": ["key"]}
        CacheEntry.objects.bulk_create([row], update_conflicts=True, **columns)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return bool(_living(self.make_key(key, version)).update(expires_ms=self._expires_ms(timeout)))

    def incr(self, key, delta=1, version=None):
        rows = _living(self.make_key(key, version))
        while True:
            before = rows.values_list("value", flat=True).first()
            if before is None:
                raise ValueError(f"there is nothing under {key!r}")
            number = _read(before) + delta
            if rows.filter(value=bytes(before)).update(value=_written(number)):
                return number

    def delete(self, key, version=None):
        return bool(_living(self.make_key(key, version)).delete()[0])

    def clear(self):
        from kit.cache.models import CacheEntry

        CacheEntry.objects.all().delete()

    def _expires_ms(self, timeout):
        ends = self.get_backend_timeout(timeout)
        return None if ends is None else int(ends * 1000)


def drop_expired(*, at: datetime) -> None:
    """Clear away what is over."""
    from kit.cache.models import CacheEntry

    CacheEntry.objects.filter(expires_ms__lte=int(at.timestamp() * 1000)).delete()


def _living(key):
    from kit.cache.models import CacheEntry

    return CacheEntry.objects.filter(Q(expires_ms=None) | Q(expires_ms__gt=_now_ms()), key=key)


def _now_ms():
    return int(time.time() * 1000)


def _written(value):
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _read(value):
    return pickle.loads(bytes(value))  # noqa: S301 - our own rows; whoever writes there owns everything else too
