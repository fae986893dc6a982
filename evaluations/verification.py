"""Everything of evaluations that can be proved again from its rows. Called by `manage.py verify`."""

import hashlib
from itertools import islice

from django.core.files.storage import storages

from evaluations.actions.scales import scale_problem
from evaluations.models import CriterionSummary, Evaluation, EvaluationEvidence, Scale, Scorecard, SectionKind
from evaluations.records.assessment import criteria_of, missing, place, scored
from evaluations.records.content import scorecard_hash, sealed_content
from evaluations.records.criterion_summaries import summary_differences
from evaluations.records.notes import notes_problems
from evaluations.scoring.engine import FULL, ScoringError
from evaluations.scoring.scale_numbers import NoNumber, points

CHUNK = 200
# Up to release 0.1.0 an evaluation did not name its rule; these are the rules that there were.
UNNAMED_RULES = (1, 2, 3)


def problems():
    """Yield a sentence for everything that does not add up, naming the row."""
    yield from scale_problems()
    for scorecard in Scorecard.objects.exclude(state="draft").with_lines().order_by("pk"):
        yield from scorecard_problems(scorecard)
        yield from evaluation_problems(scorecard)
    yield from evidence_problems()
    yield from notes_problems()
    yield from summary_problems()


def scale_problems():
    for scale in Scale.objects.prefetch_related("outcomes").order_by("pk"):
        steps = [(outcome.value, outcome.is_pass) for outcome in scale.outcomes.all()]
        problem = scale_problem(steps) if not scale.is_numeric else "it is of numbers and has steps" if steps else None
        if problem:
            yield f"scale {scale.name_en} ({scale.key}): {problem}"


def scorecard_problems(scorecard):
    name = f"scorecard {scorecard.code} version {scorecard.version}"
    if scorecard.content_hash != scorecard_hash(scorecard):
        yield f"{name} was changed after publishing"
    foreign = [row.standard for row in criteria_of(scorecard) if row.standard.edition_id != scorecard.edition_id]
    # Imports up to 0.2.0 could cite the folder for some criteria alone.
    if foreign and not scorecard.import_batches.exists():
        for standard in foreign:
            yield f"{name}: {standard.code} is of another edition"


def evaluation_problems(scorecard):
    """Recompute every score and hash of the evaluations on one scorecard."""
    rows = (
        Evaluation.objects.filter(scorecard=scorecard, submitted_at__isnull=False)
        .select_related("subject", "evaluator", "team", "cycle", "edition", "revision_of")
        .prefetch_related("answers__outcome", "answers__criterion", "evidence__criterion")
        .order_by("pk")
    )
    standard = {
        criterion.pk
        for section in scorecard.sections.all()
        if section.kind == SectionKind.STANDARD
        for criterion in section.criteria.all()
    }
    for evaluation in _in_chunks(rows):
        evaluation.scorecard = scorecard
        found = list(_score_problems(evaluation, standard))
        yield from found
        yield from _seal_problems(evaluation, adds_up=not found)


def _in_chunks(rows):
    iterator = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(iterator, CHUNK)):
        yield from chunk


def _score_problems(evaluation, standard):
    name = f"evaluation {evaluation.number}"
    answers = {answer.criterion_id: answer for answer in evaluation.answers.all()}
    for answer in answers.values():
        if answer.outcome_id and answer.value != answer.outcome.value:
            yield f"{name}: the value of criterion {answer.criterion.key} is not its outcome's"
    yield from _number_problems(name, evaluation.scorecard, answers)
    if missing(evaluation.scorecard, answers, {row.criterion_id for row in evaluation.evidence.all()}):
        yield f"{name}: it was handed in and is not complete"
        return
    try:
        result = scored(evaluation.scorecard, answers, evaluation.rules_version)
    except (ScoringError, KeyError, NoNumber) as problem:
        yield f"{name}: it cannot be scored ({problem})"
        return
    if _stored(evaluation) != (result.score, result.raw_score, result.outcome, result.is_thin):
        yield f"{name}: the stored score {evaluation.score} is not the computed {result.score}"
    yield from _part_problems(name, evaluation, answers, result, standard)


def _number_problems(name, scorecard, answers):
    """A number is on a scale of numbers, and its value is what it comes to there."""
    for criterion in criteria_of(scorecard):
        answer = answers.get(criterion.pk)
        if answer is None or not (answer.given or (criterion.scale.is_numeric and answer.value is not None)):
            continue
        try:
            fits = criterion.scale.is_numeric and answer.value == points(answer.given, criterion.scale)
        except NoNumber:
            fits = False
        if not fits:
            yield f"{name}: the value of criterion {criterion.key} is not what its number comes to"


def _stored(evaluation):
    return evaluation.score, evaluation.raw_score, evaluation.outcome, evaluation.is_thin


def _parts(evaluation, answers, result):
    """(criterion, the figures that stand, those of the result) of every criterion."""
    for section in evaluation.scorecard.sections.all():
        for criterion in section.criteria.all():
            row, part = answers[criterion.pk], result.parts[place(section, criterion)]
            stands = (row.applied_weight, row.contribution, row.raw_contribution)
            yield criterion, stands, (part.applied_weight, part.contribution, part.raw_contribution)


def _part_problems(name, evaluation, answers, result, standard):
    for criterion, stands, computed in _parts(evaluation, answers, result):
        if stands != computed:
            yield f"{name}: the figures of criterion {criterion.key} are not the computed ones"
    if evaluation.score is None:
        return
    if sum(answers[key].applied_weight for key in standard) != FULL:
        yield f"{name}: the applied weights do not add up to 10000"
    if sum(row.contribution for row in answers.values()) != evaluation.score:
        yield f"{name}: the contributions do not add up to the score"


def _seal_problems(evaluation, adds_up):
    if not evaluation.is_released:
        return
    content = sealed_content(evaluation, evaluation.answers.all(), evaluation.evidence.all())
    if content is None:
        yield f"evaluation {evaluation.number} was changed after release"
    elif adds_up and "rules_version" not in content and _fits_a_newer_rule(evaluation):
        yield f"evaluation {evaluation.number}: its figures are those of a newer rule than {evaluation.rules_version}"


def _fits_a_newer_rule(evaluation):
    """What was sealed without its rule got the newest that gives its figures: any other was written by hand."""
    answers = {answer.criterion_id: answer for answer in evaluation.answers.all()}
    for version in UNNAMED_RULES:
        if version > evaluation.rules_version:
            result = scored(evaluation.scorecard, answers, version)
            if all(stands == computed for _, stands, computed in _parts(evaluation, answers, result)):
                return True
    return False


def evidence_problems():
    """The files that show what was seen are there, byte for byte."""
    rows = EvaluationEvidence.objects.select_related("evaluation").order_by("pk")
    for row in rows.iterator(chunk_size=CHUNK):
        name = f"evaluation {row.evaluation.number}: the file {row.name} ({row.key})"
        try:
            with storages["private"].open(row.object_key) as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            yield f"{name} is missing"
            continue
        if found != row.sha256:
            yield f"{name} was changed after it was added"


def summary_problems():
    for cycle, team, criterion in summary_differences():
        row = CriterionSummary.objects.filter(cycle=cycle, team=team, criterion=criterion).first()
        yield f"summary of cycle {cycle}, team {team}, criterion {criterion} ({row}) is not the sum of the answers"
