"""What the guided page of a run shows: where it stands, what was checked, the sums, who is shut out and why."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.models import Evaluation
from kit.display import clock, day, money_amount, number, shortday
from kit.phrases import listed
from people.access.notices import named
from people.access.recent_help import helps
from rewards.computation.rows import on_other_days
from rewards.formula.terms import MONEY
from rewards.models import RunState
from rewards.runs.approval import approvers
from rewards.runs.readiness import is_over, outstanding, possible_from
from rewards.statements import labels as phrases
from rewards.verification import run_problems

SHOWN_ROWS, SHOWN_REASONS = 8, 12
STEP_OF = {"draft": 1, "computed": 2, "sent": 3, "approved": 3, "frozen": 3, "paid": 4}


def guide(run):
    """The four steps: inputs, compute, review, approve and pay."""
    labels = (_("Inputs"), _("Compute"), _("Review"), _("Approve and pay"))
    notes = (_inputs_note(run), _computed_note(run), _review_note(run), _approval_note(run))
    now = STEP_OF[run.state]
    states = ["done" if place < now else ("now" if place == now else "") for place in range(4)]
    return [
        {"label": label, "note": note, "state": state} for label, note, state in zip(labels, notes, states, strict=True)
    ]


def _inputs_note(run):
    return _("Scores of “%(cycle)s”") % {"cycle": run.plan.cycle.title}


def _computed_note(run):
    return _when(run.computed_at) if run.computed_at else _("Not yet")


def _review_note(run):
    if run.state == RunState.COMPUTED:
        return _("You are here")
    return _("Sent by %(name)s") % {"name": named(run.sent_by)} if run.sent_by else ""


def _approval_note(run):
    if run.paid_at:
        return _("Paid %(when)s") % {"when": _when(run.paid_at)}
    if run.frozen_at:
        return _("Frozen %(when)s") % {"when": _when(run.frozen_at)}
    if run.approved_by:
        return _("Approved by %(name)s") % {"name": named(run.approved_by)}
    return _("With %(name)s") % {"name": named(run.plan.approver)} if run.plan.approver else _("With a second person")


def _when(instant):
    return _("%(day)s, %(time)s") % {"day": shortday(instant), "time": clock(instant)}


def counts(run):
    """How many rows are held, shut out, without a score, with something to pay."""
    rows = run.rows.with_hold()
    return rows.aggregate(
        held=Count("pk", filter=Q(is_held=True)),
        gated=Count("pk", filter=Q(is_gated=True)),
        scoreless=Count("pk", filter=Q(score=None)),
        paying=Count("pk", filter=~Q(difference=0)),
    )


def sums(run):
    """Totals, figures under figures."""
    terms = run.terms
    shown = money_amount if terms.unit == MONEY else number
    rows = [{"label": _("Computed total"), "value": shown(run.computed_total)}]
    if run.is_correction:
        if run.extra_budget:
            rows.append({"label": _("Beyond the budget"), "value": shown(run.extra_budget)})
    elif terms.budget is not None:
        rows.append({"label": _("Budget"), "value": shown(terms.budget)})
        rows.append({"label": _("Budget factor"), "value": phrases.factor(run.factor)})
    label = _("Difference to book") if run.is_correction else _("To pay")
    rows.append({"label": label, "value": shown(run.total), "total": True, "unit": _unit(terms.unit)})
    if terms.budget is not None and not run.is_correction:
        rows.append({"label": _("Stays in the budget"), "value": shown(terms.budget - run.total)})
    return rows


def _unit(unit):
    from kit.display import currency_name

    return currency_name() if unit == MONEY else _("points")


def checks(run, counted, waits):
    """What was checked, and what wants a look, as {% checks %} takes it. `waits`: see `still_waits`."""
    rows_url = reverse("rewards:rows", args=[run.key])
    items = [*waits, *_arithmetic(run), *_days(run)]
    if counted["held"]:
        text = ngettext(
            "%(n)s person has an open dispute or is held by HR; the reward is kept back.",
            "%(n)s people have open disputes or are held by HR; their rewards are kept back.",
            counted["held"],
        )
        items.append(_attention(text, counted["held"], f"{rows_url}?standing=held", _("See"), icon="lock"))
    if counted["gated"]:
        text = ngettext(
            "%(n)s person did not meet the plan’s conditions.",
            "%(n)s people did not meet the plan’s conditions.",
            counted["gated"],
        )
        items.append(_attention(text, counted["gated"], "#gated", _("Why?")))
    return [*items, *_freshness(run), *_approver(run)]


def still_waits(run, user, at):
    """What keeps the run from its next step, as items of {% checks %}; links for those who may follow them."""
    items = []
    if not is_over(run, at):
        text = _("The period is not over: this is a preview. Sending, approving and paying start on %(day)s.")
        items.append({"ok": False, "text": text % {"day": day(possible_from(run))}, "icon": "calendar"})
    missing, cycle = outstanding(run), run.plan.cycle
    if missing.to_do:
        text = ngettext(
            "%(n)s evaluation of people in this run is still to be done.",
            "%(n)s evaluations of people in this run are still to be done.",
            missing.to_do,
        )
        url = cycle.get_absolute_url() if user.has_perm("evaluations.view_cycle") else ""
        items.append(_attention(text, missing.to_do, url, _("See who has them"), icon="clipboard-list"))
    if missing.to_release:
        text = ngettext(
            "%(n)s evaluation of people in this run is handed in and not released.",
            "%(n)s evaluations of people in this run are handed in and not released.",
            missing.to_release,
        )
        url = f"{reverse('evaluations:list')}?cycle={cycle.key}&state=submitted"
        url = url if user.has_perm("evaluations.release_evaluations") else ""
        items.append(_attention(text, missing.to_release, url, _("See them"), icon="send"))
    return items


def _attention(text, n, url, link, icon=""):
    return {"ok": False, "text": text % {"n": number(n)}, "url": url, "link": link, "icon": icon}


def _arithmetic(run):
    if next(run_problems(run), None):
        return [{"ok": False, "text": _("Recomputing gives something else. The rows were changed: compute again.")}]
    return [{"ok": True, "text": _("Recomputing from the same inputs gives the same amounts.")}]


def _days(run):
    """No day is paid by two plans; whose work was recorded otherwise since is not in yet."""
    n = 0 if run.is_final else len(on_other_days(run))
    if not n:
        return [{"ok": True, "text": _("Nobody is counted twice, and no day is paid by two plans.")}]
    text = ngettext(
        "The work of %(n)s person was recorded otherwise after the computation: compute again.",
        "The work of %(n)s people was recorded otherwise after the computation: compute again.",
        n,
    )
    return [{"ok": False, "text": text % {"n": number(n)}, "icon": "refresh"}]


def _freshness(run):
    """Evaluations released or corrected after the computation are not in it."""
    if run.is_final or run.computed_at is None:
        return []
    newer = Evaluation.objects.counted().filter(cycle=run.plan.cycle_id, released_at__gt=run.computed_at)
    n = newer.filter(subject__in=run.plan.population()).count()
    if not n:
        return []
    text = ngettext(
        "%(n)s evaluation was released after the computation: compute again to count it.",
        "%(n)s evaluations were released after the computation: compute again to count them.",
        n,
    )
    return [{"ok": False, "text": text % {"n": number(n)}, "icon": "refresh"}]


def _approver(run):
    """Nobody can approve; who cannot yet; whose first way in came from whoever computed or sent it."""
    if run.state not in (RunState.COMPUTED, RunState.SENT):
        return []
    now = timezone.now()
    able = approvers(run, now)
    if able:
        return [_attention_to(help) for help in _first_steps(run, able, now)]
    text = _("Nobody can approve: it takes a second person in HR or an administrator who is not in the run.")
    return [{"ok": False, "text": text, "icon": "user-off"}]


def _first_steps(run, able, now):
    """The newest help, one for each approver, that bars nobody and wants a look."""
    given = helps(at=now, by=[user for user in (run.computed_by, run.sent_by) if user], to=able)
    return {help.account.pk: help for help in reversed(given)}.values()


def _attention_to(help):
    text = _("The way in of %(name)s, who could approve, came from %(by)s: %(when)s.")
    about = {"name": named(help.account), "by": named(help.by), "when": _when(help.at)}
    return {"ok": False, "text": text % about, "icon": "shield-exclamation"}


def context(run, user):
    """Everything of a run that was computed; a draft has its guide and what it will wait for."""
    waits = still_waits(run, user, timezone.now())
    if run.state == RunState.DRAFT:
        return {"guide": guide(run), "waits": waits}
    counted = counts(run)
    rows = run.rows.with_hold().with_names()
    return {
        "guide": guide(run),
        "waits": waits,
        "counts": counted,
        "sums": sums(run),
        "checks": checks(run, counted, waits),
        "rows": rows[:SHOWN_ROWS],
        "gated": [
            (row, listed(phrases.reasons(row.computation.gates))) for row in rows.filter(is_gated=True)[:SHOWN_REASONS]
        ],
        "more_gated": max(counted["gated"] - SHOWN_REASONS, 0),
        "is_money": run.terms.unit == MONEY,
    }
