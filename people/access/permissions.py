"""Who may do a thing: which roles a permission asks for, in words, and who holds them."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rules.permissions import permissions

from people.access.holders import holders
from people.access.notices import named
from people.models.roles import ADMINISTRATOR, AUTHOR, HR, SECOND_PEOPLE, STAFF_ROLES
from people.roles import led_team_ids

LEAD = "lead"
WORDS = {
    AUTHOR: gettext_lazy("an author"),
    HR: gettext_lazy("HR"),
    ADMINISTRATOR: gettext_lazy("an administrator"),
    LEAD: gettext_lazy("whoever leads the team"),
}
SHOWN = 4


@dataclass(frozen=True)
class SomebodyWith:
    """A stand-in who holds one role and nothing else, to ask the rules about the role."""

    access_roles: frozenset
    led_team_ids: frozenset = frozenset()
    is_authenticated: bool = True
    is_active: bool = True
    staff_member_or_none: None = None
    pk: None = None

    @property
    def may_second(self) -> bool:
        return bool(self.access_roles & SECOND_PEOPLE)


STAND_INS = {
    **{role: SomebodyWith(frozenset({role})) for role in STAFF_ROLES},
    LEAD: SomebodyWith(frozenset(), frozenset({0})),
}


@dataclass(frozen=True)
class Held:
    """A role that may, in words, and the names of who holds it; `names` is None where they are not for the reader."""

    role: str
    word: Promise
    names: list | None = field(default=None)
    is_mine: bool = False


def roles_for(permission: str) -> tuple:
    """The roles of which each alone is enough, as far as the rule can be asked without the thing in question."""
    rule = permissions.get(permission)
    return tuple(role for role, somebody in STAND_INS.items() if rule is not None and _may(rule, somebody))


def _may(rule, somebody):
    try:
        return bool(rule.test(somebody, None))
    except (AttributeError, TypeError):
        return False  # it depends on the thing, and there is none


def names_of(roles) -> dict:
    """{role: names of the open accounts that hold it}, in one question."""
    found = {role: [] for role in roles if role in STAFF_ROLES}
    if not found:
        return found
    held = {f"holds_{role}": Exists(holders(role).filter(pk=OuterRef("pk"))) for role in found}
    for account in holders(*found).select_related("staff_member").annotate(**held).order_by("pk"):
        for role, names in found.items():
            if getattr(account, f"holds_{role}"):
                names.append(named(account))
    return found


def sees_names(user) -> bool:
    """Who has a role knows whom to turn to; to others the role is said alone."""
    return bool(user.access_roles & set(STAFF_ROLES)) or bool(led_team_ids(user))


def who_may(permission: str, reader) -> list:
    """Of each role that opens it, who holds it; empty where no role alone does."""
    return who_holds(roles_for(permission), reader)


def who_holds(roles, reader) -> list:
    names = names_of(roles) if sees_names(reader) else {}
    return [Held(role, WORDS[role], names.get(role), role in reader.access_roles) for role in roles]


def sentence(held) -> str:
    """«This is for an author (Mina, Sara) or HR (Hoda).»; empty for an empty list."""
    if not held:
        return ""
    whom = format_html_join(_(" or "), "{}", ((_one(each),) for each in held))
    return format_html(_("This is for {}."), whom)


def _one(held):
    if held.names is None:
        return held.word
    if not held.names:
        return format_html(_("{} (nobody yet)"), held.word)
    names = format_html_join(_(", "), "<bdi>{}</bdi>", ((name,) for name in held.names[:SHOWN]))
    more = _(" and others") if len(held.names) > SHOWN else ""
    return format_html(_("{} ({}{})"), held.word, names, more)
