"""What an author looks at first: what changed since the last edition, what is missing, what is taught and evaluated."""

from dataclasses import dataclass

from django.db.models import Q

from evaluations.models import Criterion, ScorecardState
from people.models import StaffMember
from playbook.editions.changes import changes_of, previous_edition, removed_standards
from playbook.editions.snapshot import take_snapshot
from playbook.links.coverage import columns as covered_columns
from playbook.links.coverage import mend_url, mendable_by
from playbook.models import ChangeClass, Edition
from playbook.signatures.standings import signed_by_person
from training.models import LessonStandard, QuestionStandard


@dataclass(frozen=True)
class AuthorDesk:
    """`open_edition` None: nothing is drafted. Lists of changes and of pages, in the order of the folder."""

    in_force: Edition | None
    open_edition: Edition | None
    changed: list
    new: list
    removed: list
    missing: list
    unpublished: list
    live: int

    @property
    def differs(self):
        return bool(self.changed or self.new or self.removed)


def author_desk(today):
    """The live pages beside the last frozen edition."""
    now = list(Edition.objects.folder().filter(Q(superseded_on=None) | Q(superseded_on__gt=today)).order_by("-number"))
    open_edition = next((edition for edition in now if edition.is_open), None)
    frozen = [edition for edition in now if edition.is_frozen]
    last = previous_edition(open_edition) if open_edition else next(iter(frozen), None)
    snapshot = take_snapshot(open_edition or Edition(effective_on=today))
    changes = changes_of(snapshot, last)
    return AuthorDesk(
        in_force=next((edition for edition in frozen if edition.is_in_force_on(today)), None),
        open_edition=open_edition,
        changed=[one for one in changes if one.lowest not in (ChangeClass.NEW, ChangeClass.UNCHANGED)],
        new=[one.row for one in changes if one.lowest == ChangeClass.NEW],
        removed=removed_standards(snapshot, last),
        missing=snapshot.missing,
        unpublished=snapshot.unpublished,
        live=len(snapshot.standards),
    )


@dataclass(frozen=True)
class Signed:
    """Signatures given of those asked for, over everyone at work; `people` have signed everything."""

    given: int
    asked: int
    people: int
    of_people: int

    @property
    def share(self):
        """Basis points, None where nothing is asked."""
        return 10000 * self.given // self.asked if self.asked else None


def signed_share(today):
    counts = signed_by_person(StaffMember.objects.active_on(today), today)
    return Signed(
        given=sum(signed for signed, _required in counts),
        asked=sum(required for _signed, required in counts),
        people=sum(signed == required for signed, required in counts),
        of_people=len(counts),
    )


@dataclass(frozen=True)
class CoverageGaps:
    """Standards of the edition in force by whether lessons or questions teach them and published scorecards ask."""

    total: int
    complete: int
    untaught: list
    unevaluated: list
    neither: list


def coverage_of(edition):
    """Lists of standards: evaluated but never taught, taught but never evaluated, neither."""
    standards = list(edition.standards.order_by("position")) if edition else []
    taught, asked = _taught_codes(), _evaluated_codes()
    groups = {(True, True): [], (True, False): [], (False, True): [], (False, False): []}
    for row in standards:
        groups[row.code in taught, row.code in asked].append(row)
    return CoverageGaps(
        total=len(standards),
        complete=len(groups[True, True]),
        untaught=groups[False, True],
        unevaluated=groups[True, False],
        neither=groups[False, False],
    )


def _taught_codes():
    lessons = LessonStandard.objects.filter(lesson__is_live=True, lesson__course__is_live=True)
    questions = QuestionStandard.objects.asked().filter(question__course__is_live=True)
    codes = lessons.order_by().values_list("code").union(questions.order_by().values_list("standard__code"))
    return {code for (code,) in codes}


def _evaluated_codes():
    asked = Criterion.objects.filter(section__scorecard__state=ScorecardState.PUBLISHED)
    return set(asked.order_by().values_list("standard__code", flat=True).distinct())


def with_ways(standards, columns, user, back):
    """[(standard, [(what is made there, its address)])]: for each of the columns of coverage that `user` may fill."""
    mendable, labels = mendable_by(user), covered_columns()
    open_columns = [name for name in columns if name in mendable]
    return [(row, [(labels[name], mend_url(name, row, back)) for name in open_columns]) for row in standards]
