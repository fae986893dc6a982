"""What the apps above know of a person who is to be forgotten."""

from people.links.person_links import all_person_links


def what_is_open(staff):
    """Why the person cannot be forgotten yet, in words; empty where nothing is open."""
    return [str(reason) for links in all_person_links() for ask in links.waits for reason in ask(staff)]


def documents_about(staff):
    return [pair for links in all_person_links() for ask in links.documents for pair in ask(staff)]
