"""Why a score, a part of it or a criterion counts less than was judged: the critical criteria that were not met, in one
sentence with both figures. Pages, lists, documents and exports all take it from here.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.db.models import F
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.models import Answer, Critical, Evaluation, SectionKind, Verdict
from evaluations.records.assessment import scoring_rules
from evaluations.results.scores import counted_of, person_score, scores_from
from evaluations.results.summaries import BY_NAME
from evaluations.scoring import engine
from evaluations.scoring.causes import causes
from kit import display
from kit.phrases import listed


@dataclass(frozen=True)
class Reason:
    """`before` became `after`, in basis points, because the critical standards `codes` were not met. Both None: there
    is no score that it could have lowered."""

    codes: tuple[str, ...]
    before: int | None
    after: int | None

    @property
    def is_loss(self):
        return self.before is not None and self.after < self.before

    @property
    def words(self):
        """Of a score: «۰ است، چون DUR-05 ...». Safe HTML."""
        return self._said(display.percent)

    @property
    def words_in_points(self):
        """Of a part of a score, in points of the whole."""
        return self._said(display.points)

    def _said(self, shown):
        codes = {"codes": listed(format_html('<bdi class="hv-code c">{}</bdi>', code) for code in self.codes)}
        if not self.is_loss:
            text = ngettext("%(codes)s, critical, was not met.", "%(codes)s, critical, were not met.", len(self.codes))
            return mark_safe(text % codes)  # noqa: S308 - the sentence is ours, the codes are escaped
        text = ngettext(
            "%(after)s because %(codes)s, critical, was not met; otherwise it would be %(before)s.",
            "%(after)s because %(codes)s, critical, were not met; otherwise it would be %(before)s.",
            len(self.codes),
        )
        after = shown(self.after) if self.after else display.number(0)
        figures = {"after": conditional_escape(after), "before": conditional_escape(shown(self.before))}
        return mark_safe(text % (codes | figures))  # noqa: S308 - the same


class Reasons:
    """Of one evaluation. `answers` want their outcome, criterion, section and standard at hand, in the order of the
    form."""

    def __init__(self, evaluation, answers):
        self.evaluation, self.answers = evaluation, {answer.criterion_id: answer for answer in answers}
        self.causes = causes(_sections(answers), scoring_rules(evaluation.scorecard), evaluation.rules_version)

    @property
    def whole(self):
        """Why the evaluation's score is lower, or the evaluation failed; else None."""
        return _of_whole(self.evaluation, [self.answers[key] for key in self.causes.missed])

    @property
    def criticals_said(self):
        """How the critical criteria did, in a sentence; nothing where there are none."""
        critical = [row for row in self.answers.values() if _decides(row.criterion)]
        arisen = sum(row.value is not None for row in critical)
        counts_na = self.evaluation.scorecard.na_counts_as_pass
        return criticals_sentence(len(critical), arisen, len(self.causes.missed), counts_na)

    def of(self, answer):
        """Why one criterion counts less than it was given; else None."""
        return self.of_part([answer])

    def of_part(self, answers):
        """Why some criteria together count less (a section with its sum); else None."""
        before, after = (sum(getattr(row, name) for row in answers) for name in ("raw_contribution", "contribution"))
        return self.of_figures(answers, before, after)

    def of_figures(self, answers, before, after):
        codes = self._codes(answers)
        return Reason(codes, before, after) if codes and after < before else None

    def is_taken(self, answer):
        """Does it count 0 because of a missed critical criterion?"""
        return answer.criterion_id in self.causes.taken

    def _codes(self, answers):
        """The codes of what took from these, in the order of the form."""
        takers = {key for answer in answers for key in self.causes.taken.get(answer.criterion_id, ())}
        return tuple(self.answers[key].criterion.standard.code for key in self.causes.missed if key in takers)

    def taken_by(self, answer):
        """What this criterion, missed, took from all, in basis points of the whole."""
        rows = [self.answers[key] for key, takers in self.causes.taken.items() if answer.criterion_id in takers]
        return sum(max(0, row.raw_contribution - row.contribution) for row in rows)


def _sections(answers):
    """The form as `scoring` knows it, from its answers alone."""
    rows = defaultdict(list)
    for answer in answers:
        rows[answer.criterion.section].append(answer)
    return [
        engine.Section(section.pk, section.kind, section.weight, tuple(map(_answer, own)), section.cap)
        for section, own in rows.items()
    ]


