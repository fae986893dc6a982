"""What it means that something leaves the folder, said before it is deleted.

Each app says by `StandardLinks(standings=...)` what stands on standards, by `StandardLinks(consequences=...)` what the
end of its own kinds of pages means.
"""

from django.utils.translation import gettext as _

from playbook.links.standard_links import all_links
from playbook.translations.twins import twins_of


def consequence_of(page, on):
    """Sentences in one text; the counts are those of the edition in force on the day. Empty for other kinds."""
    told = (links.consequences.get(type(page)) for links in all_links())
    function = next(filter(None, told), None)
    return " ".join([*function(page, on), *goes_along(page)]) if function else ""


def goes_along(page):
    """Which other text goes with it."""
    said = _("Its other text goes with it: “%(title)s”.")
    return [said % {"title": twin.title} for twin in twins_of(page)]


def standing_on(codes):
    return [sentence for links in all_links() for function in links.standings for sentence in function(codes)]
