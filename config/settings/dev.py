"""The product with demo data on one machine, as `bin/run` serves it."""

from config.env import own_secret_key
from config.settings.base import *  # noqa: F403
from config.settings.base import SECRET_KEY, STORAGES, env

SECRET_KEY = SECRET_KEY or own_secret_key()
DEMO = env.bool("DEMO", True)
DEBUG = env.bool("DEBUG", False)
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", not DEMO)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["*"])
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "config.static.CompressedStatic"},
}
if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
