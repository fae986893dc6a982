"""What one was told: the inbox."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kit.http.deed_views import deed
from kit.lists import ListPage
from people.actions import mark_all_notices_read, mark_notice_read
from people.notices.kinds import kind_of, words_of


class Inbox(ListPage):
    template_name = "people/inbox.html"

    def rows(self):
        return self.request.user.notices.all()

    def context(self):
        unread = self.request.user.notices.filter(read_at=None).count()
        return {"lines": [_line(notice) for notice in self.shown], "unread": unread}


def _line(notice):
    title, body = words_of(notice)
    return {"notice": notice, "title": title, "body": body, "icon": kind_of(notice).icon}


@require_http_methods(["GET", "POST"])
def open_notice(request, key):
    """POST marks the notice as read and goes where it points; GET only goes there (a link out of a mail)."""
    notice = get_object_or_404(request.user.notices, key=key)
    if request.method == "POST":
        mark_notice_read(notice=notice, at=timezone.now())
    return redirect(notice.url if notice.url.startswith("/") else reverse("people:inbox"))


@deed(to="people:inbox")
def read_all(request, user):
    mark_all_notices_read(user=user, at=timezone.now())
