"""The kit alone, in a database and a folder that several processes share."""

from config.settings.base import *  # noqa: F403

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "kit",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "tests.kit.crash.apps.CrashConfig",
]
AUTH_USER_MODEL = "auth.User"
MIDDLEWARE = []
ROOT_URLCONF = "kit.urls"
