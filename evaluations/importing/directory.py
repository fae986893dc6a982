"""What an import meets in the company: standards, places, people. Asked when it is planned, so that the preview says
everything that writing would refuse."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.importing.places import Places, scorecard_code
from evaluations.models import Scorecard
from kit.text.folding import fold
from people.models import Forgotten, StaffMember
from playbook.models import Edition


def cited_standards(mapping, on):
    """({code: FrozenStandard} of the edition in force, the codes that the mapping cites and it does not have)."""
    cited = [item.standard for item in mapping.criteria if item.standard]
    if not cited:
        return {}, []
    in_force = Edition.objects.in_force(on)
    frozen = {row.code: row for row in in_force.standards.select_related("edition")} if in_force else {}
    return frozen, [code for code in cited if code not in frozen]


class People:
    """Whom the company knows, by personnel code, whatever its case."""

    def __init__(self, rows):
        wanted = {person["code"].casefold() for row in rows for person in (row.subject, row.evaluator)}
        known = StaffMember.objects.values_list("code", "pk")
        self.ids = {code.casefold(): pk for code, pk in known if code.casefold() in wanted}

    def fetch(self):
        """{casefolded code: StaffMember with its team}."""
        found = {}
        ids = list(self.ids.values())
        for start in range(0, len(ids), 500):
            rows = StaffMember.objects.filter(pk__in=ids[start : start + 500]).select_related("team")
            found |= {row.code.casefold(): row for row in rows}
        return found


class Directory:
    def __init__(self, mapping, rows, on):
        self.mapping, self.on = mapping, on
        self.people = People(rows).fetch()
        gone = Forgotten.objects.filter(staff__in=[staff.pk for staff in self.people.values()])
        self.forgotten = set(gone.values_list("staff_id", flat=True))

    def problems(self):
        """Of the whole file."""
        _frozen, unknown = cited_standards(self.mapping, self.on)
        if unknown:
            words = ngettext(
                "the edition in force has no standard %(codes)s",
                "the edition in force has no standards %(codes)s",
                len(unknown),
            )
            yield words % {"codes": _(", ").join(unknown)}
        yield from Places(self.mapping).problems()
        code = scorecard_code(self.mapping)
        if Scorecard.objects.filter(code=code, state="draft").exists():
            yield _("there is a draft of the scorecard %(code)s; publish it or choose another code") % {"code": code}

    def row_problems(self, row):
        subject = self.people.get(row.subject["code"].casefold())
        evaluator = self.people.get(row.evaluator["code"].casefold())
        for staff in {subject, evaluator} - {None}:
            if staff.pk in self.forgotten:
                words = _("whoever had the code %(code)s was forgotten; nothing is added about them")
                yield words % {"code": staff.code}
        if subject and subject.is_place != self.mapping.is_of_places:
            words = _("%(code)s is a place here") if subject.is_place else _("%(code)s is a person here, not a place")
            yield words % {"code": subject.code}
        if evaluator and evaluator.is_place:
            yield _("%(code)s is a place here") % {"code": evaluator.code}

    def row_notes(self, row):
        """Somebody known under the code has another name than the file says: perhaps somebody else is meant."""
        for person in (row.subject, row.evaluator):
            staff = self.people.get(person["code"].casefold())
            if staff and fold(person["name_fa"]) not in (*_names(staff), fold(staff.code)):
                words = {"code": staff.code, "name": staff.name, "other": person["name_fa"]}
                yield _("%(code)s is %(name)s here, the file says %(other)s") % words


def _names(staff):
    return fold(staff.name_in("fa")), fold(staff.name_in("en"))
