"""What a page says about one reward, out of its steps: lines, the next step, what each standard earned or cost."""

from dataclasses import asdict, replace

from django.utils import timezone

from playbook.models import FrozenStandard
from rewards.statements import labels
from rewards.statements.remedies import way_of
from rewards.statements.step_lines import step_lines

FIGURES = ("code", "weight", "earned", "lost", "worth")


def explained(present, owner=None):
    """Context of `rewards/_explained.html`. `owner`: the person whom it belongs to, where it is they who read."""
    lines = step_lines(present.terms, present.steps, is_final=present.is_final)
    return {
        "amount": labels.amount(present.amount, present.unit),
        "lines": [_with_ways(line, present, owner) for line in lines] if owner else lines,
        "best": labels.best_sentence(present.at_best, present.terms),
        "next_step": labels.next_step_sentence(present.next, present.terms),
        "standards": [_shown(row, present) for row in brought(present)],
    }


def _with_ways(line, present, owner):
    """Conditions that are not met lead to what would meet them."""
    today = timezone.localdate()
    gates = [gate if gate.passed else _with_way(gate, present.plan, owner, today) for gate in line.gates]
    return replace(line, gates=gates)


def _with_way(gate, plan, owner, today):
    url, way = way_of(gate.name, plan, owner, today)
    return replace(gate, url=url, way=way)


def brought(present):
    """What each standard earned or cost, as the rule says it, with its `standard` in the cycle's edition, or None."""
    rows = present.standards
    codes = [row.code for row in rows]
    standards = FrozenStandard.objects.filter(edition=present.plan.cycle.edition_id, code__in=codes)
    names = {standard.code: standard for standard in standards}
    return [{**asdict(row), "standard": names.get(row.code)} for row in rows]


def _shown(row, present):
    standard = row["standard"]
    return {
        **row,
        "behaviour": standard.behaviour if standard else "",
        "url": standard.get_absolute_url() if standard else "",
        "added": labels.amount(row["worth"], present.unit) if row["worth"] else "",
    }
