"""What a page says about one reward, out of its steps: lines, the next step, what each standard earned or cost."""

from playbook.models import FrozenStandard
from rewards import phrases

FIGURES = ("code", "weight", "earned", "lost", "worth")


def explained(present):
    """Context of `rewards/_explained.html`."""
    return {
        "amount": phrases.amount(present.amount, present.unit),
        "lines": phrases.step_lines(present.terms, present.steps, is_final=present.is_final),
        "next_step": phrases.next_step_sentence(present.next, present.terms),
        "standards": [_shown(row, present) for row in brought(present)],
    }


def brought(present):
    """What each standard earned or cost, as the rule says it, with its `standard` in the cycle's edition, or None."""
    rows = present.standards
    codes = [row["code"] for row in rows]
    standards = FrozenStandard.objects.filter(edition=present.plan.cycle.edition_id, code__in=codes)
    names = {standard.code: standard for standard in standards}
    return [{**row, "standard": names.get(row["code"])} for row in rows]


def _shown(row, present):
    standard = row["standard"]
    return {
        **row,
        "behaviour": standard.behaviour if standard else "",
        "url": standard.get_absolute_url() if standard else "",
        "added": phrases.amount(row["worth"], present.unit) if row["worth"] else "",
    }
