"""All that an app above says about a person, in one object, which its `AppConfig.ready` registers:

    LINKS = PersonLinks("rewards", consequences=(what_rests,), waits=(waits,))      # in rewards/links/people.py

Whoever asks walks `all_person_links()`, the highest floor first.
"""

from dataclasses import dataclass

from kit.registry import Registry


@dataclass(frozen=True)
class PersonLinks:
    """`consequences`: (staff, starts_on, ends_on, changed) -> sentences about what rests on these days (no end: for
    good) where the fields named in `changed` would be others (people.links.consequences).
    `unfinished`: (staff, user) -> the Unfinished things that this user may hand on (people.links.unfinished).
    `waits`: (staff) -> sentences, lazy or not, why the person cannot be forgotten yet (people.links.forgetting).
    `documents`: (staff) -> (kind, [keys of the objects]) of stored documents that are about the person and bear the
    name.
    """

    app: str
    consequences: tuple = ()
    unfinished: tuple = ()
    waits: tuple = ()
    documents: tuple = ()


_stated = Registry[PersonLinks]()
register, made_up = _stated.register, _stated.made_up


def all_person_links() -> list[PersonLinks]:
    """Those of every app, the highest floor first: sentences of several apps are read in this order."""
    return list(_stated)
