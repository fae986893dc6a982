"""What stands in the sidebar and the tab bar, by what the person may do."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.roles import led_team_ids, staff_of

TABS = 5


@dataclass(frozen=True)
class Place:
    """A room of the product. `label` stands in the sidebar, `short` (one or two words) in the tab bar."""

    name: str
    url_name: str
    label: Promise
    short: Promise
    icon: str


@dataclass(frozen=True)
class Link:
    label: str
    short: str
    url: str
    icon: str
    count: int
    is_current: bool


MY_DAY = Place("my_day", "home:my_day", _("My day"), _("My day"), "sun")
FOLDER = Place("folder", "playbook:folder", _("The folder"), _("Folder"), "book-2")
TRAINING = Place("training", "training:mine", _("Training"), _("Training"), "school")
MY_EVALUATIONS = Place("my_evaluations", "evaluations:mine", _("My evaluations"), _("Results"), "user-check")
REWARDS = Place("rewards", "rewards:mine", _("Rewards"), _("Rewards"), "gift")
TO_EVALUATE = Place("to_evaluate", "evaluations:to_do", _("Evaluate"), _("Evaluate"), "clipboard-check")
MY_TEAM = Place("board", "home:board", _("My team"), _("My team"), "users-group")
DESK = Place("desk", "home:hr_desk", _("HR desk"), _("Desk"), "layout-dashboard")
CYCLES = Place("cycles", "evaluations:cycles", _("Cycles"), pgettext_lazy("short", "Cycles"), "progress-check")
PEOPLE = Place("people", "people:staff_list", _("People"), _("People"), "users-group")
BOARD = Place("board", "home:board", _("Board"), _("Board"), "chart-bar")
RUNS = Place("runs", "rewards:runs", _("Reward runs"), _("Runs"), "cash")
DISPUTES = Place("disputes", "evaluations:disputes", _("Disputes"), _("Disputes"), "scale")
DOCUMENTS = Place("documents", "kit:jobs", _("Documents"), _("Files"), "file-zip")
AUTHOR_DESK = Place("author_desk", "home:author_desk", _("Author's desk"), _("Desk"), "layout-dashboard")
EDITIONS = Place("editions", "playbook:editions", _("Editions"), _("Editions"), "versions")
SCORECARDS = Place("scorecards", "evaluations:scorecards", _("Scorecards"), _("Scorecards"), "list-check")
CMS = Place("cms", "wagtailadmin_home", _("Write the folder"), _("Write"), "pencil")
ACCESS = Place("access", "people:access", _("Access"), _("Access"), "key")
SETTINGS = Place("settings", "people:organisation", _("Settings"), _("Settings"), "settings")

SECOND = Place("requests", "people:requests", _("Second person"), _("Confirm"), "shield-check")

OWN = (MY_EVALUATIONS, REWARDS)

# Pages that belong to another room than their address says, or (None) to none.
ELSEWHERE = {
    "people:letterhead": DOCUMENTS,
    "people:certificate": DOCUMENTS,
    "people:inbox": None,
    "people:profile": None,
    "evaluations:scales": SCORECARDS,
}


def places_for(user):
    """The rooms of a person in order: the work of their role first, then what is their own."""
    roles = user.access_roles
    if "witness" in roles:
        return (MY_DAY, SECOND)
    if "hr" in roles:
        work = (DESK, CYCLES, BOARD, PEOPLE, RUNS, DISPUTES, DOCUMENTS, SCORECARDS, SECOND)
    elif "administrator" in roles:
        work = (PEOPLE, ACCESS, SECOND, SETTINGS, CMS)
    elif "author" in roles:
        work = (AUTHOR_DESK, CMS, EDITIONS, SCORECARDS)
    else:
        work = ()
    if led_team_ids(user):
        work = (*work, TO_EVALUATE, MY_TEAM)
    own = OWN if staff_of(user) else ()
    if not work:
        return (MY_DAY, FOLDER, TRAINING, *own)
    return tuple(dict.fromkeys((MY_DAY, *work, FOLDER, TRAINING, *own)))


def links_for(user, path, counts):
    """Links of a person's rooms, with the current one marked."""
    places = _without_doubles(places_for(user))
    urls = [reverse(place.url_name) for place in places]
    current = _current(path, places, urls)
    return [
        Link(str(place.label), str(place.short), url, place.icon, counts.get(place.name, 0), url == current)
        for place, url in zip(places, urls, strict=True)
    ]


def _current(path, places, urls):
    """The room with the longest matching address, unless the page is known to belong elsewhere."""
    for url_name, place in ELSEWHERE.items():
        if path.startswith(reverse(url_name)) and (place is None or place in places):
            return place and reverse(place.url_name)
    return max((url for url in urls if _is_within(path, url)), key=len, default=None)


def _without_doubles(places):
    seen = set()
    return [place for place in places if not (place.url_name in seen or seen.add(place.url_name))]


def _is_within(path, url):
    return path == url if url == "/" else path.startswith(url)


def tabs_of(links):
    """The first five for a phone's tab bar; the rest is found in the menu at the top."""
    return links[:TABS]
