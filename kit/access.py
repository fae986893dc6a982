"""Asking whether a person may do a thing."""

from django.core.exceptions import PermissionDenied


def require(user, permission, obj=None):
    """Raise PermissionDenied unless `user` holds `permission` on `obj`."""
    if not user.has_perm(permission, obj):
        raise PermissionDenied(permission)
