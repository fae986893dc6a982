"""What stands in the sidebar, the tab bar of a phone and the sheet beside it, by what the person may do."""

from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models.roles import ADMINISTRATOR, AUTHOR, HR, WITNESS
from people.roles import led_team_ids, staff_of

TABS = 4


@dataclass(frozen=True)
class Room:
    """A room of the product. `label` stands in the sidebar, `short` (one or two words) in the tab bar.

    `permission`: who lacks it does not see the door; empty where the role that brings the room opens it.
    `in_top`: on a phone its door stands in the top bar already. `is_daily`: it may stand in the tab bar.
    """

    name: str
    url_name: str
    label: Promise
    short: Promise
    icon: str
    permission: str = ""
    in_top: bool = False
    is_daily: bool = True


@dataclass(frozen=True)
class RoomGroup:
    """The rooms of one role, under its heading where somebody holds several."""

    name: str
    heading: Promise
    places: tuple


@dataclass(frozen=True)
class DeskLink:
    """Where the work of a role begins, and what one finds there."""

    place: Room
    detail: Promise


@dataclass(frozen=True)
class Link:
    """`group`: its group's name; `heading`: what stands above it, on the first of a group among several.

    `group_heading`: what its group is called, wherever it stands.
    """

    label: str
    short: str
    url: str
    icon: str
    count: int
    is_current: bool
    group: str = ""
    heading: str = ""
    in_top: bool = False
    is_daily: bool = True
    group_heading: str = ""


MY_DAY = Room("my_day", "home:my_day", _("My day"), _("My day"), "sun")
FOLDER = Room("folder", "playbook:folder", _("The folder"), _("Folder"), "book-2", "playbook.view_folder")
TRAINING = Room("training", "training:mine", _("Training"), _("Training"), "school", "training.take_course")
MY_EVALUATIONS = Room("my_evaluations", "evaluations:mine", _("My evaluations"), _("Results"), "user-check")
REWARDS = Room("rewards", "rewards:mine", _("Rewards"), _("Rewards"), "gift")
THANKS = Room("thanks", "rewards:thanks", _("Thanks"), _("Thanks"), "thumb-up", "rewards.thank_colleague")
POCKET = Room(
    "pocket",
    "playbook:pocket",
    _("Complaint: what to do"),
    _("Complaint"),
    "heart-handshake",
    "playbook.view_folder",
    in_top=True,
)
TO_EVALUATE = Room("to_evaluate", "evaluations:to_do", _("Evaluate"), _("Evaluate"), "clipboard-check")
MY_TEAM = Room("board", "home:board", _("My team"), _("My team"), "users-group")
TEAM_TRAINING = Room(
    "team_training",
    "training:team",
    _("My team's training"),
    _("Training"),
    "certificate",
    "training.view_team",
    is_daily=False,
)
OBSERVE = Room("observe", "training:observe", _("Seen at work"), _("Seen"), "eye", "training.observe", is_daily=False)
SIGNATURES = Room(
    "signatures",
    "playbook:signature_board",
    _("Signatures"),
    _("Signatures"),
    "signature",
    "playbook.view_signature_board",
    is_daily=False,
)
TEAM_EVALUATIONS = Room(
    "evaluations",
    "evaluations:list",
    _("My team's evaluations"),
    _("Evaluations"),
    "clipboard-list",
    is_daily=False,
)
EVALUATIONS = replace(TEAM_EVALUATIONS, label=_("All evaluations"))
DESK = Room("desk", "home:hr_desk", _("HR desk"), _("HR desk"), "layout-dashboard")
CYCLES = Room("cycles", "evaluations:cycles", _("Cycles"), pgettext_lazy("short", "Cycles"), "progress-check")
PEOPLE = Room("people", "people:staff_list", _("People"), _("People"), "users-group")
BOARD = Room("board", "home:board", _("Board"), _("Board"), "chart-bar")
RUNS = Room("runs", "rewards:runs", _("Reward runs"), _("Runs"), "cash")
DISPUTES = Room("disputes", "evaluations:disputes", _("Disputes"), _("Disputes"), "scale")
EXPORTS = Room("exports", "kit:jobs", _("Exports"), _("Exports"), "file-zip")
AUTHOR_DESK = Room("author_desk", "home:author_desk", _("Author's desk"), _("Author"), "layout-dashboard")
EDITIONS = Room("editions", "playbook:editions", _("Editions"), _("Editions"), "versions")
SCORECARDS = Room("scorecards", "evaluations:scorecards", _("Scorecards"), _("Scorecards"), "list-check")
CMS = Room("cms", "wagtailadmin_home", _("Write the folder"), _("Write"), "pencil")
ACCESS = Room("access", "people:access", _("Access"), _("Access"), "key")
SETTINGS = Room("settings", "people:organisation", _("Settings"), _("Settings"), "settings")

SECOND = Room("requests", "people:requests", _("Second person"), _("Confirm"), "shield-check")

OWN = (MY_EVALUATIONS, REWARDS, THANKS)
COMMON = (FOLDER, TRAINING)

