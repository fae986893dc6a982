"""The last linking of an author, kept in the session so that one press takes it back.

A deed is known by who linked and at which instant: whatever was changed since is not part of it any more.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.dateparse import parse_datetime

KEY, OFFERED_FOR = "words_deed", timedelta(minutes=15)


def keep_deed(request, links):
    if links:
        made_at, codes = links[0].linked_at, sorted({link.code for link in links})
        request.session[KEY] = {"made_at": made_at.isoformat(), "count": len(links), "codes": ", ".join(codes)}


def last_deed(request):
    """{made_at, count, codes} of what can be taken back, or None."""
    deed = request.session.get(KEY)
    made_at = parse_datetime(deed["made_at"]) if deed else None
    return deed if made_at and made_at > timezone.now() - OFFERED_FOR else None


def forget_deed(request):
    request.session.pop(KEY, None)
