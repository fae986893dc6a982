"""Asking a thing once in a request that changes nothing.

    @once
    def standings_of(staff, on): ...

Within `reading_once()` (a middleware opens it around every GET) the second call with the same arguments gives what the
first one gave; the answer is shared, so nobody changes it. Everywhere else, and in the next request, it is asked anew.
Whatever decides the answer must be among the arguments; they must be hashable.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

_kept = ContextVar("once", default=None)


def once(function):
    @wraps(function)
    def answer(*asked):
        kept = _kept.get()
        if kept is None:
            return function(*asked)
        question = (function, asked)
        if question not in kept:
            kept[question] = function(*asked)
        return kept[question]

    def keep(found, *asked):
        """What another question brought along already."""
        kept = _kept.get()
        if kept is not None:
            kept[function, asked] = found

    answer.keep = keep
    return answer


@contextmanager
def reading_once():
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)
