"""Every evaluation names the rule by which it was scored. Those that stand get the newest that gives their figures."""

from itertools import islice

from django.db import migrations, models

import evaluations.scoring.engine
from evaluations.scoring.engine import Answer, Rules, Section, score_scorecard

# The rules that there were when this was written, the newest first (docs/adr/0016).
NEWEST, *EARLIER = (3, 2, 1)
CHUNK = 200


def name_rules(apps, schema_editor):
    scorecards = apps.get_model("evaluations", "Scorecard").objects.using(schema_editor.connection.alias)
    for scorecard in scorecards.order_by("pk").prefetch_related("sections__criteria__scale__outcomes"):
        name_rules_on(apps, schema_editor, scorecard)


def name_rules_on(apps, schema_editor, scorecard):
    """A chunk of evaluations at a time; who has the newest rule's figures, as nearly all do, has its number already."""
    evaluations = apps.get_model("evaluations", "Evaluation").objects.using(schema_editor.connection.alias)
    handed_in = evaluations.filter(scorecard=scorecard, submitted_at__isnull=False).order_by("pk")
    rows = handed_in.prefetch_related("answers").iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        found = {}
        for evaluation in chunk:
            found.setdefault(rule_of(scorecard, evaluation), []).append(evaluation.pk)
        for version in EARLIER:
            if version in found:
                evaluations.filter(pk__in=found[version]).update(rules_version=version)


def rule_of(scorecard, evaluation):
    """The newest rule by which the figures are right; the newest of all where none is, so that `verify` names it."""
    answers = {answer.criterion_id: answer for answer in evaluation.answers.all()}
    try:
        sections = sections_of(scorecard, answers)
        fitting = (each for each in (NEWEST, *EARLIER) if fits(scorecard, sections, answers, each))
        return next(fitting, NEWEST)
    except (ValueError, KeyError):  # it cannot be scored at all
        return NEWEST


def fits(scorecard, sections, answers, version):
    rules = Rules(na_counts_as_pass=scorecard.na_counts_as_pass, fail_zeroes_score=scorecard.fail_zeroes_score)
    parts = score_scorecard(sections, rules, version).parts
    return all(
        (row.applied_weight, row.contribution, row.raw_contribution)
        == (part.applied_weight, part.contribution, part.raw_contribution)
        for section in scorecard.sections.all()
        for criterion in section.criteria.all()
        for row, part in [(answers[criterion.pk], parts[section.position, criterion.position])]
    )


def sections_of(scorecard, answers):
    return [
        Section(
            key=section.position,
            kind=section.kind,
            weight=section.weight,
            cap=section.cap,
            answers=tuple(answer_of(section, criterion, answers[criterion.pk]) for criterion in section.criteria.all()),
        )
        for section in scorecard.sections.all()
    ]


def answer_of(section, criterion, answer):
    outcomes = {outcome.pk: outcome for outcome in criterion.scale.outcomes.all()}
    outcome = None if answer.is_na else outcomes[answer.outcome_id]
    return Answer(
        key=(section.position, criterion.position),
        weight=criterion.weight,
        value=None if outcome is None else outcome.value,
        is_pass=outcome is None or outcome.is_pass,
        critical=criterion.critical,
        threshold=criterion.threshold,
        allows_na=criterion.allows_na,
    )


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0003_dispute_decided_by_another")]

    operations = [
        migrations.AddField(
            model_name="evaluation",
            name="rules_version",
            field=models.PositiveSmallIntegerField(default=NEWEST),
        ),
        migrations.RunPython(name_rules, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="evaluation",
            name="rules_version",
            field=models.PositiveSmallIntegerField(default=evaluations.scoring.engine.newest_rule),
        ),
    ]
