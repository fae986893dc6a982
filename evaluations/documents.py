"""The PDF of a released evaluation: what stands in it, when it is made anew, and its stored copy.

At most two in a language: one soon after release, one when the evaluation is final (or void) and nothing can be added
any more. Each names the one before it; a corrected revision names the document of the revision that it corrects.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.content import evaluation_content, sealed_content
from evaluations.models import Evaluation, EvaluationState, Scorecard
from evaluations.results import PersonScore, person_score, touchpoint_scores
from evaluations.wordings import rewordings_at_release
from kit.canonical import canonical_json, content_hash
from kit.display import day, number_range
from kit.documents.making import make_stored
from kit.documents.storing import find_document, register_document_kind, withdraw_documents
from kit.rounding import half_up_div
from people.letterhead import company_name, letterhead
from people.organisation import organisation

KIND = "evaluation"
LONG_COMMENT = 400
TEMPLATE = "evaluations/pdf/evaluation.html"

register_document_kind(KIND, gettext_lazy("Evaluation record"))


class NotReleased(Exception):
    """There is no document of what the subject may not read yet."""


def source_hash(evaluation):
    """What a document shows: the sealed content, and whether its life is over."""
    decided = evaluation.disputes.exclude(state="open").values_list("key", "state").order_by("pk")
    return content_hash(
        {
            "content": evaluation.content_hash,
            "final": evaluation.state == EvaluationState.FINAL,
            "void": evaluation.is_void,
            "disputes": [list(row) for row in decided],
            "next": Evaluation.objects.filter(revision_of=evaluation).exists(),
        }
    )


def stored_document(evaluation, language):
    """The document of the evaluation as it stands now, or None while it is not made."""
    return find_document(kind=KIND, object_key=evaluation.key, language=language, source_hash=source_hash(evaluation))


def newest_document(evaluation, language):
    """The newest document, also of an earlier stage of the evaluation's life."""
    return find_document(kind=KIND, object_key=evaluation.key, language=language)


def make_document(*, evaluation, language, at):
    """Render and keep the document, once: a second call gives the first one back. Raises NotReleased, PdfError."""
    evaluation = _loaded(evaluation.pk)
    if not evaluation.is_released:
        raise NotReleased(evaluation.number)
    answers = _answers(evaluation)
    stands_on = evaluation, answers, evaluation.evidence.select_related("criterion")
    content = sealed_content(*stands_on) or evaluation_content(*stands_on)
    counted = _counts(evaluation)
    document = make_stored(
        kind=KIND,
        object_key=evaluation.key,
        language=language,
        source_hash=source_hash(evaluation),
        template=TEMPLATE,
        context=lambda: document_context(evaluation, answers, at),
        company=company_name(),
        at=at,
        source=(f"{evaluation.number}.json", canonical_json(content)),
        supersedes=_document_before(evaluation, language),
    )
    _withdraw_if_overtaken(evaluation, counted, at)
    return document


def _counts(evaluation):
    """False once it is void or a correction took its place: documents from before then are withdrawn."""
    return not evaluation.is_void and not Evaluation.objects.filter(revision_of=evaluation).exists()


@transaction.atomic
def _withdraw_if_overtaken(evaluation, counted, at):
    """It was declared void, or corrected, while its document was being made: who did that could not see this one."""
    now = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    if counted and not _counts(now):
        withdraw_documents(kind=KIND, object_key=now.key, at=at, still=source_hash(now))


def _loaded(pk):
    related = ("subject__job_role", "team__branch", "evaluator__job_role", "cycle", "edition")
    return Evaluation.objects.select_related(*related, "scorecard", "revision_of").get(pk=pk)


def _document_before(evaluation, language):
    before = newest_document(evaluation, language)
    if before is None and evaluation.revision_of_id:
        before = newest_document(evaluation.revision_of, language)
    return before if before and not hasattr(before, "superseded_by") else None


def _answers(evaluation):
    related = ("criterion__standard", "criterion__section", "criterion__scale", "outcome")
    rows = evaluation.answers.select_related(*related)
    return list(rows.order_by("criterion__section__position", "criterion__position"))


def document_context(evaluation, answers, at):
    """What the template shows, in the language that is active."""
    title = _("Evaluation of %(name)s, %(day)s") % {"name": evaluation.subject.name, "day": day(evaluation.observed_on)}
    score = person_score(evaluation.cycle, evaluation.subject) if evaluation.cycle_id else PersonScore()
    rewordings = rewordings_at_release(evaluation, [answer.criterion.standard for answer in answers])
    return letterhead(at, evaluation.team.branch) | {
        "title": title,
        "kind": _("Evaluation record"),
        "number": evaluation.number,
        "evaluation": evaluation,
        "fingerprint": _fingerprint(evaluation.edition.content_hash),
        "score": score,
        "span": _span(score),
        "target": organisation().target_score,
        "touchpoints": touchpoint_scores(answers),
        "sections": _sections(evaluation, answers, rewordings),
        "rewordings": rewordings,
        "disputes": _disputes(evaluation),
        "before": _corrected(evaluation),
        "newer": Evaluation.objects.filter(revision_of=evaluation).first(),
    }


def _span(score):
    """The interval in whole percents: «۷۹ تا ۸۸»."""
    return "" if score.low is None else number_range(half_up_div(score.low, 100), half_up_div(score.high, 100))


def _fingerprint(sha256):
    return " ".join(sha256[start : start + 4] for start in (0, 4, 8))


def _corrected(evaluation):
    return evaluation.revision_of if evaluation.revision_of_id else None


def _sections(evaluation, answers, rewordings):
    """Each section with its lines and their sums, in basis points."""
    scorecard = Scorecard.objects.with_lines().get(pk=evaluation.scorecard_id)
    sections = []
    for section in scorecard.sections.all():
        lines = [answer for answer in answers if answer.criterion.section_id == section.pk]
        sections.append(
            {
                "section": section,
                "lines": [_line(section, answer, rewordings) for answer in lines],
                "weight": sum(answer.applied_weight for answer in lines),
                "contribution": sum(answer.contribution for answer in lines),
                "is_gate": section.kind == "gate",
                "counts": section.kind != "gate" and any(answer.value is not None for answer in lines),
            }
        )
    return sections


def _line(section, answer, rewordings):
    criterion = answer.criterion
    decides = section.kind == "gate" or criterion.is_critical
    failed = decides and answer.is_failed
    is_long = len(answer.comment) > LONG_COMMENT
    told = {"answer": answer, "criterion": criterion, "decides": decides, "failed": failed, "is_long": is_long}
    return told | {"rewording": rewordings.of(criterion.standard)}


def _disputes(evaluation):
    rows = evaluation.disputes.select_related("opened_by__staff_member", "resolved_by__staff_member")
    rows = rows.prefetch_related("points__criterion__standard", "points__proposed")
    return rows.order_by("opened_at")
