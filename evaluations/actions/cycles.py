"""Opening a cycle, saying who evaluates whom, closing it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from evaluations import notices
from evaluations.actions.corrections import void_draft
from evaluations.cycles.assignment import Obstacle, evaluators_of
from evaluations.cycles.evaluators import company_on, pairs_of
from evaluations.cycles.orphans import without_evaluator
from evaluations.cycles.scorecards import keep_scorecards, scorecards_by_role, scorecards_in
from evaluations.errors import ConflictOfInterest, CycleNotReady, LeftUndone, WrongState
from evaluations.models import Cycle, CycleAssignment, CycleSource, CycleState, Evaluation, Releaser, Scorecard, Source
from evaluations.signals import cycle_closed
from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import StaffMember, User
from people.models.staff import StaffQuerySet
from people.notices.sending import send_notice
from playbook.models import Edition


@dataclass
class AssignmentReport:
    """What was assigned, and who could not be: `choices` ({person id: cycles.assignment.EvaluatorChoice}) say why."""

    made: list = field(default_factory=list)
    without_lead: list = field(default_factory=list)
    without_scorecard: list = field(default_factory=list)
    in_conflict: list = field(default_factory=list)
    choices: dict = field(default_factory=dict)


@transaction.atomic
def open_cycle(
    *,
    title_fa: str,
    title_en: str,
    edition: Edition,
    starts_on: date,
    ends_on: date,
    by: User,
    at: datetime,
    releaser: str = Releaser.HR,
    sources: Mapping[str, tuple[int, int]] | None = None,
) -> Cycle:
    """Open a cycle over [starts_on, ends_on). `sources`: {source: (weight, threshold)}, by default the lead."""
    if not edition.is_frozen:
        raise WrongState("a cycle stands on a frozen edition")
    cycle = Cycle.objects.create(
        title_fa=title_fa,
        title_en=title_en,
        edition=edition,
        starts_on=starts_on,
        ends_on=ends_on,
        releaser=releaser,
        opened_at=at,
    )
    sources = sources or {Source.LEAD: (100, 1)}
    rows = CycleSource.objects.bulk_create(
        [CycleSource(cycle=cycle, source=source, weight=w, threshold=t) for source, (w, t) in sources.items()]
    )
    rows += keep_scorecards(cycle)
    days: dict[str, Any] = {"starts_on": str(starts_on), "ends_on": str(ends_on)}
    record(verb="cycle.opened", on=cycle, by=by, at=at, seals=rows, **days)
    return cycle


@transaction.atomic
def assign_evaluators(
    *,
    cycle: Cycle,
    on: date,
    due_on: date,
    by: User,
    at: datetime,
    wanted: int = 1,
    staff: StaffQuerySet | None = None,
) -> AssignmentReport:
    """Everybody active on `on` is evaluated by whom `cycles.assignment` says, with the scorecard of their role.

    `staff` narrows to a queryset of people. Doing it again adds only who is missing. Returns an AssignmentReport.
    """
    cycle = lock_open(cycle)
    people = (StaffMember.objects.all() if staff is None else staff).active_on(on)
    return assign_people(cycle, people, on=on, due_on=due_on, by=by, at=at, wanted=wanted)


def assign_people(
    cycle: Cycle,
    people: StaffQuerySet,
    *,
    on: date,
    due_on: date,
    by: User,
    at: datetime,
    wanted: int = 1,
    exceptions: Mapping[int, int] | None = None,
) -> AssignmentReport:
    """Those of a queryset who have no evaluator yet, in a cycle that is locked. `exceptions`: {id: evaluator's id}."""
    assigned = cycle.assignments.filter(source=Source.LEAD).values("subject")
    new = list(people.exclude(pk__in=assigned).select_related("team", "job_role"))
    company, cards = company_on(on, due_on), scorecards_by_role(cycle)
    teams = {person.pk: person.team_id for person in new}
    report = AssignmentReport(choices=evaluators_of(teams, company, taken=pairs_of(cycle), exceptions=exceptions))
    chosen = {choice.evaluator for choice in report.choices.values()}
    evaluators = StaffMember.objects.select_related("user").in_bulk(chosen - {None})
    for person in new:
        card = cards.get(person.job_role_id) or cards.get(None)
        row = _judge(report, person, evaluators, card)
        if row:
            row.cycle, row.due_on, row.wanted = cycle, due_on, wanted
    CycleAssignment.objects.bulk_create(report.made, batch_size=200)
    about: dict[str, Any] = {"made": len(report.made), "due_on": str(due_on)}
    record(verb="cycle.assigned", on=cycle, by=by, at=at, seals=report.made, **about)
    _tell(cycle, report.made, at)
    return report


def _judge(report, person, evaluators, card):
    choice = report.choices[person.pk]
    if choice.why is not None:
        (report.in_conflict if choice.why == Obstacle.BOTH_WAYS else report.without_lead).append(person)
    elif card is None:
        report.without_scorecard.append(person)
    else:
        evaluator = evaluators[choice.evaluator]
        report.made.append(CycleAssignment(subject=person, evaluator=evaluator, source=Source.LEAD, scorecard=card))
        return report.made[-1]
    return None


@transaction.atomic
def assign_evaluator(
    *,
    cycle: Cycle,
    subject: StaffMember,
    evaluator: StaffMember,
    scorecard: Scorecard,
    due_on: date,
    by: User,
    at: datetime,
    source: str = Source.LEAD,
    wanted: int = 1,
) -> CycleAssignment:
    """One person evaluates another (or themselves, as source 'self'). Conflicts are refused."""
    cycle = lock_open(cycle)
    if (subject.pk == evaluator.pk) != (source == Source.SELF):
        raise ConflictOfInterest("nobody is the evaluator of record of themselves")
    if frozenset((subject.pk, evaluator.pk)) in pairs_of(cycle):
        raise ConflictOfInterest("these two are already evaluator and evaluated in this cycle")
    if not scorecards_in(cycle).filter(pk=scorecard.pk).exists():
        raise WrongState("the scorecard is not one that the cycle works with")
    assignment = CycleAssignment.objects.create(
        cycle=cycle,
        subject=subject,
        evaluator=evaluator,
        source=source,
        scorecard=scorecard,
        due_on=due_on,
        wanted=wanted,
    )
    about: dict[str, Any] = {"subject": subject.key, "evaluator": evaluator.key, "source": source}
    record(verb="cycle.assigned", on=cycle, by=by, at=at, seals=[assignment], **about)
    _tell(cycle, [assignment], at)
    return assignment


@transaction.atomic
def close_cycle(*, cycle: Cycle, by: User, at: datetime, reason: str = "") -> Cycle:
    """Close: open drafts become void. Refused while something handed in is not released.

    What has nobody is handed on first, or left undone for a `reason`: raises LeftUndone.
    """
    cycle = lock_open(cycle)
    waiting = Evaluation.objects.filter(cycle=cycle, state="submitted").count()
    if waiting:
        raise CycleNotReady(waiting)
    undone = sum(row.left for row in without_evaluator(local_day(at), cycle=cycle))
    if undone and not reason.strip():
        raise LeftUndone(undone)
    about: dict[str, Any] = {"undone": undone, "reason": reason.strip()} if undone else {}
    for draft in Evaluation.objects.filter(cycle=cycle, state="draft"):
        void_draft(evaluation=draft, reason="The cycle was closed.", by=by, at=at)
    cycle.state, cycle.closed_at = CycleState.CLOSED, at
    cycle.save(update_fields=["state", "closed_at"])
    record(verb="cycle.closed", on=cycle, by=by, at=at, **about)
    cycle_closed.send(sender=Cycle, cycle=cycle)
    return cycle


def lock_open(cycle: Cycle) -> Cycle:
    cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if not cycle.is_open:
        raise WrongState("the cycle is closed")
    return cycle


def _tell(cycle, assignments, at):
    people = {row.evaluator_id: row.evaluator for row in assignments}
    counts = Counter()
    for row in assignments:
        counts[row.evaluator_id] += row.wanted
    for evaluator_id, count in counts.items():
        send_notice(
            to=people[evaluator_id].user,
            kind=notices.ASSIGNED,
            at=at,
            url=reverse("evaluations:to_do"),
            dedupe_key=f"{cycle.key}:{assignments[-1].pk}",
            cycle=cycle.title_fa,
            count=count,
        )
