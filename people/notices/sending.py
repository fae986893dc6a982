"""Sending a line to somebody's inbox, and by mail. No score and no comment ever stands in a mail."""

import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kit import display
from kit.text.bilingual import active_language
from people.models import Notice

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_KINDS = {}


@dataclass(frozen=True)
class Kind:
    """How notices of one kind read: lazy strings with %(fact)s places, and an icon's name."""

    title: Promise
    body: Promise
    icon: str


def register_kind(name, *, title, body="", icon="bell"):
    """Say how notices of the kind `name` read. `title` and `body` are gettext_lazy strings."""
    _KINDS[name] = Kind(title, body, icon)


def kind_of(notice):
    """A kind that no app sends any more is still readable."""
    return _KINDS.get(notice.kind) or Kind(_("Notice"), "", "bell")


def words_of(notice):
    """(title, body) in the language that is active: dates the reader's way, `x_fa` and `x_en` as `x`."""
    kind, facts = kind_of(notice), shown_facts(notice.facts)
    return str(kind.title) % facts, str(kind.body) % facts


def shown_facts(facts):
    shown = {name: _shown(value) for name, value in facts.items()}
    for name in facts:
        if name.endswith("_fa"):
            stem = name.removesuffix("_fa")
            shown[stem] = facts.get(f"{stem}_{active_language()}") or facts[name]
    return shown


def _shown(value):
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return value
    if isinstance(value, int):
        return display.number(value)
    return display.day(date.fromisoformat(value)) if ISO_DATE.fullmatch(value) else value


def send_notice(*, to, kind, at, url="", dedupe_key, by_mail=True, **facts):
    """Put one notice into the inbox of a user and mail it after commit. `to` may be None: nobody to tell.

    `facts` fill the places in the kind's sentences: plain text, integers or ISO dates; never a score or a comment.
    Not `by_mail`: another mail of the day will tell it. The same `dedupe_key` for the same person is sent once.
    Returns the notice, or None when there was nothing to send.
    """
    if kind not in _KINDS:
        raise KeyError(f"unknown kind of notice: {kind}")
    if to is None or not to.is_active:
        return None
    notice, is_new = Notice.objects.get_or_create(
        recipient=to,
        dedupe_key=f"{kind}:{dedupe_key}"[:120],
        defaults={"kind": kind, "facts": facts, "url": url, "created_at": at, "by_mail": by_mail},
    )
    if is_new and by_mail:
        transaction.on_commit(lambda: _mail_later(notice.pk))
    return notice if is_new else None


def _mail_later(notice_id):
    from people.tasks import mail_notice

    if Notice.objects.filter(pk=notice_id, mailed_at=None).exists():
        mail_notice.enqueue(notice_id)
