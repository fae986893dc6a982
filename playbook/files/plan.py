"""What a file would do to the folder, row by row; nothing is written here."""

from dataclasses import dataclass, field
from itertools import count

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kit.text.bilingual import LANGUAGES
from kit.text.folding import compact
from people.company.languages import written_languages
from people.models import JobRole, StaffMember
from playbook.files.columns import (
    AUTHORITY,
    COLUMNS,
    LANE,
    OF_KIND,
    OF_POLICY,
    STANDARD,
    STEP,
    TOUCHPOINT,
    shown,
    understood,
)
from playbook.files.pictures import as_long_as_a_page, brought
from playbook.files.policy_checks import ROW_CHECKS, field_problems
from playbook.files.rows import Thing, empty_row, present_folder
from playbook.models import CodeLedger, StandardPage, TouchpointPage
from playbook.models.authority import LIMITS
from playbook.models.codes import CODE_PATTERN
from playbook.models.page_forms import one_line
from playbook.models.policy_steps import STEP_TITLES
from playbook.standards import fields
from playbook.standards.check_questions import refuse_half_question

NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"


@dataclass
class PlannedRow:
    """`row` is what the folder would say; `thing` what it is about now, None where it is new; `fields` what changes;
    `notes` what of the file's text does not stay."""

    number: int
    kind: str
    row: dict
    thing: Thing | None = None
    state: str = NEW
    fields: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    @property
    def name(self):
        return self.row["code"] or self.row["touchpoint"]

    @property
    def kind_name(self):
        return shown("kind", self.kind) if self.kind in OF_KIND else ""

    @property
    def text(self):
        names = {TOUCHPOINT: "title", STANDARD: "behaviour", AUTHORITY: "remedy"}
        stem = names.get(self.kind, "do")
        return self.row[f"{stem}_fa"] or self.row[f"{stem}_en"]

    @property
    def changes(self):
        """Heads of the columns that would change."""
        return [column for column in COLUMNS if column.name in self.fields]


@dataclass(frozen=True)
class FolderPlan:
    """`problems` concern the file; `absent` live standards that it does not name: they stay as they are. With
    `leaves_out` rows with a problem are left out."""

    rows: list
    folder: object
    file: object
    problems: list = field(default_factory=list)
    absent: list = field(default_factory=list)
    leaves_out: bool = False

    @property
    def counts(self):
        return {state: sum(row.state == state for row in self.rows) for state in (NEW, CHANGED, SAME, WRONG)}

    @property
    def is_wrong(self):
        return bool(self.problems) or (not self.leaves_out and self.counts[WRONG] > 0)

    @property
    def wrong_rows(self):
        return [row for row in self.rows if row.state == WRONG]

    @property
    def to_write(self):
        return [row for row in self.rows if row.state in (NEW, CHANGED)]


@dataclass(frozen=True)
class _Known:
    folder: object
    roles: set
    staff: set
    given: set
    touchpoints: set
    behaviours: dict
    has_policy: bool
    language: str  # the company's main one: in it everything has to be written


def plan_folder(file, *, leave_out=False):
    """Read every row of a file (`Brought`) beside the living folder; a constant number of queries."""
    folder = present_folder()
    if file.missing:
        return FolderPlan([], folder, file, [_("There is no column “Kind”. Export the folder once to see how a file looks.")])  # fmt: skip  # noqa: E501
    records = [(record, _read(record.cells)) for record in file.records]
    known = _known(folder, [cells for _record, cells in records])
    rows = [_planned(record, cells, known) for record, cells in records]
    _refuse_doubles(rows)
    _refuse_orphans(rows, folder)
    _refuse_gaps(rows, folder)
    named = {row.row["code"] for row in rows if row.kind == STANDARD}
    absent = [row for row in folder.rows() if row["kind"] == STANDARD and row["code"] not in named]
    return FolderPlan(rows, folder, file, _file_problems(rows, folder), absent, leave_out)


def _read(cells):
    return {name: understood(name, text) for name, text in cells.items()}


