"""The rule for the CMS's own URLs: shut to everyone but authors and administrators, and part of it to authors too."""

import re

from tests.access import SIGN_IN
from tests.doors import doors

CMS = "cms/"
ERRORS = 500
REFUSALS = (SIGN_IN, 403)
# Words, icons and the not-found page: nothing of anybody's.
OPEN = {"wagtailadmin_javascript_catalog", "wagtail_localize:javascript_catalog", "wagtailadmin_sprite"}
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
}
REGULAR = [
    (r"(\d+)/revisions/compare/(live|earliest|\d+)\.\.\.(live|latest|\d+)/", "1/revisions/compare/live...latest/"),
    (".*/", "nowhere/"),
]


def doors_of_the_cms():
    return [door for door in doors() if door.route.startswith(CMS)]


def is_right(door, who, outcome):
    """Is this what `who` should get there?"""
    if outcome == ERRORS and "test" not in door.name:
        return False
    if door.name in OPEN:
        return True
    if who not in ALLOWED:
        return outcome in REFUSALS
    if who == "mina" and door.name.startswith(SHUT_TO_AUTHORS):
        return outcome in (302, 403, 404)
    return outcome != SIGN_IN


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
    return "1" if kind == "int" or argument in ("pk", "object_id") else "x"
