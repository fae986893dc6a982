"""Where there is no mail server, every mail is a file of its own: nothing is lost, and the terminal stays readable.

EMAIL_BACKEND = "kit.files.mails.EmailBackend", settings.MAIL_ROOT = the folder. Files are for whoever has the server;
what the product shows of them is `kept_mails` and, without its links, `text_of`.
"""

import datetime as dt
import os
import re
import secrets
from dataclasses import dataclass
from email import policy
from email.parser import BytesHeaderParser, BytesParser
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

BACKEND = "kit.files.mails.EmailBackend"
KEPT_FOR = dt.timedelta(days=30)
LONGEST = 64 * 1024
_NAME = re.compile(r"(\d{8}T\d{12})-[0-9a-f]{16}")
_WRITTEN = "%Y%m%dT%H%M%S%f"
_LINK = re.compile(r"\b[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)


class EmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        for message in email_messages:
            _keep(message.message().as_bytes(linesep="\r\n"))
        return len(email_messages)


@dataclass(frozen=True)
class KeptMail:
    name: str
    at: dt.datetime
    to: str
    subject: str


def mail_goes_out() -> bool:
    """Is there anything that carries a mail to its address?"""
    return settings.EMAIL_BACKEND != BACKEND


def kept_names() -> list[str]:
    """Newest first."""
    folder = Path(settings.MAIL_ROOT)
    found = os.listdir(folder) if folder.is_dir() else []
    return sorted((name for name in found if _NAME.fullmatch(name)), reverse=True)


def kept_mail(name: str) -> KeptMail | None:
    """Who got it, when, about what; None where there is no such mail."""
    path = _path(name)
    if path is None:
        return None
    with path.open("rb") as file:
        head = BytesHeaderParser(policy=policy.default).parse(file)
    return KeptMail(name, _instant(name), str(head["to"] or ""), str(head["subject"] or ""))


def text_of(name: str, *, shows_links: bool) -> str:
    """The text of a mail. Without its links, unless told: whoever opens one becomes who the mail is for."""
    with _path(name).open("rb") as file:
        message = BytesParser(policy=policy.default).parse(file)
    part = message.get_body(preferencelist=("plain",))
    text = part.get_content()[:LONGEST] if part is not None else ""
    return text if shows_links else _LINK.sub("…", text)


def drop_old_mails(*, at: dt.datetime) -> int:
    """For the daily upkeep. Returns how many went."""
    old = [name for name in kept_names() if _instant(name) < at - KEPT_FOR]
    for name in old:
        (Path(settings.MAIL_ROOT) / name).unlink(missing_ok=True)
    return len(old)


def _keep(content):
    """Read by its owner alone; under its final name only when it is whole."""
    folder = Path(settings.MAIL_ROOT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{timezone.now().astimezone(dt.UTC).strftime(_WRITTEN)}-{secrets.token_hex(8)}"
    part = folder / f".{name}"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    part.rename(folder / name)


def _path(name):
    path = Path(settings.MAIL_ROOT) / name if _NAME.fullmatch(name) else None
    return path if path is not None and path.is_file() else None


def _instant(name):
    return dt.datetime.strptime(_NAME.fullmatch(name)[1], _WRITTEN).replace(tzinfo=dt.UTC)