OF_LEADS = RoomGroup(
    "lead",
    _("Those I lead"),
    (TO_EVALUATE, MY_TEAM, TEAM_EVALUATIONS, TEAM_TRAINING, OBSERVE, SIGNATURES),
)
OF_ROLES = {
    HR: RoomGroup(
        HR,
        _("People and results"),
        (DESK, CYCLES, BOARD, EVALUATIONS, PEOPLE, RUNS, DISPUTES, SIGNATURES, EXPORTS, SCORECARDS, SECOND),
    ),
    AUTHOR: RoomGroup(AUTHOR, _("Writing"), (AUTHOR_DESK, CMS, EDITIONS, SCORECARDS)),
    OF_LEADS.name: OF_LEADS,
    ADMINISTRATOR: RoomGroup(ADMINISTRATOR, _("Administration"), (PEOPLE, ACCESS, SECOND, SETTINGS, CMS)),
}
DESKS = {
    HR: DeskLink(DESK, _("The cycle, who is late, objections, rewards")),
    AUTHOR: DeskLink(AUTHOR_DESK, _("What changed, what is missing, the next edition")),
    OF_LEADS.name: DeskLink(MY_TEAM, _("Who signed, who learned, how they stand")),
    ADMINISTRATOR: DeskLink(ACCESS, _("Who can do what in the company")),
}
OF_WITNESSES = RoomGroup(WITNESS, _("Second person"), (SECOND,))

# Pages that belong to another room than their address says, or (None) to none.
ELSEWHERE = {
    "people:inbox": None,
    "people:profile": None,
    "evaluations:scales": SCORECARDS,
}


def groups_for(user):
    """The rooms of a person: the work of each of their roles, then what is their own. No room stands twice."""
    first = RoomGroup("day", MY_DAY.label, (MY_DAY,))
    if WITNESS in user.access_roles:
        return (first, OF_WITNESSES)
    held = {*user.access_roles, *([OF_LEADS.name] if led_team_ids(user) else [])}
    work = [group for role, group in OF_ROLES.items() if role in held]
    own = RoomGroup("own", _("My own"), (*COMMON, *(OWN if staff_of(user) else ()), POCKET))
    return tuple(_open_once(user, (first, *work, own)))


def _open_once(user, groups):
    seen = set()
    for group in groups:
        places = [place for place in group.places if place.url_name not in seen]
        seen.update(place.url_name for place in places)
        shown = tuple(place for place in places if not place.permission or user.has_perm(place.permission))
        if shown:
            yield replace(group, places=shown)


def desks_for(user):
    """What the first page of somebody with a role leads on to; a lead without one has their team in the tab bar."""
    if not user.access_roles & OF_ROLES.keys():
        return []
    return [DESKS[group.name] for group in groups_for(user) if group.name in DESKS]


def places_for(user):
    """The same in a row."""
    return tuple(place for group in groups_for(user) for place in group.places)


def links_for(user, path, counts):
    """Links of a person's rooms, with the current one marked; under headings where there are several roles."""
    groups = groups_for(user)
    places = [place for group in groups for place in group.places]
    current = _current(path, places, [reverse(place.url_name) for place in places])
    has_headings = sum(group.name in OF_ROLES for group in groups) > 1
    return [
        _link(place, current, counts, group, has_headings and group is not groups[0] and place is group.places[0])
        for group in groups
        for place in group.places
    ]


def _link(place, current, counts, group, is_headed):
    url = reverse(place.url_name)
    words = (str(place.label), str(place.short), url, place.icon)
    heading = str(group.heading)
    shown = heading if is_headed else ""
    return Link(
        *words, counts.get(place.name, 0), url == current, group.name, shown, place.in_top, place.is_daily, heading
    )


def _current(path, places, urls):
    """The room with the longest matching address, unless the page is known to belong elsewhere."""
    for url_name, place in ELSEWHERE.items():
        if path.startswith(reverse(url_name)) and (place is None or place in places):
            return place and reverse(place.url_name)
    return max((url for url in urls if _is_within(path, url)), key=len, default=None)


def _is_within(path, url):
    return path == url if url == "/" else path.startswith(url)


def tabs_of(links):
    """The first four for a phone's tab bar: what is used daily. Of several roles, each comes in turn."""
    links = [link for link in links if link.is_daily and not link.in_top]
    if not any(link.heading for link in links):
        return links[:TABS]
    rounds = zip_longest(*(list(group) for _name, group in groupby(links, key=lambda link: link.group)))
    return [link for one in rounds for link in one if link is not None][:TABS]


def rest_of(links, tabs):
    """What the tabs do not hold, for the sheet beside them; under headings where it belongs to several groups."""
    rest = [link for link in links if link not in tabs and not link.in_top]
    if len({link.group for link in rest}) < 2:
        return [replace(link, heading="") for link in rest]
    firsts = [next(group) for _name, group in groupby(rest, key=lambda link: link.group)]
    return [replace(link, heading=link.group_heading if link in firsts else "") for link in rest]
