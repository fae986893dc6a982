"""Rewards in words: amounts, factors, conditions and what would raise them, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kit import display
from kit.phrases import listed
from rewards.computation.rows import rounded
from rewards.formula.possible import FIRST, GATE
from rewards.formula.terms import MONEY

GATES = {
    "no_fail": gettext_lazy("No evaluation ended in FAIL"),
    "criticals": gettext_lazy("No critical criterion was missed"),
    "training": gettext_lazy("Training is valid"),
    "signed": gettext_lazy("The folder is read and signed"),
}
MISSED = {
    "no_fail": gettext_lazy("an evaluation ended in FAIL"),
    "criticals": gettext_lazy("a critical criterion was missed"),
    "training": gettext_lazy("training is not valid"),
    "evaluations": gettext_lazy("too few evaluations"),
    "signed": gettext_lazy("standards are not signed yet"),
}


def amount(value, unit):
    """An amount with its unit: «۵٬۷۲۰٬۰۰۰ تومان» or «۵۷۲ امتیاز»."""
    if value is None:
        return display.MISSING
    if unit == MONEY:
        return display.money(value)
    return ngettext("%(n)s point", "%(n)s points", abs(value)) % {"n": display.number(value)}


def factor(value, places=4):
    """A fraction as a decimal: at least two places, more only where they say something."""
    tenthousandths = rounded(value * 10000)
    while places > 2 and tenthousandths % 10 ** (5 - places) == 0:
        places -= 1
    return display.decimals(tenthousandths, 10000, places)


def points(basis_points):
    """A score or a gap in points, without decimals that are zero."""
    places = 0 if basis_points % 100 == 0 else 1 if basis_points % 10 == 0 else 2
    return display.points(basis_points, places)


def gate_sentence(result):
    """Whether one condition is met, with what is there and what is needed."""
    have, need = display.number(result.have), display.number(result.need)
    if result.gate == "evaluations":
        return _("Evaluations: %(have)s, at least %(need)s needed") % {"have": have, "need": need}
    if result.gate == "criticals" and not result.passed:
        return _missed(result)
    if result.gate == "signed" and result.later:
        return _signed_in_time(result)
    is_counted = result.gate == "signed" or (result.gate == "training" and not result.passed)
    if is_counted and result.need:
        return _("%(condition)s: %(have)s of %(need)s") % {
            "condition": GATES[result.gate],
            "have": have,
            "need": need,
        }
    return str(GATES[result.gate])


def _missed(result):
    sentence = ngettext(
        "A critical criterion was missed: %(codes)s", "%(n)s critical criteria were missed: %(codes)s", result.have
    )
    return sentence % {"n": display.number(result.have), "codes": listed(result.codes)}


def _signed_in_time(result):
    """Some are not signed and had time on the day that decides."""
    sentence = ngettext(
        "The folder is read and signed: %(have)s of %(need)s; %(later)s had time on the day that decides",
        "The folder is read and signed: %(have)s of %(need)s; %(later)s had time on the day that decides",
        result.later,
    )
    return sentence % {name: display.number(getattr(result, name)) for name in ("have", "need", "later")}


def reasons(gates):
    """Why somebody is shut out, in a few words each."""
    return [str(MISSED[result.gate]) for result in gates.missed]


def next_step_sentence(step, terms):
    """What would raise the reward next; nothing at the top."""
    if step is None:
        return _("This is the highest that the plan gives. Thank you.")
    if step.kind == FIRST:
        return _("The first released evaluation gives a score, and with it a reward so far.")
    if step.kind == GATE:
        return _gate_step(step, terms)
    facts = {"gap": points(step.gap), "to": points(step.to), "amount": amount(step.amount, terms.unit)}
    sentences = {
        "threshold": _("%(gap)s points more reach %(to)s, where the reward begins with %(amount)s."),
        "target": _("%(gap)s points more reach the target of %(to)s and make it %(amount)s."),
        "maximum": _("%(gap)s points more reach %(to)s, the highest step, and make it %(amount)s."),
        "band": _("%(gap)s points more reach the next band at %(to)s and make it %(amount)s."),
    }
    return sentences[step.name] % facts


def best_sentence(best, terms):
    """What the full score would have given after the budget; nothing where there was no more."""
    if best is None:
        return ""
    text = _("With the full score, everybody else’s unchanged, it would have been %(amount)s.")
    return text % {"amount": amount(best, terms.unit)}


def _gate_step(step, terms):
    missing = [result for result in step.results if result.gate == "signed"]
    if len(step.results) == 1 and missing:
        left = missing[0].need - missing[0].have - missing[0].later
        sentence = ngettext(
            "Sign %(n)s standard more, and the reward so far is %(amount)s.",
            "Sign %(n)s standards more, and the reward so far is %(amount)s.",
            left,
        )
        return sentence % {"n": display.number(left), "amount": amount(step.amount, terms.unit)}
    return _("Once every condition is met, the reward so far is %(amount)s.") % {
        "amount": amount(step.amount, terms.unit)
    }
