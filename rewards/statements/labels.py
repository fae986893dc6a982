"""A computation in words: each stored step as a sentence with its numbers, in the reader's language."""

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kit import display
from kit.phrases import listed, separator
from kit.text.bilingual import active_language, in_language
from rewards.computation.rows import rounded
from rewards.formula.curve import WHOLE
from rewards.formula.steps import MONEY, read

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


@dataclass(frozen=True)
class Gate:
    """One condition: is it met, in a sentence. `url` and `way`: what would meet it, for whom it belongs to."""

    name: str
    passed: bool
    sentence: str
    url: str = ""
    way: str = ""


@dataclass(frozen=True)
class Line:
    """One step to show. `gates` are Gates; `kind` 'total' ends the list."""

    title: str
    text: str
    value: str = ""
    gates: list = field(default_factory=list)
    kind: str = ""


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
    have, need = display.number(result["have"]), display.number(result["need"])
    if result["gate"] == "evaluations":
        return _("Evaluations: %(have)s, at least %(need)s needed") % {"have": have, "need": need}
    if result["gate"] == "criticals" and not result["passed"]:
        return _missed(result)
    if result["gate"] == "signed" and result.get("later"):
        return _signed_in_time(result)
    is_counted = result["gate"] == "signed" or (result["gate"] == "training" and not result["passed"])
    if is_counted and result["need"]:
        return _("%(condition)s: %(have)s of %(need)s") % {
            "condition": GATES[result["gate"]],
            "have": have,
            "need": need,
        }
    return str(GATES[result["gate"]])


def _missed(result):
    sentence = ngettext(
        "A critical criterion was missed: %(codes)s", "%(n)s critical criteria were missed: %(codes)s", result["have"]
    )
    return sentence % {"n": display.number(result["have"]), "codes": listed(result["codes"])}


def _signed_in_time(result):
    """Some are not signed and had time on the day that decides."""
    sentence = ngettext(
        "The folder is read and signed: %(have)s of %(need)s; %(later)s had time on the day that decides",
        "The folder is read and signed: %(have)s of %(need)s; %(later)s had time on the day that decides",
        result["later"],
    )
    return sentence % {name: display.number(result[name]) for name in ("have", "need", "later")}


def reasons(results):
    """Why somebody is shut out, in a few words each."""
    return [str(MISSED[result["gate"]]) for result in results if not result["passed"]]


def step_lines(terms, steps, *, is_final=True):
    """The lines of a computation that have something to say, in order. A preview does not know the budget's factor."""
    by_name = {step["step"]: step for step in steps}
    makers = [_score, _gates, _curve, _base, _proration, _cap, _budget, _rounding, _amount]
    if not is_final:
        makers.remove(_budget)
    lines = (maker(terms, by_name) for maker in makers)
    return [line for line in lines if line is not None]


def _score(terms, by_name):
    step = by_name["score"]
    if step["score"] is None:
        return Line(_("Score"), _("There is no evaluation yet, so there is no score."), display.MISSING)
    text = ngettext("From %(n)s evaluation", "From %(n)s evaluations", step["n"]) % {"n": display.number(step["n"])}
    parts = [text, _exactly(step["score"]), *_sureness(step)]
    return Line(_("Score"), separator().join(part for part in parts if part), display.percent(step["score"]))


def _exactly(score):
    """The score that is computed with, where the one shown is rounded."""
    return _("exactly %(score)s") % {"score": points(score)} if score % 10 else ""


def _sureness(step):
    if step["low"] is None or not display.spans(step["low"], step["high"]):
        return []
    low, high = (display.number(bound) for bound in display.whole_bounds(step["low"], step["high"]))
    between = _("very likely between %(low)s and %(high)s") % {"low": low, "high": high}
    return [display.too_few(step["n"], step["needed"]), between] if step.get("needed") else [between]


def _gates(terms, by_name):
    step = by_name["gates"]
    if not step["results"]:
        return None
    gates = [Gate(result["gate"], result["passed"], gate_sentence(result)) for result in step["results"]]
    text = _("All are met.") if step["passed"] else _("One that is not met is enough: there is no reward.")
    return Line(_("Conditions"), text, gates=gates)


def _curve(terms, by_name):
    step = by_name["curve"]
    marks = {
        "threshold": points(terms.threshold),
        "target": points(terms.target),
        "maximum": points(terms.maximum),
        "least": factor(read(f"{terms.p_min}/10000")),
        "most": factor(read(f"{terms.m_max}/10000")),
    }
    sentences = {
        "none": _("Without a score there is no factor."),
        "below": _("Below %(threshold)s there is nothing yet."),
        "rising": _("Between %(threshold)s and the target of %(target)s the factor rises from %(least)s to 1."),
        "above": _("Between the target of %(target)s and %(maximum)s the factor rises from 1 to %(most)s."),
        "top": _("From %(maximum)s on the factor is at its highest."),
    }
    text = _("The factor of the band reached.") if terms.bands else sentences[step["zone"]] % marks
    return Line(_("Factor of the score"), text, factor(read(step["multiplier"])))


