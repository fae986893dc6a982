"""The list itself: from facts to steps, each done or with its one next door. No database, no reader."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class SetupFacts:
    """What is there today. People are those at work, accounts those that are open."""

    is_named: bool = False
    has_logo: bool = False
    branches: int = 0
    teams: int = 0
    job_roles: int = 0
    people: int = 0
    leads: int = 0
    without_sign_in: int = 0
    leads_without_sign_in: int = 0
    hr: int = 0
    authors: int = 0
    standards: int = 0
    standard_drafts: int = 0
    open_editions: int = 0
    frozen_editions: int = 0
    scales: int = 0
    scorecards: int = 0
    scorecard_drafts: int = 0
    courses: int = 0
    course_drafts: int = 0
    cycles: int = 0
    draft_plans: int = 0
    plans: int = 0


@dataclass(frozen=True)
class StepLink:
    """Where a step goes on; shown as a button to who holds the permission."""

    url_name: str
    label: Promise
    permission: str


@dataclass(frozen=True)
class Step:
    """`permission` says whose step it is, `after` which step (by name) has to be done before, "" if none."""

    name: str
    title: Promise
    detail: Promise
    icon: str
    minutes: int
    is_done: bool
    permission: str
    doors: tuple
    after: str = ""


def steps_of(facts: SetupFacts) -> list:
    """In the order in which to do them."""
    makers = (company, structure, people, access, folder, edition, scorecard, course, cycle, plan)
    return [make(facts) for make in makers]


def company(facts):
    name = StepLink("people:organisation", _("Write the name down"), "people.change_organisation")
    logo = StepLink("people:letterhead", _("Bring the logo"), "people.change_letterhead")
    detail = _("Its logo and colour stand at the head of every document.")
    if not facts.is_named:
        detail = _("Its name, its currency and the score to aim at.")
    door = logo if facts.is_named else name
    is_done = facts.is_named and facts.has_logo
    title = _("The company and its logo")
    return Step("company", title, detail, "building-store", 3, is_done, door.permission, (door,))


def structure(facts):
    may = "people.change_structure"
    if not facts.branches:
        door = StepLink("people:branch_add", _("Add a branch"), may)
    elif not facts.teams:
        door = StepLink("people:team_add", _("Add a team"), may)
    else:
        door = StepLink("people:job_role_add", _("Add a job role"), may)
    is_done = bool(facts.branches and facts.teams and facts.job_roles)
    detail = _("A branch is a place, a team has one lead, a job role says what somebody does. Codes make themselves.")
    return Step("structure", _("Branches, teams, job roles"), detail, "building", 5, is_done, may, (door,))


def people(facts):
    by_hand = StepLink("people:staff_add", _("Add by hand"), "people.add_staff_member")
    doors = (StepLink("people:import", _("Bring a list as a file"), "people.import_staff"), by_hand)
    detail = _("As a file, or one by one. The first one can bring branch, team and job role along.")
    if facts.people > 1:
        doors = (StepLink("people:structure", _("Name who leads"), "people.appoint_lead"),)
        detail = _("Now say who leads each team: a lead sees and evaluates its people.")
    is_done = facts.people > 1 and facts.leads > 0
    return Step("people", _("The people"), detail, "users-group", 10, is_done, doors[-1].permission, doors)


def access(facts):
    """Done when HR and authors are named, every lead can sign in, and most of the people can."""
    roles = StepLink("people:access", _("Give the roles"), "people.view_access")
    links = StepLink("people:open_ways", _("Open the ways in"), "people.create_sign_in")
    has_roles = bool(facts.hr and facts.authors)
    detail = _("Everybody gets a link over which they choose their own password. Begin with the leads.")
    if not has_roles:
        detail = _("Say who is HR and who writes the folder. One person may be both.")
    few_wait = 2 * facts.without_sign_in <= facts.people
    is_done = has_roles and facts.people > 1 and not facts.leads_without_sign_in and few_wait
    door = links if has_roles else roles
    after = "" if not has_roles or facts.people > 1 else "people"
    return Step("access", _("Access"), detail, "key", 10, is_done, door.permission, (door,), after)


def folder(facts):
    write = StepLink("wagtailadmin_explore_root", _("Write the folder"), "playbook.manage_editions")
    doors = (StepLink("home:starters", _("Begin your folder"), "home.choose_starter"), write)
    detail = _("From the folder of a trade like yours, from a file, or empty: a few standards are enough to begin.")
    if facts.standard_drafts:
        doors = (StepLink("home:drafts", _("Publish the drafts"), "home.publish_drafts"), write)
        detail = _("Read the drafts, change what is different in your company, and publish them.")
    return Step("folder", _("The folder"), detail, "book-2", 30, facts.standards > 0, write.permission, doors)


def edition(facts):
    may = "playbook.freeze_edition"
    if facts.open_editions:
        door = StepLink("playbook:editions", _("Look at it and freeze it"), may)
    else:
        door = StepLink("playbook:edition_new", _("Draft the first edition"), may)
    detail = _("Frozen on a date, the folder is what people sign, learn and are evaluated by.")
    after = "" if facts.standards else "folder"
    is_done = facts.frozen_editions > 0
    return Step("edition", _("The first edition"), detail, "versions", 5, is_done, may, (door,), after)


def scorecard(facts):
    may = "evaluations.publish_scorecard"
    doors = (StepLink("evaluations:scorecards", _("Make a scorecard"), may),)
    if facts.scorecard_drafts:
        doors = (
            StepLink("home:drafts", _("Publish the drafts"), "home.publish_drafts"),
            StepLink("evaluations:scorecards", _("Open the scorecards"), may),
        )
    detail = _("The form of an evaluation: proposed out of the standards, with a scale to answer on.")
    after = "" if facts.frozen_editions else "edition"
    is_done = facts.scales > 0 and facts.scorecards > 0
    return Step("scorecard", _("Scale and scorecard"), detail, "list-check", 10, is_done, may, doors, after)


def course(facts):
    may = "training.write_courses"
    door = StepLink("wagtailadmin_explore_root", _("Write a course"), may)
    if facts.course_drafts:
        door = StepLink("home:drafts", _("Publish the drafts"), "home.publish_drafts")
    detail = _("A short lesson and a few questions, so that everybody learns before being evaluated.")
    after = "" if facts.standards else "folder"
    return Step("course", _("The first course"), detail, "school", 20, facts.courses > 0, may, (door,), after)


def cycle(facts):
    may = "evaluations.open_cycle"
    door = StepLink("evaluations:cycle_new", _("Open a cycle"), may)
    detail = _("The period in which people are evaluated, and who evaluates whom.")
    after = "" if scorecard(facts).is_done else "scorecard"
    return Step("cycle", _("The first cycle"), detail, "progress-check", 5, facts.cycles > 0, may, (door,), after)


def plan(facts):
    may = "rewards.publish_plan"
    if facts.draft_plans:
        door = StepLink("rewards:plans", _("Publish the plan"), may)
    else:
        door = StepLink("rewards:new_plan", _("Write a plan"), may)
    detail = _("Who gets what for which score. Everybody can read the rule before it counts.")
    after = "" if facts.cycles else "cycle"
    return Step("plan", _("The reward plan"), detail, "gift", 10, facts.plans > 0, may, (door,), after)
