"""What a staff list would do: every row added, changed, unchanged or wrong. Planning writes nothing."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kit.values.canonical import content_hash
from people.access.holders import is_last
from people.access.labels import last_of_role
from people.company.languages import written_languages
from people.importing.cells import BRANCH, CellProblem, Lookup, read_cell
from people.importing.columns import NAMES, REQUIRED, staff_kind
from people.importing.current_rows import CurrentRow
from people.importing.missing import Missing
from people.importing.namesakes import Namesakes
from people.models import Branch, Forgotten, JobRole, StaffMember, Team, User, WorkPeriod
from people.models.periods import WORK
from people.staff.changes import plain

ADDED, CHANGED, UNCHANGED, WRONG = "added", "changed", "unchanged", "wrong"
MOST_ROWS = 3000


@dataclass
class PlannedRow:
    """`facts`: the values that would be written; `changes`: (label, old, new) of somebody known already."""

    number: int
    state: str = UNCHANGED
    code: str = ""
    name: str = ""
    facts: dict = field(default_factory=dict)
    changes: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    staff: StaffMember | None = None
    note: str = ""
    hint: str = ""
    is_return: bool = False
    from_: date | None = None

    @property
    def work(self):
        return {name: self.facts[name] for name in WORK if name in self.facts}


@dataclass(frozen=True)
class Plan:
    """`file`: what was brought; `missing`: branches, teams and job roles of the file that are not there yet."""

    rows: list
    file: object
    problems: list
    since: date
    missing: object = None
    leaves_out: bool = False

    def count(self, state):
        return sum(row.state == state for row in self.rows)

    @property
    def is_wrong(self):
        return bool(self.problems) or (not self.leaves_out and self.count(WRONG) > 0)

    @property
    def wrong_rows(self):
        return [row for row in self.rows if row.state == WRONG]

    @property
    def changes_work(self):
        """Does it put somebody known into another team, job role or share, so that the day matters?"""
        return any(row.state == CHANGED and row.work for row in self.rows)

    @property
    def does_something(self):
        return any(row.state in (ADDED, CHANGED) for row in self.rows)

    @property
    def fingerprint(self):
        """Tells whether the plan is still the one that was looked at."""
        days = [self.since.isoformat()] if self.changes_work else []
        return content_hash(
            [
                [row.number, row.state, row.code, {name: plain(value) for name, value in row.facts.items()}]
                for row in self.rows
            ]
            + days
        )


def plan_import(file, *, by, since, create=frozenset(), leave_out=False):
    """A Plan for a `Brought` staff list of the user `by`; other work of people known already holds from `since` on.

    `create`: what of the file's branches, teams and job roles will be made with it (see `missing`). With `leave_out`,
    rows with a problem stop nothing.
    """
    problems = _file_problems(file)
    if problems:
        return Plan([], file, problems, since)
    known = Known(by, since, file.fields)
    wanted = Missing(file.records, known)
    wanted.provide(create)
    rows = [known.plan(record) for record in file.records]
    return Plan(rows, file, [], since, wanted, leave_out)


def _file_problems(file):
    problems = []
    if file.missing:
        names = _(", ").join(f"“{label}”" for label in file.missing)
        problems.append(_("These columns are missing: %(names)s.") % {"names": names})
    if not file.records:
        problems.append(_("The file has headings but no rows."))
    if len(file.records) > MOST_ROWS:
        problems.append(_("The file has more than %(most)d rows; split it.") % {"most": MOST_ROWS})
    return problems


class Known:
    """What the database knows, read once for all rows."""

    def __init__(self, by, since, fields):
        self.by, self.since, self.languages, self.fields = by, since, written_languages(), fields
        self.labels = {field.name: str(field.label) for field in staff_kind().fields}
        self.branches = Lookup(Branch.objects.all(), aside=BRANCH)
        self.teams = Lookup(Team.objects.select_related("branch"))
        self.job_roles = Lookup(JobRole.objects.all())
        periods = Prefetch("work_periods", WorkPeriod.objects.select_related("team", "job_role").order_by("starts_on"))
        people = StaffMember.objects.select_related("team", "job_role", "user")
        people = people.prefetch_related("user__groups", periods)
        self.forgotten = set(Forgotten.objects.values_list("staff_id", flat=True))
        self.people = {person.code.casefold(): person for person in people}
        self.namesakes = Namesakes([one for one in self.people.values() if not one.is_place], self.forgotten)
        users = User.objects.values_list("pk", "username", "email")
        self.usernames = {username.lower(): pk for pk, username, email in users}
        self.emails = {email.lower(): pk for pk, username, email in users if email}
        self.seen = {"code": set(), "email": set(), "username": set()}

    def plan(self, record):
        row, cells = PlannedRow(record.number, problems=list(record.problems)), record.cells
        self._read(row, cells)
        row.code = row.facts.get("code", "")
        row.staff = self.people.get(row.code.casefold()) if "code" in self.fields else self._found(row)
        if row.staff is not None:
            row.code = row.facts["code"] = row.staff.code
        _copy_names(row, self.languages)
        row.name = " ".join(row.facts.get(name, "") for name in ("given_name_fa", "family_name_fa")).strip()
        if row.staff is not None and row.staff.is_place:
            row.problems.append(_("%(code)s is a place of past evaluations, not a person.") % {"code": row.code})
            row.state = WRONG
            return row
        self._refuse_doubles(row)
        if row.staff is not None and row.staff.pk in self.forgotten:
            return self._leave_forgotten(row)
        if row.staff is None:
            self._plan_new(row, record)
            self._hint_at_namesakes(row)
        else:
            self._plan_known(row)
        if row.problems:
            row.state = WRONG
        return row

    def _found(self, row):
        """Without a column of codes: by the e-mail, else by the name and the day of joining."""
        found = self.namesakes.same_person(row.facts)
        if len(found) > 1:
            codes = _(", ").join(sorted(person.code for person in found))
            row.problems.append(
                _("This may be several people (%(codes)s): give the personnel code.") % {"codes": codes}
            )
        return found[0] if len(found) == 1 else None

    def _leave_forgotten(self, row):
        """The code stays taken, and no file brings the name back."""
        row.facts, row.name, row.problems, row.state = {}, row.staff.name, [], UNCHANGED
        row.note = _("This person was forgotten and stays so. Somebody new, or back, needs a code of their own.")
        return row

    def _read(self, row, cells):
        for name, text in _by_script(cells).items():
            if not text or name in ("team", "branch", "job_role"):
                continue
            try:
                row.facts[name] = read_cell(name, text, self.labels.get(name, name))
            except CellProblem as problem:
                row.problems.append(str(problem))
        self._read_team(row, cells)
        self._find(row, "job_role", self.job_roles, cells.get("job_role"), _("There is no job role “%(text)s”."))

    def _read_team(self, row, texts):
        branch = None
        if texts.get("branch"):
            try:
                branch = self.branches.find(texts["branch"], _("There is no branch “%(text)s”."))
            except CellProblem as problem:
                row.problems.append(str(problem))
                return
        among = None if branch is None else [team for team in self.teams.rows if team.branch == branch]
        unknown = _("There is no team “%(text)s”.") if branch is None else _("This branch has no team “%(text)s”.")
        self._find(row, "team", self.teams, texts.get("team"), unknown, among)

    def _find(self, row, field_name, lookup, text, unknown, among=None):
        if not text:
            return
        try:
            row.facts[field_name] = lookup.find(text, unknown, among)
        except CellProblem as problem:
            row.problems.append(str(problem))

    def _refuse_doubles(self, row):
        words = {
            "code": _("The personnel code %(value)s stands in an earlier row too."),
            "email": _("The e-mail %(value)s stands in an earlier row too."),
            "username": _("The user name %(value)s stands in an earlier row too."),
        }
        for name, seen in self.seen.items():
            value = row.facts.get(name)
            if value and value.casefold() in seen:
                row.problems.append(words[name] % {"value": value})
            seen.add((value or "").casefold())

    def _plan_new(self, row, record):
        row.state = ADDED
        self._refuse_gaps(row, record.cells, record.unread)
        joined_on, left_on = row.facts.get("joined_on"), row.facts.get("left_on")
        if joined_on and left_on and left_on < joined_on:
            row.problems.append(_("The leaving date lies before the day of joining."))
        self._refuse_taken(row, "email", self.emails)
        self._refuse_taken(row, "username", self.usernames)

    def _hint_at_namesakes(self, row):
        """Two of one name may well work in one place; twice the same person may not."""
        others = self.namesakes.at_work(row.facts, self.since)
        if others:
            said = _(", ").join(f"{person.code} ({person.team.name})" for person in others)
            row.hint = _("Somebody of this name works here already: %(codes)s.") % {"codes": said}

    def _refuse_gaps(self, row, cells, unread):
        """What is empty, but for cells that the row has a sentence about already."""
        needed = [name for name in ("code", *sorted(REQUIRED)) if name in self.fields]
        gaps = [name for name in needed if not cells.get(name) and name not in unread]
        unread_names = {name for name in NAMES if {"full_name", f"{name}_fa", f"{name}_en"} & unread}
        asked = [name for name in NAMES if name not in unread_names]
        gaps += [f"{name}_{self.languages[0]}" for name in asked if not row.facts.get(f"{name}_fa")]
        for name in gaps:
            if not row.problems or not cells.get(name):
                row.problems.append(_("%(label)s is empty.") % {"label": self.labels[name]})

    def _plan_known(self, row):
        person, username = row.staff, row.facts.pop("username", None)
        stands = CurrentRow(person, self.since)
        different = stands.different(row.facts)
        row.is_return = stands.is_return(different)
        row.from_ = stands.from_
        self._check_username(row, person, username, different)
        self._check_changes(row, person, different, stands)
        row.facts = different
        row.changes = [(_label(name), stands.value(name), value) for name, value in different.items()]
        row.state = CHANGED if different else UNCHANGED
        row.name = row.name or person.name

    def _check_username(self, row, person, username, different):
        if not username or (person.user and person.user.username.lower() == username):
            return
        if person.user:
            row.problems.append(_("A file does not change a user name."))
            return
        different["username"] = username
        row.facts["username"] = username
        self._refuse_taken(row, "username", self.usernames)

    def _check_changes(self, row, person, different, stands):
        if different and person.user_id == self.by.pk:
            row.problems.append(_("This is your own record; somebody else must change it."))
        joined_on = different.get("joined_on", person.joined_on)
        left_on = different.get("left_on", person.left_on)
        if left_on and left_on < joined_on and not row.is_return:
            row.problems.append(_("The leaving date lies before the day of joining."))
        self._check_work(row, stands, different)
        if "left_on" in different and person.left_on is not None:
            row.problems.append(_("Another leaving date stands already; change it on the person's page."))
        if "left_on" in different and person.user:
            row.problems.extend(filter(None, [last_of_role(is_last(person.user))]))
        if "email" in different and person.user:
            self._check_email(row, person)

    def _check_work(self, row, stands, different):
        if row.is_return:
            return
        if any(name in different for name in WORK) and row.from_ is None:
            row.problems.append(_("This person had left by the day from which the changes hold."))
        if "joined_on" in different and stands.crosses(different["joined_on"]):
            row.problems.append(_("On this day of joining an earlier employment still stands, or none would be left."))

    def _check_email(self, row, person):
        if person.user.groups.all() and "administrator" not in self.by.access_roles:
            row.problems.append(_("This person has access of their own; only an administrator changes the e-mail."))
        self._refuse_taken(row, "email", self.emails, mine=person.user_id)

    def _refuse_taken(self, row, name, taken, mine=None):
        words = {
            "email": _("Somebody else signs in with the e-mail %(value)s."),
            "username": _("The user name %(value)s is taken."),
        }
        value = row.facts.get(name)
        if value and taken.get(value, mine) != mine:
            row.problems.append(words[name] % {"value": value})


PERSIAN = re.compile("[\u0600-\u06ff]")


def _by_script(cells):
    """The cells with each name in the field of its letters, whichever column it stood in."""
    cells = dict(cells)
    for name in NAMES:
        texts = [cells.pop(f"{name}{language}", "") for language in ("_fa", "_en", "")]
        for text in filter(None, texts):
            own = f"{name}_{'fa' if PERSIAN.search(text) else 'en'}"
            cells[own] = cells.get(own) or text
    return cells


def _copy_names(row, languages):
    """A name that was given in English alone stands in both columns: lists are sorted by the Persian one."""
    for name in NAMES:
        english, persian = row.facts.get(f"{name}_en"), f"{name}_fa"
        own = getattr(row.staff, persian, "")
        if english and not row.facts.get(persian) and own in ("", getattr(row.staff, f"{name}_en", "")):
            row.facts[persian] = english
        if persian in row.facts and "fa" not in languages and not english:
            row.facts[f"{name}_en"] = row.facts[persian]
        if "en" not in languages:
            row.facts.pop(f"{name}_en", None)


def _label(name):
    return _("User name") if name == "username" else capfirst(StaffMember._meta.get_field(name).verbose_name)
