"""Branches, teams and job roles that a staff list names and nobody has made yet: listed, made if somebody says so."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.text.folding import compact
from people.company.languages import written_languages
from people.importing.cells import CellProblem
from people.models import Branch, JobRole, Team

LONGEST = 120
KINDS = {
    "branch": gettext_lazy("Branch “%(name)s”"),
    "team": gettext_lazy("Team “%(name)s”"),
    "job_role": gettext_lazy("Job role “%(name)s”"),
}


@dataclass
class Wanted:
    """`branch`: of a team the Branch that is there, or the name of one that is to be made; None: not known."""

    kind: str
    name: str
    branch: object = None

    @property
    def key(self):
        place = getattr(self.branch, "code", self.branch) or ""
        return f"{self.kind}:{compact(place)}:{compact(self.name)}"

    @property
    def words(self):
        said = KINDS[self.kind] % {"name": self.name}
        return _("%(team)s in %(branch)s") % {"team": said, "branch": self.branch} if self.branch else said

    @property
    def lacks_branch(self):
        return self.kind == "team" and self.branch is None


class Missing:
    """`wanted`: {key: Wanted} in the order in which they have to be made."""

    def __init__(self, records, known):
        self.known, self.wanted, self.chosen = known, {}, []
        for kind in ("branch", "job_role"):
            for text in dict.fromkeys(record.cells.get(kind, "") for record in records):
                if text and len(text) <= LONGEST and not self._is_there(kind, text):
                    self._want(Wanted(kind, text))
        for branch, team in dict.fromkeys(
            (each.cells.get("branch", ""), each.cells.get("team", "")) for each in records
        ):
            if team and len(team) <= LONGEST:
                self._look_for_team(branch, team)

    def __bool__(self):
        return bool(self.wanted)

    @property
    def lacks_branch(self):
        return any(each.lacks_branch for each in self.wanted.values())

    def choice(self):
        """(Wanted, is it chosen) for the preview."""
        return [(each, each in self.chosen) for each in self.wanted.values()]

    def provide(self, create):
        """Rows that are not written yet stand in for what will be made; "in:CODE" is where teams of no branch go."""
        place = next((each.removeprefix("in:") for each in create if each.startswith("in:")), "")
        home = next((row for row in self.known.branches.rows if row.code == place), None)
        made = {}
        for key, each in self.wanted.items():
            if key not in create:
                continue
            branch = made.get(compact(each.branch)) if isinstance(each.branch, str) else each.branch or home
            if each.kind == "team" and branch is None:
                continue
            each.branch = branch
            row = self._row(each)
            if each.kind == "branch":
                made[compact(each.name)] = row
            self.chosen.append(each)

    def _row(self, each):
        names = dict.fromkeys((f"name_{language}" for language in ("fa", written_languages()[0])), each.name)
        model = {"branch": Branch, "team": Team, "job_role": JobRole}[each.kind]
        where = {"branch": each.branch} if each.kind == "team" else {}
        row = model(**names, **where)
        self._lookup(each.kind).add(row)
        return row

    def _lookup(self, kind):
        return {"branch": self.known.branches, "team": self.known.teams, "job_role": self.known.job_roles}[kind]

    def _is_there(self, kind, text, among=None):
        """Several of the name are there too: which of them is meant, the file has to say."""
        lookup = self._lookup(kind)
        return any(among is None or row in among for row in lookup.named(text))

    def _look_for_team(self, branch_text, team):
        branch = None
        if branch_text:
            try:
                branch = self.known.branches.find(branch_text, "%(text)s")
            except CellProblem:
                branch = branch_text
        rows = self.known.teams.rows
        among = None if branch is None else [row for row in rows if row.branch == branch]
        if self._is_there("team", team, among):
            return
        if branch is None and len(self.known.branches.rows) == 1:
            branch = self.known.branches.rows[0]
        self._want(Wanted("team", team, branch))

    def _want(self, wanted):
        self.wanted.setdefault(wanted.key, wanted)