def _known(folder, brought):
    touchpoints = {cells.get("touchpoint") for cells in brought if cells["kind"] == TOUCHPOINT}
    return _Known(
        folder,
        set(JobRole.objects.values_list("code", flat=True)),
        set(StaffMember.objects.filter(left_on=None).values_list("code", flat=True)),
        set(CodeLedger.objects.values_list("code", flat=True)),
        {*folder.touchpoints, *touchpoints},
        {(one.row["touchpoint"], compact(one.row["behaviour_fa"] or one.row["behaviour_en"])): one
         for one in folder.standards.values()},
        bool(folder.policy) or any(cells["kind"] == STEP for cells in brought),
        written_languages()[0],
    )  # fmt: skip


def _planned(record, cells, known):
    kind, number = cells["kind"], record.number
    if kind not in OF_KIND:
        problem = _("The kind is none of: touchpoint, standard, complaint step, authority, public lane.")
        return PlannedRow(number, kind, empty_row("") | cells, state=WRONG, problems=record.problems or [problem])
    thing = _thing_of(kind, cells, known)
    before = thing.row if thing else empty_row(kind)
    asked = {name: cells[name] for name in OF_KIND[kind] if name in cells}
    row = PlannedRow(number, kind, {**before, **asked}, thing)
    if kind == STANDARD:
        _tidy_standard(row, before, known.folder.shelf)
    if kind == AUTHORITY and not any(row.row[name] for name in LIMITS):
        row.row["currency"] = ""
    if kind == TOUCHPOINT:
        row.row["icon"] = row.row["icon"] or before["icon"] or "building-store"
    row.fields = [name for name in OF_KIND[kind] if row.row[name] != before[name]]
    row.problems = list(record.problems) or _problems(row, known)
    if thing and not row.problems:
        row.state = CHANGED if row.fields or not thing.is_live else SAME
    if row.state != SAME and _has_drafts(row, known):
        row.problems.append(_("The page has changes that are not published. Publish or discard them first."))
    row.state = WRONG if row.problems else row.state
    return row


def _has_drafts(row, known):
    if row.kind in OF_POLICY:
        return any(page.has_unpublished_changes for page in known.folder.policy.values())
    return row.thing is not None and row.state == CHANGED and row.thing.has_drafts


def _thing_of(kind, cells, known):
    if kind == TOUCHPOINT:
        return known.folder.touchpoints.get(cells.get("touchpoint", ""))
    if kind in OF_POLICY:
        code = cells.get("code", "")
        there = known.folder.of_policy(kind).get(0 if kind == LANE else _place(code))
        return Thing(kind, there, known.folder.policy) if there else None
    if cells.get("code"):
        return known.folder.standards.get(cells["code"])
    words = cells.get("behaviour_fa") or cells.get("behaviour_en") or ""
    return known.behaviours.get((cells.get("touchpoint", ""), compact(words)))


def _tidy_standard(row, before, shelf):
    """A standard without a code keeps the one that it has; rich text is what may stay of it."""
    row.row["code"] = row.row["code"] or before["code"]
    row.row["review_days"] = row.row["review_days"] or before["review_days"] or "90"
    row.row["measure"] = row.row["measure"] or before["measure"] or "courtesy"
    for language in LANGUAGES:
        for name in fields.names(fields.STANDARD, "is_sentence"):
            row.row[f"{name}_{language}"] = one_line(row.row[f"{name}_{language}"])
        name = f"body_{language}"
        if row.row[name] != before[name]:
            page = row.thing.pages.get(language) if row.thing else None
            row.row[name], notes = brought(row.row[name], page, shelf)
            row.notes += notes


def _problems(row, known):
    checks = {TOUCHPOINT: _touchpoint_problems, STANDARD: _standard_problems, **ROW_CHECKS}
    return list(dict.fromkeys(checks[row.kind](row, known)))


def _touchpoint_problems(row, known):
    if not row.row["touchpoint"]:
        yield _("The short name of the touchpoint is missing.")
    if not row.row[f"title_{known.language}"]:
        yield {"fa": _("The Persian name is missing."), "en": _("The English name is missing.")}[known.language]
    fields = {"phase": row.row["phase"], "code": row.row["touchpoint"], "icon": row.row["icon"]}
    for language in LANGUAGES:
        yield from field_problems(
            TouchpointPage(title=row.row[f"title_{language}"] or "-", **fields), [*fields, "title"]
        )


