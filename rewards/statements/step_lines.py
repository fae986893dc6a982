"""A computation in words: each of its steps as a line with its numbers, in the reader's language."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import SimpleNamespace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit import display
from kit.phrases import separator
from kit.text.bilingual import active_language, in_language
from rewards.computation.rows import rounded
from rewards.formula.curve import WHOLE
from rewards.statements.labels import amount, factor, gate_sentence, points


@dataclass(frozen=True)
class Gate:
    """One condition: is it met, in a sentence. `url` and `way`: what would meet it, for whom it belongs to."""

    name: str
    passed: bool
    sentence: str
    url: str = ""
    way: str = ""


@dataclass(frozen=True)
class StepLine:
    """One step to show. `gates` are Gates; `kind` 'total' ends the list."""

    title: str
    text: str
    value: str = ""
    gates: list = field(default_factory=list)
    kind: str = ""


def step_lines(terms, steps, *, is_final=True):
    """The lines of a computation that have something to say, in order. A preview does not know the budget's factor."""
    makers = [_score, _gates, _curve, _base, _proration, _cap, _budget, _rounding, _amount]
    if not is_final:
        makers.remove(_budget)
    lines = (maker(terms, steps) for maker in makers)
    return [line for line in lines if line is not None]


def _score(terms, steps):
    step = steps.score
    if step.score is None:
        return StepLine(_("Score"), _("There is no evaluation yet, so there is no score."), display.MISSING)
    text = ngettext("From %(n)s evaluation", "From %(n)s evaluations", step.n) % {"n": display.number(step.n)}
    parts = [text, _exactly(step.score), *_sureness(step)]
    return StepLine(_("Score"), separator().join(part for part in parts if part), display.percent(step.score))


def _exactly(score):
    """The score that is computed with, where the one shown is rounded."""
    return _("exactly %(score)s") % {"score": points(score)} if score % 10 else ""


def _sureness(step):
    if step.low is None or not display.spans(step.low, step.high):
        return []
    low, high = (display.number(bound) for bound in display.whole_bounds(step.low, step.high))
    between = _("very likely between %(low)s and %(high)s") % {"low": low, "high": high}
    return [display.too_few(step.n, step.needed), between] if step.needed else [between]


def _gates(terms, steps):
    step = steps.gates
    if not step.results:
        return None
    gates = [Gate(result.gate, result.passed, gate_sentence(result)) for result in step.results]
    text = _("All are met.") if step.passed else _("One that is not met is enough: there is no reward.")
    return StepLine(_("Conditions"), text, gates=gates)


def _curve(terms, steps):
    marks = {
        "threshold": points(terms.threshold),
        "target": points(terms.target),
        "maximum": points(terms.maximum),
        "least": factor(Fraction(terms.p_min, WHOLE)),
        "most": factor(Fraction(terms.m_max, WHOLE)),
    }
    sentences = {
        "none": _("Without a score there is no factor."),
        "below": _("Below %(threshold)s there is nothing yet."),
        "rising": _("Between %(threshold)s and the target of %(target)s the factor rises from %(least)s to 1."),
        "above": _("Between the target of %(target)s and %(maximum)s the factor rises from 1 to %(most)s."),
        "top": _("From %(maximum)s on the factor is at its highest."),
    }
    text = _("The factor of the band reached.") if terms.bands else sentences[steps.curve.zone] % marks
    return StepLine(_("Factor of the score"), text, factor(steps.curve.multiplier))


def _base(terms, steps):
    times = factor(steps.curve.multiplier)
    text = _("Base %(base)s × %(factor)s") % {"base": amount(terms.base, terms.unit), "factor": times}
    return StepLine(_("Base times factor"), text, _exact(terms, steps.base.result))


def _proration(terms, steps):
    step = steps.proration
    if step.elsewhere or (step.work is not None and not step.days):
        return StepLine(_("In proportion"), _by_day(terms, step), _exact(terms, step.result))
    if not step.applies or step.share == 1:
        return None
    if step.work is not None:
        return StepLine(_("In proportion"), _by_day(terms, step), _exact(terms, step.result))
    text = _("%(days)s of %(period)s days, contract %(share)s") % {
        "days": display.number(step.days),
        "period": display.number(step.period_days),
        "share": display.percent_text(step.contract_share, 0 if step.contract_share % 100 == 0 else 2),
    }
    return StepLine(_("In proportion"), text, _exact(terms, step.result))


def _by_day(terms, step):
    """«۱۲ روز از ۹۰ روز: ۱ تا ۱۲ مهر: شیفت روز، تمام‌وقت …», and which days another plan pays."""
    whole = {"days": display.number(step.days), "period": display.number(terms.period_days)}
    parts = [_("%(days)s of %(period)s days") % whole]
    parts += [_work(row) for row in step.work]
    parts += [
        _("%(days)s: paid by “%(plan)s”") % {"days": _span(row), "plan": _named(row, "plan")}
        for row in step.elsewhere or ()
    ]
    return _("; ").join(parts)


def _work(row):
    share = row["contract_share"]
    about = {
        "days": _span(row),
        "team": _named(row, "team"),
        "share": display.percent_text(share, 0 if share % 100 == 0 else 2),
    }
    return (_("%(days)s: %(team)s, full time") if share == WHOLE else _("%(days)s: %(team)s, %(share)s")) % about


def _named(row, what):
    return in_language(SimpleNamespace(**row), what, active_language())


def _span(row):
    return display.period(date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"]))


def _cap(terms, steps):
    step = steps.cap
    if not step.applied:
        return None
    return StepLine(_("Cap"), _("Nobody gets more than this from the plan."), amount(step.cap, terms.unit))


def _budget(terms, steps):
    step = steps.budget
    if terms.budget is None or not steps.gates.passed:
        return None
    share = step.factor
    if share == 1:
        return StepLine(_("Budget"), _("The budget is enough for everyone: nothing is taken off."))
    text = _("All rewards together pass the budget, so everyone’s is multiplied by %(factor)s.") % {
        "factor": factor(share)
    }
    return StepLine(_("Budget"), text, _exact(terms, step.result))


def _rounding(terms, steps):
    if steps.rounding.left == 0:
        return None
    return StepLine(_("Rounding"), _("Once, down to %(step)s.") % {"step": amount(terms.step, terms.unit)})


def _amount(terms, steps):
    text = "" if steps.gates.passed else _("Nothing, because a condition is not met.")
    return StepLine(_("Reward"), text, amount(steps.amount.amount, terms.unit), kind="total")


def _exact(terms, value):
    return amount(rounded(value), terms.unit)
