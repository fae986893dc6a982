"""The rule for the CMS's own URLs: shut to everyone but authors and administrators, and part of it to authors too."""

import re

from wagtail.models import Page

from tests.access import SIGN_IN
from tests.doors import doors

CMS = "cms/"
REFUSALS = (SIGN_IN, 403)
# Who is to be told apart here; the others have no more rights in the CMS than these.
WHO = ("visitor", "narges", "saeed", "mina", "hoda", "armin", "behnam")
# Switched off: passwords are reset at the one door.
OFF = "wagtailadmin_password_reset"
# The package's own: a page that fails on purpose.
FAULTS = ("wagtailadmin_error_test",)
# Words, icons and the not-found page: nothing of anybody's.
OPEN = {"wagtailadmin_javascript_catalog", "wagtailadmin_sprite"}
ROOMS_OF_AUTHORS = [
    "wagtailadmin_home",
    "wagtailadmin_explore_root",
    "wagtailimages:index",
    "wagtailadmin_pages:search",
]
SHUT_TO_AUTHORS = ("wagtailusers_", "wagtaillocales:", "wagtailadmin_collections:", "wagtailsettings:")
ALLOWED = {"mina", "armin"}

PARTS = {
    "app_label": "wagtailcore",
    "app_name": "wagtailcore",
    "content_type_app_name": "wagtailcore",
    "model_name": "page",
    "content_type_model_name": "page",
    "action": "delete",
    "action_name": "publish",
    "filter_spec": "max-10x10",
    "mode": "default",
    "uidb64": "MQ",
    "token": "set-password",
    "translation_key": "5d3f0d3c-1c5f-4c56-9d58-6f5f0a2f0c11",
}
PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "page_pk")
REGULAR = [
    (r"(\d+)/revisions/compare/(live|earliest|\d+)\.\.\.(live|latest|\d+)/", "1/revisions/compare/live...latest/"),
    (".*/", "nowhere/"),
]


def doors_of_the_cms():
    return [door for door in doors() if door.route.startswith(CMS)]


def is_right(door, who, outcome):
    """Is this what `who` should get there?"""
    if door.name in OPEN:
        return outcome in (200, 405, SIGN_IN)
    if door.name.startswith(OFF):
        return outcome in (404, SIGN_IN)
    if door.name == "wagtailadmin_logout":
        return outcome in (*REFUSALS, 405, 302)
    if who not in ALLOWED:
        return outcome in REFUSALS
    if who == "mina" and door.name.startswith(SHUT_TO_AUTHORS):
        return outcome in (302, 403, 404)
    return outcome not in (SIGN_IN, 500) or door.name.startswith(FAULTS)


def address(door, world):
    """A path that leads through the door, to things that exist where that matters: people, groups, pages, locales."""
    path = re.sub(r"<(?:(\w+):)?(\w+)>", lambda match: _value(door, match[1], match[2], world), door.route)
    for pattern, plain in REGULAR:
        path = path.replace(pattern, plain)
    return "/" + path.replace("^", "").replace("$", "")


def _value(door, kind, argument, world):
    if argument in PARTS:
        return PARTS[argument]
    if door.name.startswith("wagtailusers_users:"):
        return str(world.narges.user.pk)
    if door.name.startswith("wagtailusers_groups:"):
        return str(world.hoda.user.groups.get().pk)
    if argument in PAGE_ARGUMENTS:
        return str(Page.objects.filter(depth=2).first().pk)
    return "1" if kind == "int" or argument in ("pk", "object_id") else "x"
