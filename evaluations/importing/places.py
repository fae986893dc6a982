"""Where imported people and places belong: a branch, a team, a job role, found by name or made; and codes for them."""

import hashlib

from django.utils.translation import gettext as _

from kit.text.folding import fold
from people.actions import add_branch, add_job_role, add_team
from people.models import Branch, JobRole, Team

CODE_LENGTH = Branch._meta.get_field("code").max_length
SCORECARD_CODE_LENGTH = 40
IMPORTED = "IMP-"  # how codes of branches, teams and roles begin that an import made


def scorecard_code(mapping):
    return fitted(f"imported-{mapping.code}", SCORECARD_CODE_LENGTH)


def fitted(code, longest):
    """The code, or where it is too long its beginning and what tells it from others that begin so."""
    if len(code) <= longest:
        return code
    return f"{code[: longest - 7]}-{hashlib.sha256(code.encode()).hexdigest()[:6]}"


class Places:
    def __init__(self, mapping):
        self.place, self.code = mapping.place, fitted(f"{IMPORTED}{mapping.code}", CODE_LENGTH)
        self.branches = self._named(Branch.objects.order_by("pk"), "branch")
        teams = Team.objects.filter(branch__in=self.branches).select_related("branch").order_by("pk")
        self.teams = self._named(teams, "team")
        self.roles = self._named(JobRole.objects.order_by("pk"), "role")

    def problems(self):
        for rows, words in (
            (self.branches, _("there are several branches called %(name)s; name one that is alone")),
            (self.teams, _("there are several teams called %(name)s; name one that is alone")),
            (self.roles, _("there are several job roles called %(name)s; name one that is alone")),
        ):
            if len(rows) > 1:
                yield words % {"name": rows[0].name}

    def team_and_role(self, *, by, at):
        about = {"by": by, "at": at}
        branch = self._first(self.branches) or add_branch(code=self._free(Branch), **self._names("branch"), **about)
        team = self._first(self.teams)
        if team is None:
            team = add_team(code=self._free(Team), branch=branch, **self._names("team"), **about)
        role = self._first(self.roles) or add_job_role(code=self._free(JobRole), **self._names("role"), **about)
        return team, role

    def _named(self, rows, what):
        name = fold(self.place[what])
        return [row for row in rows if name in (fold(row.name_fa), fold(row.name_en))]

    def _first(self, rows):
        return rows[0] if rows else None

    def _names(self, what):
        return {"name_fa": self.place[what], "name_en": self.place[f"{what}_en"]}

    def _free(self, model):
        """Its code may be taken: by an import of the same mapping code whose place was called otherwise."""
        taken = set(model.objects.filter(code__startswith=self.code[: CODE_LENGTH - 5]).values_list("code", flat=True))
        proposals = (self.code if n == 1 else f"{self.code[: CODE_LENGTH - 5]}-{n}" for n in range(1, 9999))
        return next(code for code in proposals if code not in taken)
