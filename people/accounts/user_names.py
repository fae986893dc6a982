"""User names that need not be thought up: long enough, of letters that the form takes, and nobody else's."""

import re
from itertools import count

from django.contrib.auth.validators import UnicodeUsernameValidator

from people.models import User
from people.staff.codes import latin

SHORTEST, LONGEST = 3, 150
_FITS = re.compile(UnicodeUsernameValidator.regex)


def proposed_name(person):
    return proposed_names([person])[person.pk]


def proposed_names(people):
    """{primary key of a person: user name}, each another one, and nobody's account; in one question."""
    owners = {name.lower(): pk for name, pk in User.objects.values_list("username", "pk")}
    found = {}
    for person in people:
        # Whoever is back may have the name of their own closed account again.
        mine = person.user_id or 0
        name = next(name for name in _names(person) if owners.get(name, mine) == mine and name not in found.values())
        found[person.pk] = name
    return found


def _names(person):
    """Without end: the code, or where that does not do, the address's first part or the name; at last numbered."""
    given = person.given_name_en or latin(person.given_name_fa)
    wishes = (person.code, person.email.partition("@")[0], given, f"{person.code}-{given}", f"u-{latin(person.code)}")
    fit = [name.lower() for name in wishes if len(name) >= SHORTEST and _FITS.match(name)] or ["user"]
    yield from fit
    for number in count(2):
        yield f"{fit[0][: LONGEST - 10]}-{number}"