def _base(terms, by_name):
    times = factor(read(by_name["curve"]["multiplier"]))
    text = _("Base %(base)s × %(factor)s") % {"base": amount(terms.base, terms.unit), "factor": times}
    return Line(_("Base times factor"), text, _exact(terms, by_name["base"]["result"]))


def _proration(terms, by_name):
    step = by_name["proration"]
    if step.get("elsewhere") or ("work" in step and not step["days"]):
        return Line(_("In proportion"), _by_day(terms, step), _exact(terms, step["result"]))
    if not step["applies"] or read(step["share"]) == 1:
        return None
    if "work" in step:
        return Line(_("In proportion"), _by_day(terms, step), _exact(terms, step["result"]))
    text = _("%(days)s of %(period)s days, contract %(share)s") % {
        "days": display.number(step["days"]),
        "period": display.number(step["period_days"]),
        "share": display.percent_text(step["contract_share"], 0 if step["contract_share"] % 100 == 0 else 2),
    }
    return Line(_("In proportion"), text, _exact(terms, step["result"]))


def _by_day(terms, step):
    """«۱۲ روز از ۹۰ روز: ۱ تا ۱۲ مهر: شیفت روز، تمام‌وقت …», and which days another plan pays."""
    whole = {"days": display.number(step["days"]), "period": display.number(terms.period_days)}
    parts = [_("%(days)s of %(period)s days") % whole]
    parts += [_work(row) for row in step["work"]]
    parts += [
        _("%(days)s: paid by “%(plan)s”") % {"days": _span(row), "plan": _named(row, "plan")}
        for row in step["elsewhere"]
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


def _cap(terms, by_name):
    step = by_name["cap"]
    if not step["applied"]:
        return None
    return Line(_("Cap"), _("Nobody gets more than this from the plan."), amount(step["cap"], terms.unit))


def _budget(terms, by_name):
    step = by_name["budget"]
    if terms.budget is None or not by_name["gates"]["passed"]:
        return None
    share = read(step["factor"])
    if share == 1:
        return Line(_("Budget"), _("The budget is enough for everyone: nothing is taken off."))
    text = _("All rewards together pass the budget, so everyone’s is multiplied by %(factor)s.") % {
        "factor": factor(share)
    }
    return Line(_("Budget"), text, _exact(terms, step["result"]))


def _rounding(terms, by_name):
    if read(by_name["rounding"]["left"]) == 0:
        return None
    return Line(_("Rounding"), _("Once, down to %(step)s.") % {"step": amount(terms.step, terms.unit)})


def _amount(terms, by_name):
    text = "" if by_name["gates"]["passed"] else _("Nothing, because a condition is not met.")
    return Line(_("Reward"), text, amount(by_name["amount"]["amount"], terms.unit), kind="total")


def _exact(terms, text):
    return amount(rounded(read(text)), terms.unit)


def next_step_sentence(step, terms):
    """What would raise the reward next; nothing at the top."""
    if step is None:
        return _("This is the highest that the plan gives. Thank you.")
    if step["kind"] == "first":
        return _("The first released evaluation gives a score, and with it a reward so far.")
    if step["kind"] == "gate":
        return _gate_step(step, terms)
    facts = {"gap": points(step["gap"]), "to": points(step["to"]), "amount": amount(step["amount"], terms.unit)}
    sentences = {
        "threshold": _("%(gap)s points more reach %(to)s, where the reward begins with %(amount)s."),
        "target": _("%(gap)s points more reach the target of %(to)s and make it %(amount)s."),
        "maximum": _("%(gap)s points more reach %(to)s, the highest step, and make it %(amount)s."),
        "band": _("%(gap)s points more reach the next band at %(to)s and make it %(amount)s."),
    }
    return sentences[step["name"]] % facts


def best_sentence(best, terms):
    """What the full score would have given after the budget; nothing where there was no more."""
    if best is None:
        return ""
    text = _("With the full score, everybody else’s unchanged, it would have been %(amount)s.")
    return text % {"amount": amount(best, terms.unit)}


def _gate_step(step, terms):
    missing = [result for result in step["results"] if result["gate"] == "signed"]
    if len(step["results"]) == 1 and missing:
        left = missing[0]["need"] - missing[0]["have"] - missing[0].get("later", 0)
        sentence = ngettext(
            "Sign %(n)s standard more, and the reward so far is %(amount)s.",
            "Sign %(n)s standards more, and the reward so far is %(amount)s.",
            left,
        )
        return sentence % {"n": display.number(left), "amount": amount(step["amount"], terms.unit)}
    return _("Once every condition is met, the reward so far is %(amount)s.") % {
        "amount": amount(step["amount"], terms.unit)
    }
