"""Whoever asks for a mail names a host, which may be any: what is mailed to somebody else begins with BASE_URL."""

from types import SimpleNamespace
from urllib.parse import urlsplit

from django.conf import settings

from people.company.organisation import organisation


def from_base_url(request, context):
    """The values for a mail's template, with every address of the request's host moved to BASE_URL."""
    host = request.get_host() if request else ""
    moved = {name: _moved(value, host) for name, value in context.items()}
    return moved | {
        "current_site": SimpleNamespace(name=str(organisation()), domain=urlsplit(settings.BASE_URL).netloc)
    }


def _moved(value, host):
    if not isinstance(value, str) or not value.startswith(("http://", "https://")):
        return value
    parts = urlsplit(value)
    return settings.BASE_URL + value[len(f"{parts.scheme}://{parts.netloc}") :] if parts.netloc == host else value
