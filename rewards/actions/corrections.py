"""A frozen run is never edited: what it should have given beyond what it booked is a new run, of differences."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from kit.audit.chain import record
from people.models import StaffMember, User
from people.notices.sending import send_notice
from people.roles import HR
from rewards import errors
from rewards.models import CorrectionFlag, Plan, Run
from rewards.notices import WANTS_CORRECTION


@transaction.atomic
def flag_for_correction(*, run: Run, staff: StaffMember, about: str, at: datetime) -> CorrectionFlag:
    """Something that a frozen run rests on was corrected (`about`: the evaluation's key). Twice is once. HR is told."""
    flag, is_new = CorrectionFlag.objects.get_or_create(run=run, staff=staff, about=about, defaults={"flagged_at": at})
    if is_new:
        record(verb="reward_run.flagged", on=run, at=at, seals=[flag], staff=staff.key, about=about)
        for user in User.objects.filter(is_active=True, groups__name=HR):
            names: dict[str, Any] = {"plan_fa": run.plan.title_fa, "plan_en": run.plan.title_en}
            url = reverse("rewards:run", args=[run.key])
            send_notice(to=user, kind=WANTS_CORRECTION, at=at, url=url, dedupe_key=f"{run.key}:{about}", **names)
    return flag


@transaction.atomic
def correct_run(*, run: Run, by: User, at: datetime, reason: str) -> Run:
    """Start the next run of differences of a frozen run's plan. It then goes the same way as every run."""
    plan = Plan.objects.select_for_update().get(pk=run.plan_id)
    runs = list(plan.runs.select_for_update().order_by("correction"))
    if not runs or not runs[0].is_final:
        raise errors.WrongState
    if not runs[-1].is_final:
        raise errors.RunExists
    new = Run.objects.create(plan=plan, correction=runs[-1].correction + 1, reason=reason, started_by=by, started_at=at)
    record(verb="reward_run.correction_started", on=new, by=by, at=at, corrects=runs[0].key, reason=reason)
    return new
