"""What one was told: the inbox."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.actions import mark_all_notices_read, mark_notice_read
from people.notices.kinds import kind_of, words_of

PAGE_SIZE = 20


@require_GET
def inbox(request):
    page = Paginator(request.user.notices.all(), PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [_line(notice) for notice in page]
    unread = request.user.notices.filter(read_at=None).count()
    return render(request, "people/inbox.html", {"page": page, "lines": lines, "unread": unread})


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


@require_POST
def read_all(request):
    mark_all_notices_read(user=request.user, at=timezone.now())
    return redirect("people:inbox")
