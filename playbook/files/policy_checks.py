"""What is wrong with a row of the complaint policy: a step, a line of the authority table, the public lane."""

from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db.models import TextField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.text.bilingual import LANGUAGES
from people.company.organisation import organisation
from playbook.files.columns import AUTHORITY, LANE, STEP, STEP_TEXTS
from playbook.models import AuthorityLine, ComplaintPolicyPage, PolicyStep
from playbook.models.authority import LIMITS
from playbook.models.pages import MOST_LINES
from playbook.models.policy_steps import STEP_TITLES

MOST_DIGITS = 15
MOST_MINUTES_DIGITS = 6
MISSING = {
    STEP: {
        "fa": gettext_lazy("What is done in the step is missing in Persian."),
        "en": gettext_lazy("What is done in the step is missing in English."),
    },
    AUTHORITY: {
        "fa": gettext_lazy("What may be given is missing in Persian."),
        "en": gettext_lazy("What may be given is missing in English."),
    },
    LANE: {
        "fa": gettext_lazy("What is done or said is missing in Persian."),
        "en": gettext_lazy("What is done or said is missing in English."),
    },
}


def _step_problems(row, known):
    cells = row.row
    if cells["code"] not in {str(number) for number in range(1, len(STEP_TITLES) + 1)}:
        yield _("The code of a step is its number, 1 to 6.")
    if not cells[f"do_{known.language}"]:
        yield MISSING[STEP][known.language]
    if cells["skippable"] not in ("", "1"):
        yield _("May be skipped is yes or no.")
    yield from _minutes_problems(cells)
    for language in LANGUAGES:
        texts = {name: cells[f"{name}_{language}"] for name in STEP_TEXTS}
        yield from field_problems(PolicyStep(**texts), [name for name, text in texts.items() if text])


def field_problems(page, names):
    """What the fields themselves refuse: too long, no such choice, out of range."""
    try:
        page.clean_fields(exclude=[each.name for each in page._meta.fields if each.name not in names])
    except ValidationError as refused:
        for name, problems in refused.message_dict.items():
            yield f"{page._meta.get_field(name).verbose_name}: {' '.join(problems)}"
    for field in (page._meta.get_field(name) for name in names):
        # Of a long text only the form asks how long it is.
        if isinstance(field, TextField) and field.max_length and len(getattr(page, field.name)) > field.max_length:
            yield _("%(field)s: at most %(most)s characters.") % {"field": field.verbose_name, "most": field.max_length}


def _authority_problems(row, known):
    cells = row.row
    if cells["code"] not in {str(number) for number in range(1, MOST_LINES + 1)}:
        yield _("The code of a line of the authority table is its number, 1 to %(most)s.") % {"most": MOST_LINES}
    if not cells[f"remedy_{known.language}"]:
        yield MISSING[AUTHORITY][known.language]
    if cells["roles"] and cells["roles"] not in known.roles:
        yield _("There is no job role %(codes)s.") % {"codes": cells["roles"]}
    yield from _limit_problems(cells)
    yield from _without_policy(known)
    for language in LANGUAGES:
        if cells[f"remedy_{language}"]:
            yield from field_problems(AuthorityLine(remedy=cells[f"remedy_{language}"]), ["remedy"])


def _limit_problems(cells):
    limits = [cells[name] for name in LIMITS if cells[name]]
    if not all(limit.isdecimal() and len(limit) <= MOST_DIGITS for limit in limits):
        yield _("A limit is a whole number of minor units; an empty one is no limit.")
    elif any(int(narrow) > int(wide) for narrow, wide in pairwise(limits)):
        yield _("No limit is below the one before it: case, customer, month.")
    currency = organisation().currency
    if limits and cells["currency"] != currency:
        yield _("The currency of the company is %(currency)s.") % {"currency": currency}


def _lane_problems(row, known):
    cells = row.row
    if not (cells[f"do_{known.language}"] or cells[f"say_{known.language}"]):
        yield MISSING[LANE][known.language]
    yield from _minutes_problems(cells)
    yield from _without_policy(known)
    for language in LANGUAGES:
        texts = {f"public_{name}": cells[f"{name}_{language}"] for name in STEP_TEXTS}
        yield from field_problems(ComplaintPolicyPage(**texts), [name for name, text in texts.items() if text])


def _minutes_problems(cells):
    if cells["minutes"] and not (cells["minutes"].isdecimal() and len(cells["minutes"]) < MOST_MINUTES_DIGITS):
        yield _("The time limit is a whole number of minutes.")


def _without_policy(known):
    if not known.has_policy:
        yield _("The six steps of the complaint policy come first: they are neither in the folder nor in the file.")


ROW_CHECKS = {STEP: _step_problems, AUTHORITY: _authority_problems, LANE: _lane_problems}
