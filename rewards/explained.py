"""What a page says about one reward, out of its steps: lines, the next step, what each standard earned or cost."""

from playbook.models import FrozenStandard
from rewards import phrases


def explained(present):
    """Context of `rewards/_explained.html`."""
    rows, names = present.standards, _names(present)
    return {
        "amount": phrases.amount(present.amount, present.unit),
        "lines": phrases.step_lines(present.terms, present.steps, is_final=present.is_final),
        "next_step": phrases.next_step_sentence(present.next, present.terms),
        "standards": [_shown(row, present, names) for row in rows],
    }


def _names(present):
    """{code: standard} as the cycle's edition has it."""
    codes = [row["code"] for row in present.standards]
    standards = FrozenStandard.objects.filter(edition=present.plan.cycle.edition_id, code__in=codes)
    return {standard.code: standard for standard in standards}


def _shown(row, present, names):
    standard = names.get(row["code"])
    return {
        **row,
        "behaviour": standard.behaviour if standard else "",
        "url": standard.get_absolute_url() if standard else "",
        "added": phrases.amount(row["worth"], present.unit) if row["worth"] else "",
    }
