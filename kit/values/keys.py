"""Random public keys: what URLs carry instead of primary keys."""

import secrets

from django.db import models

KEY_LENGTH = 16


def new_key() -> str:
    """16 URL-safe characters, 96 random bits."""
    return secrets.token_urlsafe(12)


class Keyed(models.Model):
    """A row that is spoken of outside the database by a random key."""

    key = models.CharField(max_length=KEY_LENGTH, default=new_key, unique=True, editable=False)

    class Meta:
        abstract = True
