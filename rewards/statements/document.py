"""A person's statement of a settled reward run: every step to the amount, and what each standard brought."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.documents.kinds import Paper
from kit.documents.texts import as_day, as_instant, both, in_both
from kit.reader import reading_as
from kit.text.bilingual import active_language
from people.company.letterhead import company_name, head_content, letterhead, person_content
from people.company.organisation import organisation
from people.models import Team
from rewards.formula.steps import Steps
from rewards.formula.terms import Terms
from rewards.models import RunRow
from rewards.models.runs import FINAL
from rewards.statements import labels
from rewards.statements.explanation import FIGURES, brought
from rewards.statements.reward import of_row
from rewards.statements.step_lines import step_lines

KIND = "reward"


def find_row(key, user):
    """A row of a settled run; a lead sees nothing of money."""
    rows = RunRow.objects.all() if user is None else RunRow.objects.visible_to(user)
    related = ("staff__user", "staff__job_role", "staff__team__branch", "run__plan__cycle", "run__frozen_by")
    return rows.filter(run__state__in=FINAL).select_related(*related).filter(key=key).first()


def statement_state(row):
    return {
        "run": row.run.content_hash,
        "plan": row.run.plan.key,
        "correction": row.run.correction,
        "staff": row.staff.key,
        "inputs": row.inputs,
        "steps": row.steps,
        "amount": row.amount,
        "already": row.already,
        "difference": row.difference,
    }


def statement_content(row, at):
    """Every step as it was computed, and what each standard brought, with the words of the cycle's edition."""
    run, company, present = row.run, organisation(), of_row(row)
    return head_content(at, _team(row).branch) | {
        "staff": person_content(row.staff),
        "run": _run(run),
        "evaluations": row.evaluations,
        "amount": row.amount,
        "already": row.already,
        "difference": row.difference,
        "terms": run.terms.as_json(),
        "steps": row.steps,
        "standards": [_standard(standard) for standard in brought(present)],
        "at_best": present.at_best,
        "is_after_budget": present.is_after_budget,
        "currency": company.currency,
        "shows_toman": company.shows_toman,
        "state": statement_state(row),
    }


def _run(run):
    return {
        "title": both(lambda: run.title),
        "starts_on": as_day(run.plan.starts_on),
        "ends_on": as_day(run.plan.ends_on),
        "frozen_at": as_instant(run.frozen_at),
        "is_correction": run.is_correction,
        "reason": run.reason,
        "content_hash": run.content_hash,
        "rules_version": run.rules_version,
    }


def _standard(standard):
    row = {name: standard[name] for name in FIGURES}
    return row | {"behaviour": in_both(standard["standard"], "behaviour") if standard["standard"] else None}


def _team(row):
    """Where the person worked on the last of the days that the row pays."""
    work = row.inputs.get("work")
    found = Team.objects.select_related("branch").filter(key=work[-1]["team"]).first() if work else None
    return found or row.staff.team


def statement_context(said):
    with reading_as(active_language(), currency=said.currency, shows_toman=said.shows_toman):
        return letterhead(said) | _figures(said)


def _figures(said):
    names, terms = {"name": said.staff.name, "run": said.run.title}, Terms.from_json(said.plain("terms"))
    return {
        "title": _("Reward statement of %(name)s: %(run)s") % names,
        "kind": _("Reward statement"),
        "said": said,
        "run": said.run,
        "amount": labels.amount(said.amount, terms.unit),
        "booked": labels.amount(said.difference, terms.unit),
        "before": labels.amount(said.already, terms.unit),
        "fingerprint": said.run.content_hash[:12],
        "lines": step_lines(terms, Steps.from_json(said.plain("steps"))),
        "best": labels.best_sentence(said.at_best, terms),
        "standards": [
            {"row": row, "added": labels.amount(row.worth, terms.unit) if row.worth else ""} for row in said.standards
        ],
    }


PAPER = Paper(
    kind=KIND,
    label=gettext_lazy("Reward statement"),
    template="rewards/pdf/statement.html",
    find=find_row,
    state=statement_state,
    content=statement_content,
    context=statement_context,
    filename=lambda row, language: f"{row.staff.name_in(language)} {row.run.title}",
    back=lambda row: row.get_absolute_url(),
    company=company_name,
)
