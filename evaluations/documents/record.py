"""The PDF of a released evaluation: who may have it, when it is made anew, what of its content is shown where.

At most two in a language: one soon after release, one when the evaluation is final (or void) and nothing can be added
any more. Each names the one before it; a corrected revision names the document of the revision that it corrects. What
the last one says is fixed in the deed that ends the evaluation's life, before anybody asks for a language.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.documents.record_content import record_content, span_of
from evaluations.models import Evaluation, EvaluationState
from evaluations.results.reasons import Reason
from kit.display import day
from kit.documents.kinds import Paper
from kit.documents.store import find_document, withdraw_documents
from kit.values.canonical import content_hash
from people.company.letterhead import company_name, letterhead

KIND = "evaluation"


def find_evaluation(key, user):
    """A released one that the user may read."""
    rows = Evaluation.objects.all() if user is None else Evaluation.objects.visible_to(user)
    related = ("subject__job_role", "team__branch", "evaluator__job_role", "cycle__edition", "edition", "scorecard")
    rows = rows.filter(released_at__isnull=False).select_related(*related, "revision_of")
    return rows.filter(key=key).first()


def state_of(evaluation):
    """Which state of an evaluation a document shows: the sealed content, and whether its life is over."""
    decided = evaluation.disputes.exclude(state="open").values_list("key", "state").order_by("pk")
    return {
        "content": evaluation.content_hash,
        "final": evaluation.state == EvaluationState.FINAL,
        "void": evaluation.is_void,
        "disputes": [list(row) for row in decided],
        "next": Evaluation.objects.filter(revision_of=evaluation).exists(),
    }


def document_before(evaluation, language, kind):
    before = find_document(kind=kind, object_key=evaluation.key, language=language)
    if before is None and evaluation.revision_of_id:
        before = find_document(kind=kind, object_key=evaluation.revision_of.key, language=language)
    return before


@transaction.atomic
def withdraw_if_overtaken(evaluation, at):
    """It was declared void, or corrected, while its document was being made: who did that could not see this one."""
    now = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    if now.is_void or Evaluation.objects.filter(revision_of=now).exists():
        withdraw_documents(kind=KIND, object_key=now.key, at=at, still=content_hash(state_of(now)))


def document_context(said):
    """What the template shows, in the language that is active."""
    evaluation, score = said.evaluation, said.score
    names = {"name": evaluation.subject.name, "day": day(evaluation.observed_on)}
    return letterhead(said) | {
        "title": _("Evaluation of %(name)s, %(day)s") % names,
        "kind": _("Evaluation record"),
        "number": evaluation.number,
        "evaluation": evaluation,
        "fingerprint": _fingerprint(evaluation.edition.content_hash),
        "score": score,
        "span": span_of(score),
        "reason": _reason(said),
        "touchpoints": [_explained(row) for row in said.touchpoints],
        "sections": [_explained(part) | {"lines": [_explained(line) for line in part.lines]} for part in said.sections],
        "said": said,
    }


def _explained(said):
    return said.told() | {"reason": _reason(said)}


def _reason(said):
    """Why it counts less than was judged, ready to be put into words."""
    return Reason(**said.plain("reason")) if said.reason else None


def _fingerprint(sha256):
    return " ".join(sha256[start : start + 4] for start in (0, 4, 8))


PAPER = Paper(
    kind=KIND,
    label=gettext_lazy("Evaluation record"),
    template="evaluations/pdf/evaluation.html",
    find=find_evaluation,
    state=state_of,
    content=record_content,
    context=document_context,
    filename=lambda evaluation, language: f"{evaluation.subject.name_in(language)} {evaluation.number}",
    back=lambda evaluation: evaluation.get_absolute_url(),
    company=company_name,
    before=document_before,
    made=withdraw_if_overtaken,
)
