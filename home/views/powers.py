"""What each role may do, and who holds it."""

from itertools import groupby

from django.shortcuts import render
from django.views.decorators.http import require_safe
from rules.permissions import permissions

from home.powers.labels import LABELS, REACHES, ROOMS, WORDS
from home.powers.matrix import ALWAYS, COLUMNS, NEVER, OTHERS, THEIRS, reach
from kit.access import require
from people.access.holders import holders
from people.access.notices import named
from people.models.roles import ACCESS_ROLES

NAMES_SHOWN = 6


@require_safe
def powers(request):
    require(request.user, "home.view_powers")
    context = {
        "columns": [(role, LABELS[role]) for role in COLUMNS],
        "rooms": _rooms(),
        "holders": [(LABELS[role], _names(role)) for role in ACCESS_ROLES],
        "key": [(reached, REACHES[reached]) for reached in (ALWAYS, OTHERS, THEIRS, NEVER)],
    }
    return render(request, "home/powers.html", context)


def _rooms():
    """[(room, [(words, [(role, reach, its words)])])], as far as a permission has words."""
    known = sorted((name for name in permissions if name in WORDS), key=lambda name: name.split(".")[0])
    rooms = {app: list(names) for app, names in groupby(known, key=lambda name: name.split(".")[0])}
    return [(ROOMS[app], [_line(name) for name in _in_order(rooms[app])]) for app in ROOMS if app in rooms]


def _in_order(names):
    """As written down in `WORDS`."""
    order = list(WORDS)
    return sorted(names, key=order.index)


def _line(name):
    cells = [(LABELS[role], reach(permissions[name].name, role)) for role in COLUMNS]
    return WORDS[name], [(label, reached, REACHES[reached]) for label, reached in cells]


def _names(role):
    found = holders(role).select_related("staff_member").order_by("username")[: NAMES_SHOWN + 1]
    return [named(user) for user in found]
