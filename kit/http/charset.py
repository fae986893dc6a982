"""What a request says its letters are, before Django believes it: a codec of Python need not be one of letters."""

from email.message import Message
from typing import Any


def in_letters(environ: dict[str, Any]) -> dict[str, Any]:
    """The WSGI environment, its content type without a charset that reads no text (rot13, zlib, idna): such a form is
    read as any other. Django would fall over it while it makes the request, before any middleware."""
    kind = Message()
    kind["Content-Type"] = environ.get("CONTENT_TYPE", "")
    charset = kind.get_param("charset")
    if charset and not _reads_text(charset):
        kind.del_param("charset")
        environ["CONTENT_TYPE"] = kind["Content-Type"]
    return environ


def _reads_text(charset):
    try:
        b"x=1&y".decode(str(charset), "replace")
    except (LookupError, UnicodeError, ValueError):
        return False
    return True


class InLetters:
    """A WSGI application before which `in_letters` stands."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        return self.application(in_letters(environ), start_response)
