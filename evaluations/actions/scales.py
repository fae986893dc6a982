"""Scales: making, changing, retiring."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy

from evaluations.errors import ScaleNotReady, WrongState
from evaluations.models import Criterion, Outcome, Scale, ScorecardState
from evaluations.scorecards.ready_made_scales import USUAL
from evaluations.scoring.engine import FULL
from kit.audit.chain import record
from people.models import User

WRONG_COUNT = "a scale has 2 to 11 outcomes"
WRONG_ENDS = "a scale goes from 10000 to 0"
NOT_DESCENDING = "values descend"
WORSE_PASSES = "a fail is never worth more than a pass"
SAME_LABEL = "every outcome has a name of its own"
PROBLEMS = {
    WRONG_COUNT: gettext_lazy("A scale has 2 to 11 steps."),
    WRONG_ENDS: gettext_lazy("The first step is worth 100 percent and the last one 0."),
    NOT_DESCENDING: gettext_lazy("Each step is worth less than the one above it."),
    WORSE_PASSES: gettext_lazy("The first step is never a fail."),
    SAME_LABEL: gettext_lazy("Two steps have the same name. Give each its own, please."),
}


def scale_problem(steps: Sequence[tuple[int, bool]]) -> str | None:
    """Why [(value, is_pass), …] is no scale, or None."""
    values = [value for value, _ in steps]
    if not 2 <= len(steps) <= 11:
        return WRONG_COUNT
    if values[0] != FULL or values[-1] != 0:
        return WRONG_ENDS
    if any(low >= high for high, low in pairwise(values)):
        return NOT_DESCENDING
    if not steps[0][1] or any(later and not earlier for (_, earlier), (_, later) in pairwise(steps)):
        return WORSE_PASSES
    return None


@transaction.atomic
def create_scale(
    *, name_fa: str, name_en: str, outcomes: Sequence[tuple[str, str, int, bool]], by: User, at: datetime
) -> Scale:
    """`outcomes`: (label_fa, label_en, value in basis points, is_pass), best first. Raises ScaleNotReady."""
    _refuse_unready(outcomes)
    return _made(Scale(name_fa=name_fa, name_en=name_en, created_at=at), outcomes, by, at)


@transaction.atomic
def create_usual_scale(*, name: str, by: User, at: datetime) -> Scale:
    """One of the usual scales, ready to use. Raises WrongState where it is there already."""
    usual, lineage = USUAL[name], f"usual-{name}"
    if Scale.objects.current().filter(lineage=lineage).exists():
        raise WrongState("this scale is there already")
    last = Scale.objects.filter(lineage=lineage).aggregate(last=Max("version"))["last"] or 0
    scale = Scale(lineage=lineage, version=last + 1, name_fa=usual.name_fa, name_en=usual.name_en, created_at=at)
    try:
        with transaction.atomic():
            return _made(scale, usual.outcomes, by, at)
    except IntegrityError as error:  # somebody else pressed at the same moment
        raise WrongState("this scale is there already") from error


@transaction.atomic
def change_scale(
    *, scale: Scale, name_fa: str, name_en: str, outcomes: Sequence[tuple[str, str, int, bool]], by: User, at: datetime
) -> Scale:
    """Change it in place while it is not in use; else make its next version, which drafts take at once.

    Returns the scale that stands now. Raises ScaleNotReady, and WrongState of one that was retired or has a newer one.
    """
    _refuse_unready(outcomes)
    scale = _locked(scale)
    if is_in_use(scale):
        return _next_version(scale, name_fa, name_en, outcomes, by, at)
    scale.name_fa, scale.name_en = name_fa, name_en
    scale.save(update_fields=["name_fa", "name_en"])
    former = list(scale.outcomes.all())
    Outcome.objects.filter(scale=scale).delete()
    rows = _outcomes(scale, outcomes)
    record(verb="scale.changed", on=scale, by=by, at=at, seals=rows, gone=former, outcomes=len(rows))
    return scale


@transaction.atomic
def retire_scale(*, scale: Scale, by: User, at: datetime) -> Scale:
    """No new scorecard takes it; those that have it keep it. Raises WrongState the second time."""
    scale = _locked(scale)
    scale.retired_at = at
    scale.save(update_fields=["retired_at"])
    record(verb="scale.retired", on=scale, by=by, at=at)
    return scale


@transaction.atomic
def create_numeric_scale(
    *, kind: str, name_fa: str, name_en: str, lowest: int, highest: int, by: User, at: datetime
) -> Scale:
    """Between two ends, in thousandths: for what was judged elsewhere and brought here. Retired from the first."""
    scale = Scale(kind=kind, name_fa=name_fa, name_en=name_en, lowest=lowest, highest=highest, created_at=at)
    scale.retired_at = at
    return _made(scale, (), by, at)


def is_in_use(scale: Scale) -> bool:
    """Does a scorecard have it that is out of the draft? From then on it says what was judged."""
    cited = Criterion.objects.filter(scale=scale).exclude(section__scorecard__state=ScorecardState.DRAFT)
    return cited.exists()


def _next_version(scale, name_fa, name_en, outcomes, by, at):
    scale.retired_at = at
    scale.save(update_fields=["retired_at"])
    version = {"lineage": scale.lineage, "version": scale.version + 1}
    following = Scale(name_fa=name_fa, name_en=name_en, created_at=at, **version)
    following = _made(following, outcomes, by, at, replaces=scale)
    drafts = Criterion.objects.filter(scale=scale, section__scorecard__state=ScorecardState.DRAFT)
    drafts.update(scale=following)
    return following


def _made(scale, outcomes, by, at, replaces=None):
    scale.save()
    rows = _outcomes(scale, outcomes)
    about = {"outcomes": len(rows), "version": scale.version, **({"replaces": replaces.key} if replaces else {})}
    record(verb="scale.created", on=scale, by=by, at=at, seals=[*rows, replaces], **about)
    return scale


def _outcomes(scale, outcomes):
    return Outcome.objects.bulk_create(
        [
            Outcome(scale=scale, position=n, label_fa=fa, label_en=en, value=value, is_pass=is_pass)
            for n, (fa, en, value, is_pass) in enumerate(outcomes, 1)
        ]
    )


def _refuse_unready(outcomes):
    problem = scale_problem([(value, is_pass) for _, _, value, is_pass in outcomes])
    if not problem and any(len({row[place] for row in outcomes}) < len(outcomes) for place in (0, 1)):
        problem = SAME_LABEL
    if problem:
        raise ScaleNotReady(problem)


def _locked(scale):
    scale = Scale.objects.select_for_update().get(pk=scale.pk)
    if scale.is_retired:
        raise WrongState("it was retired, or a newer version stands")
    return scale
