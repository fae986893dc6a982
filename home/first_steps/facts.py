"""What is there today, in one question."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from evaluations.importing.places import IMPORTED
from evaluations.models import Cycle, ImportBatch, Scale, Scorecard, ScorecardState
from home.first_steps.steps import SetupFacts
from kit.queries.counts import counted
from kit.queries.prepared import Prepared
from people.company.organisation import UNNAMED
from people.models import Branch, JobRole, Organisation, StaffMember, Team, TeamLead, User
from people.models.roles import AUTHOR, HR
from playbook.models import Edition, StandardPage
from rewards.models import Plan, PlanState
from training.models import Course, CoursePage


def facts_now(user) -> SetupFacts:
    row = FACTS.get(user=user.pk, today=timezone.localdate())
    return SetupFacts(**{**row, "is_named": bool(row["is_named"]), "has_logo": bool(row["has_logo"])})


def _facts(shape, *, user, today):
    """Figures hang on the reader's own row, because there may be no other."""
    company = Organisation.objects.exclude(name_fa="", name_en="")
    at_work = StaffMember.objects.active_on(today)
    leading = TeamLead.objects.open_on(today).filter(staff__in=at_work.order_by().values("pk"))
    plans = Plan.objects.order_by()
    rows = {
        "is_named": company.exclude(**UNNAMED),
        "has_logo": company.exclude(logo=""),
        "branches": _own(Branch),
        "teams": _own(Team),
        "job_roles": _own(JobRole),
        "people": at_work,
        "leads": leading,
        "without_sign_in": at_work.filter(_cannot_sign_in()),
        "leads_without_sign_in": leading.filter(_cannot_sign_in("staff__")),
        "hr": _holders(HR),
        "authors": _holders(AUTHOR),
        "standards": StandardPage.objects.filter(live=True),
        "standard_drafts": StandardPage.objects.filter(live=False),
        "open_editions": Edition.objects.open(),
        "frozen_editions": Edition.objects.folder().frozen(),
        "scales": Scale.objects.current(),
        "scorecards": Scorecard.objects.published(),
        "scorecard_drafts": Scorecard.objects.filter(state=ScorecardState.DRAFT),
        "courses": Course.objects.filter(is_live=True),
        "course_drafts": CoursePage.objects.filter(live=False),
        "cycles": Cycle.objects.exclude(pk__in=ImportBatch.objects.order_by().values("cycle")),
        "draft_plans": plans.filter(state=PlanState.DRAFT),
        "plans": plans.exclude(state=PlanState.DRAFT),
    }
    return User.objects.filter(pk=user).values(**{name: counted(found) for name, found in rows.items()})


def _own(model):
    """What the company set up itself: an import of past evaluations makes places for whom only it names."""
    return model.objects.exclude(code__startswith=IMPORTED)


def _cannot_sign_in(path=""):
    return Q(**{f"{path}user": None}) | Q(**{f"{path}user__is_active": False})


def _holders(role):
    return User.groups.through.objects.filter(group__name=role, user__is_active=True)


FACTS = Prepared(_facts, user=int, today=date)
