"""Two editions side by side: their words, their standards, their complaint policies."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.display import minutes, money
from kit.phrases import joined, listed
from playbook.editions.changes import FIELD_WORDS
from playbook.editions.differences import differences, plain_difference, text_differences
from playbook.editions.snapshot import frozen_snapshot
from playbook.models import FrozenPolicyStep, FrozenPublicLane
from playbook.standards import fields

EDITION_WORDS = {"title": gettext_lazy("the title"), "commitment": gettext_lazy("the commitment")}


def compare(old, new):
    """What is different between two frozen editions: `compare_snapshots`, and `words` that stand above it all."""
    return {"words": compare_words(old, new), **compare_snapshots(frozen_snapshot(old), frozen_snapshot(new))}


def compare_words(old, new):
    """Differences in title and commitment."""
    return text_differences(old, new, EDITION_WORDS)


def compare_snapshots(old, new, *, shows_checks=False):
    """{'changed': [(row, differences)], 'added': rows, 'removed': rows, 'policy': [(heading, differences)]}.

    `shows_checks`: the check questions too, for authors alone; from who signs they stay sealed.
    """
    former, codes = {row.code: row for row in old.standards}, {row.code for row in new.standards}
    changed = [
        (row, _of_standard(former[row.code], row, old, new, shows_checks))
        for row in new.standards
        if row.code in former
    ]
    return {
        "changed": [item for item in changed if item[1]],
        "added": [row for row in new.standards if row.code not in former],
        "removed": [row for row in old.standards if row.code not in codes],
        "policy": [item for item in compare_policies(old, new) if item[1]],
    }


def _of_standard(before, after, old, new, shows_checks):
    found = differences(before, after)
    roles = [listed(sorted(role.name for role in each.roles[after.code])) or _("Everyone") for each in (old, new)]
    found += _plain(FIELD_WORDS["roles"], *roles)
    return found + (text_differences(before, after, fields.words_of(fields.CHECK)) if shows_checks else [])


def _plain(label, before, after):
    return [] if before == after else [plain_difference(label, before, after)]


def compare_policies(old, new):
    """[(heading, differences)] of the six steps, the authority table and the public lane."""
    former = {step.number: step for step in old.steps}
    for step in new.steps:
        yield step.title, _of_step(former.get(step.number, FrozenPolicyStep()), step)
    yield _("What may be given without asking"), _of_authority(old.authority, new.authority)
    yield _("Where everybody reads along"), _of_lane(old.lane or FrozenPublicLane(), new.lane or FrozenPublicLane())


def _of_step(old, new):
    skips = [_("yes") if step.is_skippable else _("no") for step in (old, new)]
    return [
        *text_differences(old, new, fields.words_of(fields.POLICY)),
        *_plain(gettext_lazy("the time limit"), _limit(old), _limit(new)),
        *_plain(gettext_lazy("whether it may be skipped"), *skips),
    ]


def _of_lane(old, new):
    return [
        *text_differences(old, new, fields.words_of(fields.POLICY)),
        *_plain(gettext_lazy("the time limit"), _limit(old), _limit(new)),
    ]


def _limit(row):
    return minutes(row.time_limit_minutes) if row.time_limit_minutes else ""


def _of_authority(old, new):
    """A line is the same line while it gives the same thing to the same role."""
    before, after = ({(line.role_id, line.remedy_fa): line for line in lines} for lines in (old, new))
    found = []
    for key in dict.fromkeys([*before, *after]):
        line = after.get(key) or before[key]
        said = [_said(lines[key]) if key in lines else "" for lines in (before, after)]
        found += _plain(line.role.name if line.role else _("Everyone"), *said)
    return found


def _said(line):
    amounts = {
        _("Per case"): line.per_case,
        _("Per customer"): line.per_customer,
        _("Per month"): line.per_month,
    }
    limits = [
        f"{label}: {money(amount, line.currency) if amount is not None else _('no limit')}"
        for label, amount in amounts.items()
    ]
    return joined([line.remedy, *limits])