def _standard_problems(row, known):
    cells = row.row
    if cells["touchpoint"] not in known.touchpoints:
        yield _("The touchpoint “%(name)s” is neither in the folder nor in the file.") % {"name": cells["touchpoint"]}
    if not cells[f"behaviour_{known.language}"]:
        words = {"fa": _("The Persian behaviour is missing."), "en": _("The English behaviour is missing.")}
        yield words[known.language]
    if cells["code"] and not CODE_PATTERN.match(cells["code"]):
        yield _("A code looks like BEF-03.")
    elif row.thing is None and cells["code"] in known.given:
        yield _("This code was given to another standard before.")
    missing = sorted({role for role in cells["roles"].split(", ") if role} - known.roles)
    if missing:
        yield _("There is no job role %(codes)s.") % {"codes": ", ".join(missing)}
    if cells["owner"] and cells["owner"] not in known.staff and "owner" in row.fields:
        yield _("There is nobody with the staff code %(code)s.") % {"code": cells["owner"]}
    if cells["critical"] not in ("", "1"):
        yield _("Critical is yes or no.")
    yield from _page_problems(cells)


def _page_problems(cells):
    for language in LANGUAGES:
        texts = {name: cells[f"{name}_{language}"] for name in fields.names(fields.STANDARD)}
        texts["body"] = as_long_as_a_page(texts["body"])
        page = StandardPage(**texts, measure=cells["measure"], review_interval_days=_whole(cells["review_days"]))
        names = ["measure", "review_interval_days", *(name for name, text in texts.items() if text)]
        yield from field_problems(page, names)
        try:
            refuse_half_question(page)
        except ValidationError as refused:
            yield from refused.messages


def _place(code):
    """The number of a step or a line; 0 where it is none."""
    return int(code) if code.isdecimal() and len(code) < 4 else 0


def _whole(text):
    return int(text) if text.isdecimal() and len(text) < 6 else text


def _refuse_doubles(rows):
    seen = set()
    for row in rows:
        name = row.row["touchpoint"] if row.kind == TOUCHPOINT else row.row["code"] or row.text
        key = (row.kind, "" if row.kind == LANE else name)
        if key in seen:
            _refuse(row, _("The same stands in an earlier row."))
        seen.add(key)


def _refuse_orphans(rows, folder):
    """What rests on a row with a problem cannot be written without it: standards on their touchpoint, the complaint
    policy on its six steps."""
    there = {*folder.touchpoints, *(row.row["touchpoint"] for row in rows if row.kind == TOUCHPOINT and _is_fit(row))}
    has_steps = bool(folder.policy) or all(_is_fit(row) for row in rows if row.kind == STEP)
    for row in rows:
        if row.kind == STANDARD and row.row["touchpoint"] not in there and _is_fit(row):
            _refuse(row, _("The row of its touchpoint has a problem."))
        elif row.kind in OF_POLICY and not has_steps and _is_fit(row):
            _refuse(row, _("The six steps of the complaint policy come together, and one of them has a problem."))


def _is_fit(row):
    return row.state != WRONG


def _refuse(row, problem):
    row.problems.append(problem)
    row.state = WRONG


def _refuse_gaps(rows, folder):
    """Lines of the authority table are numbered from 1 on: a number that is left out would move at the next export."""
    lines = [(_place(row.row["code"]), row) for row in rows if row.kind == AUTHORITY and _place(row.row["code"])]
    there = {*folder.authority, *(place for place, row in lines if _is_fit(row))}
    first = next(place for place in count(1) if place not in there)
    for place, row in lines:
        if place > first:
            _refuse(row, _("A number before this one is left out."))


def _file_problems(rows, folder):
    steps = {row.row["code"] for row in rows if row.kind == STEP} | {str(number) for number in folder.steps}
    if steps and len(steps) != len(STEP_TITLES):
        return [_("The complaint policy has six steps; the file and the folder together have another number.")]
    return []
