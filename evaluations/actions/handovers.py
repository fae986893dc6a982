"""Who leaves, moves or is away hands on what is unfinished: drafts stay as notes, the successor begins anew."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from evaluations import notices
from evaluations.actions.corrections import void_draft
from evaluations.cycles.evaluators import can_begin_on, evaluate_by_rule, pairs_of
from evaluations.cycles.orphans import without_evaluator
from evaluations.errors import CannotEvaluate, ConflictOfInterest, NotYours, Refused, WrongState
from evaluations.models import CycleAssignment, EvaluationState, HandedOn, Source
from evaluations.records.notes import notes_hash
from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import StaffMember, User
from people.notices.sending import send_notice
from people.roles import is_hr, staff_of

NOTE_KEPT = "Handed on."


@dataclass
class HandingReport:
    """`done`: HandedOn rows; `refused`: (assignment, why it was refused)."""

    done: list = field(default_factory=list)
    refused: list = field(default_factory=list)


def hand_on_all(
    *, assignments: Iterable[CycleAssignment], former: StaffMember, successor: StaffMember, by: User, at: datetime
) -> HandingReport:
    """Hand on several, each by itself: what is refused is named and keeps nothing else back. Both are told once."""
    report = HandingReport()
    with transaction.atomic():
        for row in assignments:
            try:
                report.done.append(hand_on(assignment=row, former=former, successor=successor, by=by, at=at))
            except Refused as refusal:
                report.refused.append((row, refusal))
        _tell(report.done, former, successor, at)
    return report


@transaction.atomic
def hand_on(
    *, assignment: CycleAssignment, former: StaffMember, successor: StaffMember, by: User, at: datetime
) -> HandedOn:
    """What `former` has not finished of an assignment goes to `successor`. What is handed in stays where it is.

    An open draft is kept as notes, void and never scored. Raises WrongState (finished, closed, or handed on meanwhile),
    NotYours, ConflictOfInterest, CannotEvaluate. With `former` as `successor`, HR says that it stays with them.
    """
    row = _row_to_hand_on(assignment, former)
    _refuse_wrong_hands(row, former, by)
    _refuse_conflict(row, successor)
    _refuse_unable(row, former, successor, by, local_day(at))
    handed = HandedOn(assignment=row, former=former, successor=successor, handed_by=by, handed_at=at)
    if successor.pk != former.pk:
        draft = row.evaluations.filter(state=EvaluationState.DRAFT).first()
        if draft is not None:
            handed.notes = void_draft(evaluation=draft, reason=NOTE_KEPT, by=by, at=at)
            handed.notes_hash = notes_hash(draft)
        row.evaluator = successor
        row.save(update_fields=["evaluator"])
    handed.save()
    about: dict[str, Any] = {
        "subject": row.subject.key,
        "former": former.key,
        "successor": successor.key,
        "kept": bool(handed.notes),
    }
    record(verb="evaluation.handed_on", on=handed, by=by, at=at, seals=[row], **about)
    return handed


def _row_to_hand_on(assignment, former):
    CycleAssignment.objects.select_for_update().get(pk=assignment.pk)
    rows = CycleAssignment.objects.with_progress().select_related("cycle", "subject", "evaluator")
    row = rows.get(pk=assignment.pk)
    if row.evaluator_id != former.pk or not row.cycle.is_open or row.done >= row.wanted:
        raise WrongState("it is finished, closed, or was handed on meanwhile")
    return row


def _refuse_wrong_hands(row, former, by):
    mine = staff_of(by)
    if not (is_hr(by) or (mine is not None and mine.pk == former.pk)):
        raise NotYours("HR hands on, or who has it")
    if mine is not None and mine.pk == row.subject_id:
        raise ConflictOfInterest("nobody chooses who evaluates them")


def _refuse_conflict(row, successor):
    if row.source == Source.SELF or successor.pk == row.subject_id or _stand_to_each_other(row, successor):
        raise ConflictOfInterest("nobody evaluates themselves, nor two people each other")


def _stand_to_each_other(row, successor):
    return frozenset((row.subject_id, successor.pk)) in pairs_of(row.cycle, besides=row)


def _refuse_unable(row, former, successor, by, day):
    if successor.pk == former.pk:
        if not is_hr(by) or not any(each.assignment == row and each.may_stay for each in without_evaluator(day)):
            raise WrongState("it is with them already")
        return
    if not can_begin_on(day, row.due_on).filter(pk=successor.pk).exists():
        raise CannotEvaluate("not at work, away until after the date, or without a sign-in")
    if not is_hr(by) and not evaluate_by_rule(day).filter(pk=successor.pk).exists():
        raise CannotEvaluate("who hands on their own gives it to somebody who leads or manages")


def _tell(done, former, successor, at):
    moved = [row for row in done if row.successor_id != row.former_id]
    if not moved:
        return
    told = {"at": at, "url": reverse("evaluations:to_do"), "dedupe_key": moved[-1].key, "count": len(moved)}
    send_notice(to=successor.user, kind=notices.HANDED_TO_YOU, **_named(former), **told)
    send_notice(to=former.user, kind=notices.HANDED_ON, **_named(successor), **told)


def _named(staff):
    return {"name_fa": staff.name_in("fa"), "name_en": staff.name_in("en")}
