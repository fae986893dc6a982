"""A cycle keeps the versions of scorecards that it began with; those that run get the ones of the day they were opened."""

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone


def keep_what_they_began_with(apps, schema_editor):
    """Also a version whose place a newer one took since: up to now it was called retired. One that was retired by hand
    has no newer version published in the same moment, and is left out."""
    alias = schema_editor.connection.alias
    get = apps.get_model
    cards = get("evaluations", "Scorecard").objects.using(alias).exclude(state="draft")
    begun = {(card.code, card.published_at) for card in cards}
    rows = []
    for cycle in get("evaluations", "Cycle").objects.using(alias).filter(state="open"):
        for card in cards.filter(edition=cycle.edition_id).order_by("pk"):
            stood = card.published_at <= cycle.opened_at and (
                card.retired_at is None or card.retired_at > cycle.opened_at
            )
            superseded = card.retired_at is not None and (card.code, card.retired_at) in begun
            if stood and (card.state == "published" or superseded):
                rows.append((cycle, card))
        kept = {card.code for found, card in rows if found == cycle}
        late = cards.filter(edition=cycle.edition_id, state="published").exclude(code__in=kept).order_by("pk")
        rows += [(cycle, card) for card in late]
    row = get("evaluations", "CycleScorecard")
    now = timezone.now()
    row.objects.using(alias).bulk_create([row(cycle=cycle, scorecard=card, kept_at=now) for cycle, card in rows])


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0006_scale_version_once")]

    operations = [
        migrations.AlterField(
            model_name="scorecard",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("published", "Published"),
                    ("superseded", "Superseded"),
                    ("retired", "Retired"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="CycleScorecard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kept_at", models.DateTimeField()),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_scorecards",
                        to="evaluations.cycle",
                    ),
                ),
                (
                    "scorecard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept_in",
                        to="evaluations.scorecard",
                    ),
                ),
            ],
            options={
                "ordering": ["cycle", "id"],
                "constraints": [models.UniqueConstraint(fields=("cycle", "scorecard"), name="cycle_scorecard_once")],
            },
        ),
        migrations.RunPython(keep_what_they_began_with, migrations.RunPython.noop, elidable=True),
    ]
