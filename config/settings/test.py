"""The suite: fast hashing, mail in memory, tasks run at once."""

import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import STORAGES

SECRET_KEY = "test-" + "0" * 50
ALLOWED_HOSTS = ["*"]
BASE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "documents"]}}
SECOND_FACTOR_REQUIRED = False
AXES_ENABLED = False
_scratch = Path(tempfile.mkdtemp(prefix="havadar-test-"))
MAIL_ROOT = _scratch / "mail"
MEDIA_ROOT = _scratch / "media"
PRIVATE_ROOT = _scratch / "private"
STORAGES = {
    **STORAGES,
    "private": {**STORAGES["private"], "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None}},
}
STATICFILES_STORAGE_MANIFEST_STRICT = False
WHITENOISE_AUTOREFRESH = True
