"""What somebody has not finished, said where they leave, by the apps above."""

from dataclasses import dataclass

from people.links.person_links import all_person_links


@dataclass(frozen=True)
class Unfinished:
    """One sentence in the reader's language, and where to hand it on."""

    sentence: str
    url: str
    action: str


def unfinished_work(staff, user):
    return [thing for links in all_person_links() for ask in links.unfinished for thing in ask(staff, user)]
