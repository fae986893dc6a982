"""A crowd around the demo company, for measuring: copies of one person with all they have, in bulk, without actions."""

from django.db import transaction
from django.utils import timezone

from evaluations.models import Answer, CycleAssignment, Evaluation
from kit.values.keys import new_key
from people.models import StaffMember, Team, TeamLead, User, WorkPeriod
from playbook.models import Signature
from training.actions import rebuild_standings
from training.models import Assignment, Completion

TEAM_SIZE = 8
CHUNK = 2000
UNUSABLE = "!"


@transaction.atomic
def grow_to(size):
    """Add teams of eight, each with its lead, until the company has about `size` people."""
    number = StaffMember.objects.count()
    pattern = _pattern()
    while number < size:
        count = min(TEAM_SIZE, size - number)
        _add_team(pattern, number, count)
        number += count
    rebuild_standings()


def _pattern():
    """The person whose history everybody gets: somebody evaluated and released, with signatures."""
    evaluation = Evaluation.objects.filter(state__in=["released", "final"], is_current=True).latest("observed_on")
    return {
        "staff": evaluation.subject,
        "evaluation": evaluation,
        "answers": list(evaluation.answers.all()),
        "assignment": evaluation.assignment,
        "signatures": list(Signature.objects.filter(staff=evaluation.subject)),
        "training": [
            *((row, {}) for row in Assignment.objects.filter(staff=evaluation.subject)),
            *((row, {"attempt_id": None}) for row in Completion.objects.filter(staff=evaluation.subject)),
        ],
    }


def _copy(row, **changes):
    """An unsaved copy of a row with a key of its own."""
    fields = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    if "key" in fields:
        fields["key"] = new_key()
    return type(row)(**{**fields, **changes})


def _add_team(pattern, number, count):
    like = pattern["staff"]
    team = Team.objects.create(
        branch=like.team.branch, code=f"X{number}", name_fa=f"تیم {number}", name_en=f"Team {number}"
    )
    names = [f"crowd{number + n}" for n in range(count)]
    users = User.objects.bulk_create([User(username=name, password=UNUSABLE, language="fa") for name in names])
    staff = StaffMember.objects.bulk_create(
        _copy(
            like,
            user_id=user.pk,
            code=user.username,
            team_id=team.pk,
            family_name_fa=f"{like.family_name_fa} {number + n}",
        )
        for n, user in enumerate(users)
    )
    lead, members = staff[0], staff[1:]
    WorkPeriod.objects.begin(staff)
    TeamLead.objects.create(team=team, staff=lead, since=like.joined_on)
    _add_signatures(pattern, staff)
    _add_evaluations(pattern, team, lead, members)
    for row, changes in pattern["training"]:
        type(row).objects.bulk_create(_copy(row, staff_id=person.pk, **changes) for person in staff)


def _add_signatures(pattern, staff):
    copies = [_copy(row, staff_id=person.pk) for person in staff for row in pattern["signatures"]]
    Signature.objects.bulk_create(copies, batch_size=CHUNK)


def _add_evaluations(pattern, team, lead, members):
    assignments = CycleAssignment.objects.bulk_create(
        _copy(pattern["assignment"], subject_id=person.pk, evaluator_id=lead.pk) for person in members
    )
    evaluations = Evaluation.objects.bulk_create(
        _copy(
            pattern["evaluation"],
            assignment_id=assignment.pk,
            subject_id=assignment.subject_id,
            evaluator_id=lead.pk,
            team_id=team.pk,
            number=f"EV-{assignment.pk}",
            revision_of_id=None,
            submitted_at=pattern["evaluation"].submitted_at or timezone.now(),
        )
        for assignment in assignments
    )
    answers = [_copy(answer, evaluation_id=row.pk) for row in evaluations for answer in pattern["answers"]]
    Answer.objects.bulk_create(answers, batch_size=CHUNK)