def _answer(answer):
    criterion, is_pass = answer.criterion, answer.outcome is None or answer.outcome.is_pass
    return engine.Answer(criterion.pk, criterion.weight, answer.value, is_pass, criterion.critical, criterion.threshold)


def reason_of(evaluation):
    """The same as `Reasons.whole` for a row of a list, which wants `Evaluation.objects.with_missed()`."""
    return _of_whole(evaluation, evaluation.missed_criticals)


def with_reasons(evaluations):
    """The rows of a queryset as a list, each with its `reason`."""
    rows = list(evaluations.with_missed())
    for row in rows:
        row.reason = reason_of(row)
    return rows


def _of_whole(evaluation, missed):
    """Where a score was lowered, what lowered it; where it failed and kept its score, all that was missed."""
    if evaluation.lost_to_fail:
        missed = [row for row in missed if evaluation.scorecard.fail_zeroes_score or _takes_points(row.criterion)]
    elif evaluation.outcome != Verdict.FAIL:
        return None
    codes = tuple(dict.fromkeys(row.criterion.standard.code for row in missed))
    return Reason(codes, evaluation.raw_score, evaluation.score) if codes else None


def _decides(criterion):
    return criterion.is_critical or criterion.section.kind == SectionKind.GATE


def _takes_points(criterion):
    return criterion.critical == Critical.SECTION or criterion.section.kind == SectionKind.GATE


def explained_scores(cycle, staff_ids, *, seen_by=None):
    """`results.scores.person_scores` with the reason of each score that missed criticals lowered, in one query more.

    Of colleagues and of people led only figures of the group are shown, so what they said was missed is not named.
    """
    seen = Evaluation.objects.visible_to(seen_by) if seen_by else Evaluation.objects
    seen = seen.counted().filter(cycle=cycle, subject__in=staff_ids).order_by()
    rows = list(seen.values_list("subject", "source", "score", "outcome", "raw_score"))
    found = scores_from(cycle, [row[:4] for row in rows])
    lowered = {row[0] for row in rows if row[2] is not None and row[2] < row[4]}
    if not lowered:
        return found
    before = scores_from(
        cycle, [(pk, source, raw, verdict) for pk, source, _score, verdict, raw in rows if pk in lowered]
    )
    codes = _missed_codes(seen.filter(score__lt=F("raw_score"), source__in=BY_NAME))
    return {pk: _explained(score, before.get(pk), codes.get(pk)) for pk, score in found.items()}


def explained_score(cycle, staff):
    """Of one person, from what their pages ask for anyway; more is asked only where something was lowered."""
    score = person_score(cycle, staff)
    if any(row.lost_to_fail for row in counted_of(cycle, staff)):
        return explained_scores(cycle, [staff.pk]).get(staff.pk, score)
    return score


def _missed_codes(evaluations):
    missed = Answer.objects.missed_criticals().filter(evaluation__in=evaluations.values("pk"))
    found = defaultdict(dict)
    for staff_id, code in missed.values_list("evaluation__subject", "criterion__standard__code"):
        found[staff_id][code] = None
    return found


def _explained(score, before, codes):
    if not codes or score.score is None or score.score >= before.score:
        return score
    return replace(score, reason=Reason(tuple(sorted(codes)), before.score, score.score))


def criticals_sentence(total, arisen, failed, na_counts_as_pass=False):
    """How the critical criteria of one evaluation did; nothing where there are none."""
    if not total:
        return ""
    numbers = {
        "shown": total,
        "met": arisen - failed,
        "arisen": arisen,
        "failed": failed,
        "rest": total - arisen,
        "total": total,
    }
    shown = {name: display.number(value) for name, value in numbers.items()}
    if not arisen:
        text = ngettext("The critical criterion did not arise", "None of %(total)s critical criteria arose", total)
    elif arisen == total:
        text = _of_all(total, failed)
    else:
        text = _("Critical criteria: %(met)s of %(arisen)s that arose met; %(rest)s did not arise")
    said = text % shown
    if arisen < total and na_counts_as_pass:
        return _("%(sentence)s, which this scorecard counts as met") % {"sentence": said}
    return said


def _of_all(total, failed):
    if not failed:
        return ngettext("The critical criterion was met", "All %(shown)s critical criteria were met", total)
    return ngettext(
        "%(failed)s critical criterion of %(total)s was not met",
        "%(failed)s critical criteria of %(total)s were not met",
        failed,
    )
