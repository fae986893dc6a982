import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kit.values.keys


class Migration(migrations.Migration):
    dependencies = [
        ("evaluations", "0007_cycle_scorecards"),
        ("people", "0013_branch_managers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HandedOn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=kit.values.keys.new_key, editable=False, max_length=16, unique=True)),
                ("notes_hash", models.CharField(blank=True, max_length=64)),
                ("handed_at", models.DateTimeField()),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handed_on",
                        to="evaluations.cycleassignment",
                    ),
                ),
                (
                    "former",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staffmember"
                    ),
                ),
                (
                    "handed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "notes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handed_on",
                        to="evaluations.evaluation",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staffmember"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "handed on",
                "ordering": ["-handed_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("notes", None), ("notes_hash", "")),
                            models.Q(("notes__isnull", False), models.Q(("notes_hash", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="handed_on_notes_hashed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("notes", None), models.Q(("former", models.F("successor")), _negated=True), _connector="OR"
                        ),
                        name="handed_on_notes_to_another",
                    ),
                ],
            },
        ),
    ]
