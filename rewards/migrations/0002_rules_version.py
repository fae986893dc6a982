from django.db import migrations, models

import rewards.formula.rules


class Migration(migrations.Migration):
    """All runs up to here were computed by rule 1: the only one that there was."""

    dependencies = [("rewards", "0001_initial")]

    operations = [
        migrations.AddField("run", "rules_version", models.PositiveSmallIntegerField(default=1, editable=False)),
        migrations.AlterField(
            "run",
            "rules_version",
            models.PositiveSmallIntegerField(default=rewards.formula.rules.newest_rule, editable=False),
        ),
    ]
