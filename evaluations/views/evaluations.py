"""Reading evaluations: one's own, a list, one of them."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from evaluations.filters import EvaluationFilter
from evaluations.links.knots import EvaluationKnot
from evaluations.models import Dispute, Evaluation
from evaluations.pages.evaluation import detail_page
from evaluations.records.remarks import remarks_on
from evaluations.results.reasons import explained_scores, with_reasons
from evaluations.results.scores import PersonScore
from evaluations.tables import EvaluationTable
from kit.lists import ListPage
from people.company.organisation import organisation
from people.roles import staff_of
from playbook.chain.knots import line_of


class EvaluationList(ListPage):
    """Every evaluation that the reader may see."""

    title = _("Evaluations")
    table_class = EvaluationTable
    filterset_class = EvaluationFilter
    template_name = "evaluations/list.html"
    empty = {
        "title": _("No evaluations yet"),
        "text": _("They appear here as soon as they are handed in."),
        "icon": "clipboard-check",
    }

    def rows(self):
        return Evaluation.objects.visible_to(self.request.user).with_names().with_missed()

    def sorted_table(self, rows):
        """Ticks only for who may export what is ticked."""
        table = super().sorted_table(rows)
        if not self.request.user.has_perm("evaluations.export_documents"):
            table.columns.hide("pick")
        return table

    def context(self):
        may_export = self.request.user.has_perm("evaluations.export_documents")
        may_import = self.request.user.has_perm("evaluations.import_evaluations")
        return {"bulk": "evaluations/_bulk.html" if may_export else "", "may_import": may_import}


@require_GET
def mine(request):
    """My evaluations, newest first, by cycle with the cycle's score."""
    staff = staff_of(request.user)
    rows = Evaluation.objects.visible_to(request.user).about(staff).filter(released_at__isnull=False)
    rows = with_reasons(rows.with_names())
    groups, scores = [], {}
    for row in rows:
        if not groups or groups[-1][0] != row.cycle:
            groups.append((row.cycle, []))
        groups[-1][1].append(row)
    for cycle in {row.cycle for row in rows if row.cycle_id}:
        scores[cycle.pk] = explained_scores(cycle, [staff.pk]).get(staff.pk, PersonScore())
    shown = [(cycle, scores.get(cycle.pk) if cycle else None, group) for cycle, group in groups]
    return render(request, "evaluations/mine.html", {"groups": shown, "target": organisation().target_score})


@require_GET
def evaluation(request, key):
    row = get_object_or_404(Evaluation.objects.visible_to(request.user).with_names().select_related(
        "edition", "revision_of", "next_revision", "corrected_by__staff_member"), key=key)  # fmt: skip
    user, staff = request.user, staff_of(request.user)
    if row.is_draft and staff and row.evaluator_id == staff.pk:
        return redirect("evaluations:fill", row.key)
    context = {
        "evaluation": row,
        "page": detail_page(row, user),
        "beside": remarks_on(row, user) if row.state == "disputed" else [],
        "chain": line_of(EvaluationKnot().place_of(row), user),
        "target": organisation().target_score,
        "is_subject": staff is not None and row.subject_id == staff.pk,
        "disputes": Dispute.objects.filter(evaluation=row).prefetch_related("points__criterion__standard"),
        "may_release": row.state == "submitted" and user.has_perm("evaluations.release_evaluation", row),
        "may_correct": row.is_released
        and row.is_current
        and not row.is_void
        and user.has_perm("evaluations.correct_evaluation", row),
        "may_void": not row.is_void and row.is_current and user.has_perm("evaluations.void_evaluation", row),
        "days_over": row.final_due_on is not None and timezone.localdate() > row.final_due_on,
    }
    return render(request, "evaluations/evaluation.html", context)
