"""A page of the editor as staff will see it."""

from django.utils import timezone

from playbook.editions.authority import AuthorityTable
from playbook.editions.policy_snapshot import authority_rows, lane_row
from playbook.editions.snapshot import STEP_TEXTS
from playbook.models import Edition, FrozenPolicyStep, FrozenStandard
from playbook.models.pages import STEP_TITLES

TEXTS = ("behaviour", "why", "good", "bad", "body")


def standard_preview(page, user):
    """The context of `playbook/standard.html` for a page as it is typed, in its own language."""
    language = page.locale.language_code
    touchpoint = page.get_parent().specific if page.path else None
    row = FrozenStandard(
        edition=_coming_edition(),
        code=page.code,
        phase=touchpoint.phase if touchpoint else "during",
        measure=page.measure,
        is_critical=page.is_critical,
    )
    setattr(row, f"touchpoint_name_{language}", touchpoint.title if touchpoint else "")
    for name in TEXTS:
        setattr(row, f"{name}_{language}", getattr(page, name))
    return {"standard": row, "is_preview": True, "is_in_force": True, "today": timezone.localdate()}


def policy_preview(page):
    language = page.locale.language_code
    steps = []
    for number, step in enumerate(list(page.steps.all())[: len(STEP_TITLES)], 1):
        row = FrozenPolicyStep(
            number=number, time_limit_minutes=step.time_limit_minutes, is_skippable=step.is_skippable
        )
        row.title_fa, row.title_en = (STEP_TITLES[number - 1][code] for code in ("fa", "en"))
        for name in STEP_TEXTS:
            setattr(row, f"{name}_{language}", getattr(step, name))
        steps.append(row)
    edition = _coming_edition()
    pair = {language: page}
    rows, lane = authority_rows(edition, pair), lane_row(edition, pair)
    return {"edition": edition, "steps": steps, "authority": AuthorityTable([], rows), "lane": lane, "is_preview": True}


def _coming_edition():
    last = Edition.objects.folder().order_by("-number").first()
    return Edition(number=last.number + 1 if last else 1, effective_on=timezone.localdate())
