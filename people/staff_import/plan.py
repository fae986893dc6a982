"""What a staff list would do: every row added, changed, unchanged or wrong. Planning writes nothing."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kit.canonical import content_hash
from people.access_words import last_of_role
from people.changes import plain
from people.holders import is_last
from people.models import Branch, Forgotten, JobRole, StaffMember, Team, User, WorkPeriod
from people.models.periods import WORK
from people.staff_import.cells import CellProblem, Lookup, read_cell
from people.staff_import.columns import is_needed, read_header
from people.staff_import.standing import Standing
from people.written import written_languages

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
    is_return: bool = False
    from_: date | None = None

    @property
    def work(self):
        return {name: self.facts[name] for name in WORK if name in self.facts}


@dataclass(frozen=True)
class Plan:
    rows: list
    reading: object
    problems: list
    since: date

    def count(self, state):
        return sum(row.state == state for row in self.rows)

    @property
    def is_wrong(self):
        return bool(self.problems) or any(row.state == WRONG for row in self.rows)

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


def plan_import(table, *, by, since):
    """A Plan for a SheetTable brought by the user `by`; other work of people known already holds from `since` on."""
    reading = read_header(table.header)
    problems = _file_problems(table, reading)
    if problems:
        return Plan([], reading, problems, since)
    known = Known(by, since)
    rows = [known.plan(number, _cells(row, reading)) for number, row in zip(table.numbers, table.rows, strict=True)]
    return Plan(rows, reading, [], since)


def _file_problems(table, reading):
    problems = []
    if reading.missing:
        names = _(", ").join(f"«{column.heads[0]}» / {column.heads[1]}" for column in reading.missing)
        problems.append(_("These columns are missing: %(names)s.") % {"names": names})
    if reading.doubled:
        names = _(", ").join(reading.doubled)
        problems.append(_("These columns say the same as another one: %(names)s.") % {"names": names})
    if not table.rows:
        problems.append(_("The file has headings but no rows."))
    if len(table.rows) > MOST_ROWS:
        problems.append(_("The file has more than %(most)d rows; split it.") % {"most": MOST_ROWS})
    return problems


def _cells(row, reading):
    return {column: row[place].strip() for place, column in reading.columns.items()}


class Known:
    """What the database knows, read once for all rows."""

    def __init__(self, by, since):
        self.by, self.since, self.languages = by, since, written_languages()
        self.branches = Lookup(Branch.objects.all())
        self.teams = Lookup(Team.objects.select_related("branch"))
        self.job_roles = Lookup(JobRole.objects.all())
        periods = Prefetch("work_periods", WorkPeriod.objects.select_related("team", "job_role").order_by("starts_on"))
        people = StaffMember.objects.select_related("team", "job_role", "user")
        people = people.prefetch_related("user__groups", periods)
        self.forgotten = set(Forgotten.objects.values_list("staff_id", flat=True))
        self.people = {person.code.casefold(): person for person in people}
        users = User.objects.values_list("pk", "username", "email")
        self.usernames = {username.lower(): pk for pk, username, email in users}
        self.emails = {email.lower(): pk for pk, username, email in users if email}
        self.seen = {"code": set(), "email": set(), "username": set()}

    def plan(self, number, cells):
        row = PlannedRow(number)
        self._read(row, cells)
        row.code = row.facts.get("code", "")
        row.staff = self.people.get(row.code.casefold())
        if row.staff is not None:
            row.code = row.facts["code"] = row.staff.code
        if self.languages[0] == "en":
            _copy_names(row)
        row.name = " ".join(row.facts.get(name, "") for name in ("given_name_fa", "family_name_fa")).strip()
        self._refuse_doubles(row)
        if row.staff is not None and row.staff.pk in self.forgotten:
            return self._leave_forgotten(row)
        if row.staff is None:
            self._plan_new(row, cells)
        else:
            self._plan_known(row)
        if row.problems:
            row.state = WRONG
        return row

    def _leave_forgotten(self, row):
        """The code stays taken, and no file brings the name back."""
        row.facts, row.name, row.problems, row.state = {}, row.staff.name, [], UNCHANGED
        row.note = _("This person was forgotten and stays so. Somebody new, or back, needs a code of their own.")
        return row

    def _read(self, row, cells):
        for column, text in cells.items():
            if not text or column.field in ("team", "branch", "job_role"):
                continue
            try:
                row.facts[column.field] = read_cell(column.field, text, str(column.label))
            except CellProblem as problem:
                row.problems.append(str(problem))
        texts = {column.field: text for column, text in cells.items()}
        self._read_team(row, texts)
        self._find(row, "job_role", self.job_roles, texts.get("job_role"), _("There is no job role “%(text)s”."))

    def _read_team(self, row, texts):
        branch = None
        if texts.get("branch"):
            try:
                branch = self.branches.find(texts["branch"], _("There is no branch “%(text)s”."))
            except CellProblem as problem:
                row.problems.append(str(problem))
                return
        among = None if branch is None else [team for team in self.teams.rows if team.branch_id == branch.pk]
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

    def _plan_new(self, row, cells):
        row.state = ADDED
        for column, text in cells.items():
            if is_needed(column, self.languages) and not text:
                row.problems.append(_("%(label)s is empty.") % {"label": str(column.label)})
        joined_on, left_on = row.facts.get("joined_on"), row.facts.get("left_on")
        if joined_on and left_on and left_on < joined_on:
            row.problems.append(_("The leaving date lies before the day of joining."))
        self._refuse_taken(row, "email", self.emails)
        self._refuse_taken(row, "username", self.usernames)

    def _plan_known(self, row):
        person, username = row.staff, row.facts.pop("username", None)
        stands = Standing(person, self.since)
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


def _copy_names(row):
    """A name that was given in English alone stands in both columns: lists are sorted by the Persian one."""
    for name in ("given_name", "family_name"):
        english, persian = row.facts.get(f"{name}_en"), f"{name}_fa"
        own = getattr(row.staff, persian, "")
        if english and not row.facts.get(persian) and own in ("", getattr(row.staff, f"{name}_en", "")):
            row.facts[persian] = english


def _label(name):
    return _("User name") if name == "username" else capfirst(StaffMember._meta.get_field(name).verbose_name)
