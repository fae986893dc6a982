"""What people, files and mails call somebody by, and what stands there afterwards."""

import re
import secrets
from dataclasses import dataclass, field

from django.db.models import Q

from kit.audit.models import AuditEntry
from kit.queries.json_text import contains
from people.models import AccountRequest, Forgotten, SignInLink, StaffMember

NAMES = {"fa": ("given_name_fa", "family_name_fa"), "en": ("given_name_en", "family_name_en")}
NAMING = {*NAMES["fa"], *NAMES["en"], "email", "username", "first_name", "last_name", "folded_names"}
FORMER = {"fa": "همکار پیشین", "en": "Former colleague"}
PERSIAN = re.compile("[\u0600-\u06ff]")


def new_stand_in():
    """Four hexadecimal digits that nobody has yet; six once those are scarce."""
    for length in [2] * 20 + [3] * 200:
        code = secrets.token_hex(length).upper()
        if not Forgotten.objects.filter(stand_in=code).exists():
            return code
    raise RuntimeError("no stand-in is free")


@dataclass
class Names:
    """`whole`: texts that tell who it is wherever they stand (a full name, an address). `single`: parts of a name and
    user names, which tell it only in what is about the person."""

    code: str
    whole: set = field(default_factory=set)
    single: set = field(default_factory=set)
    keys: set = field(default_factory=set)
    usernames: set = field(default_factory=set)

    def __post_init__(self):
        texts = sorted(filter(None, self.whole), key=len, reverse=True)
        either = "|".join(_pattern(text) for text in texts)
        self._pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE) if texts else None

    @property
    def address(self):
        return f"former-{self.code.lower()}@forgotten.invalid"

    @property
    def username(self):
        return f"former-{self.code.lower()}"

    def in_place_of(self, text):
        """The stand-in for a text, in its script."""
        if "@" in text:
            return self.address
        return f"{FORMER['fa' if PERSIAN.search(text) else 'en']} {self.code}"

    def without(self, text):
        """The text with every name replaced."""
        return self._pattern.sub(lambda found: self.in_place_of(found[0]), text) if self._pattern else text

    def without_in(self, value):
        """The same for what stands in a column of JSON."""
        if isinstance(value, str):
            return self.without(value)
        if isinstance(value, dict):
            return {name: self.without_in(inner) for name, inner in value.items()}
        return [self.without_in(inner) for inner in value] if isinstance(value, list) else value

    def replacement(self, entry, place, text):
        """What takes the place of a word of an audit entry, or None where it may stay."""
        if not text:
            return None
        if place == ("actor",):
            return self.in_place_of(text) if entry.actor_key in self.keys else self._other(text)
        if self._is_about(entry) and (NAMING & set(place) or text in self.single):
            return self.in_place_of(text)
        return self._other(text)

    def _other(self, text):
        changed = self.without(text)
        return changed if changed != text else None

    def _is_about(self, entry):
        return entry.object_key in self.keys or bool(self.keys & set(map(str, entry.detail.values())))


def _pattern(text):
    """However the letters were typed: both forms of ye and kaf, spaces and half-spaces."""
    letters = {"ی": "[یي]", "ي": "[یي]", "ک": "[کك]", "ك": "[کك]", " ": r"[\s\u200c]+", "\u200c": r"[\s\u200c]+"}
    return "".join(letters.get(letter) or re.escape(letter) for letter in text)


def names_of(staff, code):
    """Everything the person was ever called here: now, before corrections, and by their addresses."""
    user = staff.user
    found = {name: {getattr(staff, name)} for names in NAMES.values() for name in names}
    addresses, usernames = {staff.email}, set()
    if user is not None:
        addresses |= {user.email, *user.emailaddress_set.values_list("email", flat=True)}
        addresses |= set(AccountRequest.objects.filter(account=user).values_list("address", flat=True))
        addresses |= set(SignInLink.objects.filter(account=user).values_list("address", flat=True))
        usernames = {user.username} - {staff.code, staff.code.lower()}
        addresses |= {name for name in usernames if "@" in name}
    _earlier(staff, found, addresses)
    whole = {f"{given} {family}" for pair in NAMES.values() for given in found[pair[0]] for family in found[pair[1]]}
    whole |= {f"{user.first_name} {user.last_name}"} if user else set()
    whole = {text.strip() for text in whole if " " in text.strip()}
    keys = {staff.key, *([user.key] if user else [])}
    single = {text for texts in found.values() for text in texts if text} | usernames
    whole = (whole - _of_others(staff, whole)) | {text for text in addresses if text}
    return Names(code, whole, single, keys, usernames)


def _earlier(staff, found, addresses):
    """What stood in the names before somebody corrected them."""
    keys = [staff.key, *([staff.user.key] if staff.user else [])]
    for detail in AuditEntry.objects.filter(object_key__in=keys).values_list("detail", flat=True):
        facts, changes = detail.get("facts", {}), detail.get("changes", {})
        for name, texts in [*found.items(), ("email", addresses)]:
            texts.update(text for text in [facts.get(name), *changes.get(name, [])] if text and isinstance(text, str))


def _of_others(staff, whole):
    """Full names that somebody else here bears too: they tell no longer who it is, and that one keeps theirs."""
    shared = set()
    for person in StaffMember.objects.exclude(pk=staff.pk).filter(_called(whole)):
        shared |= {person.name_in("fa"), person.name_in("en")} & whole
    return shared


def _called(whole):
    wanted = Q(pk=None)
    for text in whole:
        given, _, family = text.partition(" ")
        for pair in NAMES.values():
            wanted |= Q(**{f"{pair[0]}__startswith": given, f"{pair[1]}__endswith": family.rpartition(" ")[2]})
    return wanted


def holding(columns, texts):
    """A Q: one of the columns holds one of the texts. Names of JSON columns end in "{}"."""
    wanted = Q(pk=None)
    for column in columns:
        for text in texts:
            wanted |= contains(column[:-2], text) if column.endswith("{}") else Q(**{f"{column}__icontains": text})
    return wanted
