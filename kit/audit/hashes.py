"""What an entry's hash is made over: of its words not the words, but a salted hash of each.

So a word can be blacked out later (a name of somebody who is to be forgotten), and the entry's hash can still be
computed: the word and its salt go, its salted hash stays. Without the salt nobody finds the word by trying names.

An entry keeps one salt (`{"root": …}`), from which that of each word is derived. Once a word is blacked out the root
goes, and `{"salts": {place: salt}, "gone": {place: salted hash}}` takes its place. Entries from before have none, and
their hash is over the words themselves; what stands there after blacking out is vouched for by the entry that did it.
"""

import hmac
import secrets
from collections.abc import Iterator, Mapping

from kit.audit.models import AuditEntry
from kit.values.canonical import canonical_json, content_hash

ACTOR = "actor"


def new_cover() -> dict[str, str]:
    return {"root": secrets.token_hex(16)}


def words(entry: AuditEntry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """(place, text) of everything that can be blacked out: the actor's name and each text in the detail."""
    yield (ACTOR,), entry.actor_name
    yield from _texts(("detail",), entry.detail)


def _texts(place, value):
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts((*place, str(name)), inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts((*place, number), inner)


def covered(entry: AuditEntry) -> tuple[str, object]:
    """(the actor's name, the detail) with every text in its covered form."""
    return _hashed(entry.cover, (ACTOR,), entry.actor_name), _covered(entry.cover, ("detail",), entry.detail)


def _covered(cover, place, value):
    if isinstance(value, str):
        return _hashed(cover, place, value)
    if isinstance(value, dict):
        return {name: _covered(cover, (*place, str(name)), inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_covered(cover, (*place, number), inner) for number, inner in enumerate(value)]
    return value


def _hashed(cover, place, text):
    named = _named(place)
    if named in cover.get("gone", {}):
        return cover["gone"][named]
    salt = cover.get("salts", {}).get(named) or _derived(cover.get("root", ""), named)
    return _mac(salt, text)


def _named(place):
    return canonical_json(list(place))


def _derived(root, named):
    return _mac(root, named)


def _mac(key, text):
    return hmac.new(str(key).encode(), str(text).encode(), "sha256").hexdigest()


def black_out(entry: AuditEntry, replaced: Mapping[tuple[str | int, ...], str]) -> None:
    """Put `replaced` = {place: text} in the place of words, in memory. What stood there cannot be found again."""
    if entry.cover:
        entry.cover = _without(entry, replaced)
    for place, text in replaced.items():
        if place == (ACTOR,):
            entry.actor_name = text[:200]
        else:
            _put(entry.detail, place[1:], text)


def _without(entry, replaced):
    gone, salts = dict(entry.cover.get("gone", {})), {}
    for place, text in words(entry):
        named = _named(place)
        if named in gone:
            continue
        if place in replaced:
            gone[named] = _hashed(entry.cover, place, text)
        else:
            salts[named] = entry.cover.get("salts", {}).get(named) or _derived(entry.cover.get("root", ""), named)
    return {"salts": salts, "gone": gone}


def _put(inside, place, text):
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = text


def is_blacked_out(entry: AuditEntry) -> bool:
    return "gone" in entry.cover


def standing(entry: AuditEntry) -> str:
    """The hash of an entry's words as they stand, by which the entry that blacked some out vouches for the rest."""
    return content_hash([entry.number, entry.actor_name, entry.detail, entry.cover])
