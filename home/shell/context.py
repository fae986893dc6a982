"""What the shell around every page needs: organisation, rooms, the reader, how many things wait."""

from dataclasses import replace

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from home.shell.counts import waiting_counts
from home.shell.navigation import links_for, rest_of, tabs_of
from people.company.organisation import organisation
from people.roles import staff_of


def shell(request):
    """`shell` is worked out when a template first asks for it: answers without a page cost nothing."""
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def _shell(request):
    user = getattr(request, "user", None)
    company = organisation()
    common = {"organisation": company.name, "home_url": reverse("home:my_day"), "demo": settings.DEMO}
    if user is None or not user.is_authenticated:
        return {**common, "theme": "auto", "nav": [], "tabs": [], "rest": [], "person": None}
    waiting = waiting_counts(user)
    links = links_for(user, request.path, waiting)
    tabs = tabs_of(links)
    rest = rest_of(links, tabs)
    return {
        **common,
        "nav": links,
        "tabs": [replace(link, label=link.short) for link in tabs],
        "rest": rest,
        "rest_waits": sum(link.count for link in rest),
        "is_in_rest": request.path == reverse("home:more") or any(link.is_current for link in rest),
        "more_url": reverse("home:more"),
        "person": _person(user),
        "profile_url": reverse("people:profile"),
        "theme": user.theme,
        "unread": waiting["unread"],
        "search_url": reverse("home:search"),
        "pocket_url": reverse("playbook:pocket") if user.has_perm("playbook.view_folder") else "",
        "inbox_url": reverse("people:inbox"),
        "query": request.GET.get("q", "") if request.path == reverse("home:search") else "",
    }


def _person(user):
    staff = staff_of(user)
    if staff is None:
        return {"name": str(user), "initial": str(user)[:1], "subtitle": ""}
    subtitle = _("%(role)s, %(team)s") % {"role": staff.job_role.name, "team": staff.team.name}
    return {"name": staff.name, "initial": staff.name[:1], "subtitle": subtitle}
