"""The plan of a starter folder's scorecards, made into drafts once there is an edition to cite."""

from evaluations.actions import draft_scorecard
from evaluations.models import Scale, Scorecard
from people.models import JobRole


def draft_planned(*, chosen, edition, by, at):
    """Scorecards of the chosen starter folder on the standards of `edition`. Returns the new drafts.

    Left out is what the author took away: criteria without their standard, sections without criteria, scorecards whose
    job role is gone or whose name is taken.
    """
    standards = {row.code: row for row in edition.standards.all()}
    cited = {short: standards[code] for short, code in chosen.codes.items() if code in standards}
    keys = {str(scale.key): scale for scale in Scale.objects.filter(key__in=chosen.scales.values())}
    scales = {short: keys[key] for short, key in chosen.scales.items() if key in keys}
    roles = {str(role.key): role for role in JobRole.objects.filter(key__in=chosen.roles.values())}
    taken = set(Scorecard.objects.values_list("code", flat=True))
    made = []
    for plan in chosen.scorecards:
        role = roles.get(chosen.roles.get(plan["role"]))
        sections = _sections(plan, cited, scales)
        if role and sections and plan["code"] not in taken:
            titles = {name: plan[name] for name in ("code", "title_fa", "title_en")}
            made.append(draft_scorecard(edition=edition, sections=sections, roles=[role], by=by, at=at, **titles))
    return made


def _sections(plan, cited, scales):
    sections = [
        {name: section[name] for name in ("title_fa", "title_en", "weight")}
        | {"criteria": [_criterion(row, cited, scales) for row in section["criteria"] if _is_there(row, cited, scales)]}
        for section in plan["section"]
    ]
    return [section for section in sections if section["criteria"]]


def _is_there(row, cited, scales):
    code, _weight, scale, *_more = row
    return code in cited and scale in scales


def _criterion(row, cited, scales):
    code, weight, scale, critical, may_not_arise = row
    return {
        "standard": cited[code],
        "weight": weight,
        "scale": scales[scale],
        "critical": critical,
        "allows_na": may_not_arise,
        "comment_below": _needs_words_below(scales[scale]),
    }


def _needs_words_below(scale):
    """Everything under the second best that passes; where only one passes, under that."""
    passes = [outcome.value for outcome in scale.outcomes.order_by("position") if outcome.is_pass]
    return passes[1] if len(passes) > 2 else passes[0]
