"""A person's statement of a settled reward run: every step to the amount, and what each standard brought."""

from django.db import transaction
from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.bilingual import active_language
from kit.documents.papers import Paper, register_paper
from kit.reader import reading_as
from people.letterhead import company_name, letterhead
from people.models import Team
from people.organisation import organisation
from rewards import phrases
from rewards.explained import explained
from rewards.models import RunRow
from rewards.models.runs import FINAL
from rewards.present import of_row
from rewards.signals import run_frozen
from rewards.tasks import make_statements

KIND = "reward"


def find_row(key, user):
    """A row of a settled run; a lead sees nothing of money."""
    rows = RunRow.objects.all() if user is None else RunRow.objects.visible_to(user)
    related = ("staff__user", "staff__job_role", "staff__team__branch", "run__plan__cycle", "run__frozen_by")
    return rows.filter(run__state__in=FINAL).select_related(*related).filter(key=key).first()


def statement_content(row):
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


def statement_context(row, at):
    company = organisation()
    with reading_as(active_language(), currency=company.currency, shows_toman=company.shows_toman):
        return letterhead(at, _team(row).branch) | _figures(row) | explained(of_row(row))


def _team(row):
    """Where the person worked on the last of the days that the row pays."""
    work = row.inputs.get("work")
    found = Team.objects.select_related("branch").filter(key=work[-1]["team"]).first() if work else None
    return found or row.staff.team


def _figures(row):
    names, unit = {"name": row.staff.name, "run": row.run.title}, row.run.terms.unit
    return {
        "title": _("Reward statement of %(name)s: %(run)s") % names,
        "kind": _("Reward statement"),
        "row": row,
        "run": row.run,
        "booked": phrases.amount(row.difference, unit),
        "before": phrases.amount(row.already, unit),
        "fingerprint": row.run.content_hash[:12],
    }


register_paper(
    Paper(
        kind=KIND,
        template="rewards/pdf/statement.html",
        find=find_row,
        content=statement_content,
        context=statement_context,
        filename=lambda row, language: f"{row.staff.name_in(language)} {row.run.title}",
        back=lambda row: row.get_absolute_url(),
        company=company_name,
    ),
    gettext_lazy("Reward statement"),
)


@receiver(run_frozen, dispatch_uid="rewards_statements")
def make_statements_of_run(sender, run, **kwargs):
    transaction.on_commit(lambda: make_statements.enqueue(run.pk))
