"""Asking a thing once in a request that changes nothing.

    @once
    def standings_of(staff, on): ...

Within `reading_once()` (a middleware opens it around every GET) the second call with the same arguments gives what the
first one gave; the answer is shared, so nobody changes it. Everywhere else, and in the next request, it is asked anew.
Whatever decides the answer must be among the arguments; they must be hashable.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

T = TypeVar("T", covariant=True)
_kept: ContextVar[dict[object, Any] | None] = ContextVar("once", default=None)


class Once(Protocol[T]):
    """The function, and a way to keep what another question brought along."""

    keep: Callable[..., None]

    def __call__(self, *asked: Any) -> T: ...


def once(function: Callable[..., T]) -> Once[T]:
    @wraps(function)
    def answer(*asked: Any) -> T:
        kept = _kept.get()
        if kept is None:
            return function(*asked)
        question = (function, asked)
        if question not in kept:
            kept[question] = function(*asked)
        return kept[question]

    def keep(found: Any, *asked: Any) -> None:
        """What another question brought along already."""
        kept = _kept.get()
        if kept is not None:
            kept[function, asked] = found

    kept_once = cast(Once[T], answer)
    kept_once.keep = keep
    return kept_once


@contextmanager
def reading_once() -> Iterator[None]:
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)
