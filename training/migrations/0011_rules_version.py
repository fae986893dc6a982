from django.db import migrations, models

import training.marking.engine


class Migration(migrations.Migration):
    """All attempts up to here were marked by rule 1: the only one that there was."""

    dependencies = [("training", "0010_leave_moves_due_days")]

    operations = [
        migrations.AddField("attempt", "rules_version", models.PositiveSmallIntegerField(default=1)),
        migrations.AlterField(
            "attempt", "rules_version", models.PositiveSmallIntegerField(default=training.marking.engine.newest_rule)
        ),
    ]
