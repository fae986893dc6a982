"""The calendar feed: read by a calendar program that has no sign-in, made and taken back by its owner."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kit.access import require
from kit.http.deed_views import deed
from training.actions import close_calendar, open_calendar
from training.exports import calendar_of
from training.models import CalendarFeed


@login_not_required
@require_safe
@never_cache
def calendar(request, key, seal):
    feed = CalendarFeed.objects.of_address(key, seal)
    if feed is None or not feed.user.is_active:
        raise Http404
    headers = {"Content-Disposition": 'inline; filename="havadar.ics"', "Referrer-Policy": "no-referrer"}
    content = calendar_of(feed.user, timezone.localdate())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@require_safe
@never_cache
def calendar_settings(request):
    require(request.user, "training.take_course")
    feed = CalendarFeed.objects.in_use().filter(user=request.user).first()
    address = settings.BASE_URL + feed.get_absolute_url() if feed else ""
    return render(request, "training/calendar.html", {"feed": feed, "address": address})


@deed(
    "training.take_course",
    done=gettext_lazy("This is your address now. An earlier one does not work any more."),
    to="training:calendar_settings",
)
def calendar_open(request, user):
    open_calendar(user=user, by=user, at=timezone.now())


@deed(
    "training.take_course",
    done=gettext_lazy("The address does not work any more."),
    to="training:calendar_settings",
)
def calendar_close(request, user):
    close_calendar(user=user, by=user, at=timezone.now())
