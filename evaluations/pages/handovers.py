"""What the pages of handing on and of assigning everybody show: bundles with a proposal, people with a reason."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.cycles.assignment import Obstacle, evaluators_of, proposal_for
from evaluations.cycles.evaluators import can_begin_on, company_on, pairs_of
from evaluations.cycles.orphans import Gone, Orphan
from evaluations.models import CycleAssignment, Source
from kit.display import day as shown_day
from kit.display import number
from people.models import StaffMember

MOST_AT_ONCE = 100


@dataclass
class HandoverBundle:
    """What one person leaves in one cycle and one other can take over."""

    cycle: object
    evaluator: object
    gone: Gone | None
    day: object
    proposal: object
    rows: list = field(default_factory=list)

    @property
    def left(self):
        return sum(row.wanted - row.done for row in self.rows)

    @property
    def drafts(self):
        return sum(row.draft_key is not None for row in self.rows)

    @property
    def may_stay(self):
        return self.gone == Gone.NOT_LEADING

    @property
    def sentence(self):
        """“6 evaluations of Parisa, who left on …”"""
        day = shown_day(self.day) if self.day else ""
        return _words(self.gone, self.left) % {"count": number(self.left), "name": self.evaluator.name, "day": day}


def _words(gone, count):
    if gone == Gone.LEFT:
        return ngettext(
            "%(count)s evaluation of %(name)s, who left on %(day)s",
            "%(count)s evaluations of %(name)s, who left on %(day)s",
            count,
        )
    if gone == Gone.AWAY:
        return ngettext(
            "%(count)s evaluation of %(name)s, who is on leave until %(day)s",
            "%(count)s evaluations of %(name)s, who is on leave until %(day)s",
            count,
        )
    if gone == Gone.NO_SIGN_IN:
        return ngettext(
            "%(count)s evaluation of %(name)s, who has no sign-in",
            "%(count)s evaluations of %(name)s, who has no sign-in",
            count,
        )
    if gone == Gone.NOT_LEADING:
        return ngettext(
            "%(count)s evaluation of %(name)s, who no longer leads there",
            "%(count)s evaluations of %(name)s, who no longer leads there",
            count,
        )
    return ngettext(
        "%(count)s evaluation that %(name)s has not finished",
        "%(count)s evaluations that %(name)s has not finished",
        count,
    )


def bundles_of(orphans, on):
    """HandoverBundles in the order of the orphans, each with the nearest above who can take all of it."""
    taken, found = {}, {}
    gone = {orphan.assignment.evaluator_id for orphan in orphans}
    able = can_begin_on(on).exclude(pk__in=gone)
    company = company_on(on, able=able) if orphans else None
    for orphan in orphans:
        row = orphan.assignment
        if row.cycle_id not in taken:
            taken[row.cycle_id] = pairs_of(row.cycle)
        proposal = proposal_for(row.subject_id, row.subject.team_id, company, taken=taken[row.cycle_id])
        key = (row.cycle_id, row.evaluator_id, orphan.gone, proposal)
        if key not in found:
            found[key] = HandoverBundle(row.cycle, row.evaluator, orphan.gone, orphan.day, proposal)
        found[key].rows.append(row)
    people = StaffMember.objects.select_related("user").in_bulk({b.proposal for b in found.values()} - {None})
    for bundle in found.values():
        bundle.proposal = people.get(bundle.proposal)
    return list(found.values())


def unfinished_of(staff):
    """What somebody has not finished, whether or not they are still there, as Orphans without a reason."""
    rows = CycleAssignment.objects.of_evaluator(staff).open().exclude(source=Source.SELF).unfinished()
    rows = rows.select_related("cycle", "subject__team", "subject__job_role", "evaluator__user", "scorecard")
    return [Orphan(row, None, None) for row in rows.order_by("due_on", "pk")]


@dataclass(frozen=True)
class UnassignedPerson:
    """Somebody at work without an evaluator, why, and who is proposed."""

    person: object
    reason: str
    proposal: object


def unassigned(cycle, on):
    """People at work whom nobody evaluates in the cycle."""
    assigned = cycle.assignments.filter(source=Source.LEAD).values("subject")
    return StaffMember.objects.active_on(on).exclude(pk__in=assigned)


def lines_for(cycle, on, due_on):
    """The first `MOST_AT_ONCE` of them, as Lines."""
    people = list(unassigned(cycle, on).with_names()[:MOST_AT_ONCE])
    teams, company = {one.pk: one.team_id for one in people}, company_on(on, due_on)
    choices = evaluators_of(teams, company, taken=pairs_of(cycle))
    wanted = {pk for one in choices.values() for pk in (one.evaluator, one.proposal, one.other)}
    known = StaffMember.objects.in_bulk(wanted - {None})
    return [_line(person, choices[person.pk], known) for person in people]


def _line(person, choice, known):
    return UnassignedPerson(person, _reason(choice, known), known.get(choice.evaluator or choice.proposal))


def _reason(choice, known):
    words = {
        None: _("by the rule"),
        Obstacle.NO_LEAD: _("the team has no lead, the branch no manager"),
        Obstacle.NO_MANAGER: _("leads the team; the branch has no manager"),
        Obstacle.NOBODY_NAMED: _("manages a branch; nobody is named who evaluates managers"),
        Obstacle.ONESELF: _("would evaluate themselves"),
        Obstacle.BOTH_WAYS: _("evaluates %(name)s in this cycle"),
    }
    other = known.get(choice.other)
    return words[choice.why] % {"name": other.name if other else ""}
