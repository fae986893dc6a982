"""Asking whether a person may do a thing."""

from typing import Any, Protocol

from django.core.exceptions import PermissionDenied


class Holder(Protocol):
    """A user of Django, signed in or not."""

    def has_perm(self, perm: str, obj: Any = ..., /) -> bool: ...  # a model, or whatever else a rule asks about


def require(user: Holder, permission: str, obj: object = None) -> None:
    """Raise PermissionDenied unless `user` holds `permission` on `obj`."""
    if not user.has_perm(permission, obj):
        raise PermissionDenied(permission)
