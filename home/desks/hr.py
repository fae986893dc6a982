"""What HR looks at first: the cycle, who is late, objections, training, the run, the export."""

from dataclasses import dataclass

from django.db.models import Case, Count, Min, Q, Sum, When

from evaluations.cycles.orphans import without_evaluator
from evaluations.models import CycleAssignment, Dispute, Evaluation
from home.notices import EVALUATIONS_WAIT
from kit.dates.calendar import local_day
from kit.jobs.models import Job
from people.models import Notice, StaffMember
from people.roles import staff_of
from rewards.models import Run, RunState
from rewards.runs import page
from training.models import Course
from training.progress.compliance import compliant_share

RUN_WITH_PEOPLE = ["plan__cycle", *(f"{who}__staff_member" for who in ("sent_by", "approved_by", "plan__approver"))]


@dataclass(frozen=True)
class CycleCount:
    """`done` of `wanted` evaluations handed in, `days_left` of the cycle."""

    done: int
    wanted: int
    days_left: int


@dataclass
class Late:
    """An evaluator with evaluations past their date."""

    staff: StaffMember
    left: int
    is_reminded: bool


def cycle_count(cycle, today):
    wanted = CycleAssignment.objects.filter(cycle=cycle).aggregate(n=Sum("wanted"))["n"] or 0
    handed_in = Evaluation.objects.filter(assignment__cycle=cycle, is_current=True)
    done = handed_in.exclude(state__in=["draft", "void"]).count()
    return CycleCount(min(done, wanted), wanted, max((cycle.ends_on - today).days, 0))


def late_counts(today, evaluator=None):
    """{staff id of the evaluator: how many evaluations are past their date}; what has nobody is nobody's fault."""
    gone = Q(evaluator__left_on__lte=today)
    late = CycleAssignment.objects.open().filter(due_on__lt=today).exclude(gone)
    if evaluator is not None:
        late = late.filter(evaluator=evaluator)
    nobody = [one.assignment.pk for one in without_evaluator(today, evaluator=evaluator)]
    rows = late.exclude(pk__in=nobody).unfinished().order_by()
    found = {}
    for staff_id, wanted, done in rows.values_list("evaluator", "wanted", "done"):
        found[staff_id] = found.get(staff_id, 0) + wanted - done
    return found


def late_evaluators(now):
    """Those with most left first; whoever was reminded today is marked."""
    counts = late_counts(local_day(now))
    people = StaffMember.objects.filter(pk__in=counts).select_related("team__branch", "user")
    keys = reminder_keys(people, now)
    told = set(Notice.objects.filter(dedupe_key__in=keys.values()).values_list("dedupe_key", flat=True))
    late = [Late(staff, counts[staff.pk], keys[staff.pk] in told) for staff in people]
    return sorted(late, key=lambda one: (-one.left, one.staff.pk))


def reminder_key(staff, now):
    """One reminder a day and evaluator."""
    return f"{staff.key}:{local_day(now)}"


def reminder_keys(people, now):
    return {staff.pk: f"{EVALUATIONS_WAIT}:{reminder_key(staff, now)}" for staff in people}


@dataclass(frozen=True)
class Disputes:
    count: int
    oldest_days: int


def open_disputes(user, today):
    """Those that the reader may look into: not about oneself."""
    mine = staff_of(user)
    rows = Dispute.objects.open()
    if mine is not None:
        rows = rows.exclude(evaluation__subject=mine).exclude(evaluation__evaluator=mine)
    open_now = rows.aggregate(count=Count("pk"), first=Min("opened_at"))
    return Disputes(open_now["count"], (today - local_day(open_now["first"])).days if open_now["first"] else 0)


@dataclass(frozen=True)
class Trained:
    """`is_asked`: there is a course at all, so that being in order means something."""

    valid: int
    people: int
    is_asked: bool = True

    @property
    def to_renew(self):
        return self.people - self.valid


def trained(today):
    valid, people = compliant_share(StaffMember.objects.active_on(today), today)
    return Trained(valid, people, valid < people or Course.objects.filter(is_live=True).exists())


def present_run(user):
    """The newest run that is not over yet, else the newest: what stands on its card, or None."""
    runs = Run.objects.visible_to(user).select_related(*RUN_WITH_PEOPLE)
    is_over = Q(state__in=[RunState.FROZEN, RunState.PAID])
    run = runs.order_by(Case(When(is_over, then=1), default=0), *Run._meta.ordering).first()
    if run is None:
        return None
    card = {"run": run, "guide": page.guide(run)}
    if run.state != RunState.DRAFT:
        card |= {"sums": page.sums(run), "counts": page.counts(run)}
    return card


def latest_jobs(user):
    """The reader's newest export, and the finished ones before it."""
    jobs = list(Job.objects.visible_to(user)[:4])
    return jobs[:1], [job for job in jobs[1:] if job.state == "done"]
