"""A scale has a lineage and versions: every scale that there is begins a lineage of its own, as its first version."""

from django.db import migrations, models

import kit.values.keys


def begin_lineages(apps, schema_editor):
    scales = apps.get_model("evaluations", "Scale").objects.using(schema_editor.connection.alias)
    for scale in scales.order_by("pk"):
        scale.lineage = scale.key
        scale.save(update_fields=["lineage"])


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0004_rules_version")]

    operations = [
        migrations.AddField(
            model_name="scale",
            name="lineage",
            field=models.CharField(default=kit.values.keys.new_key, editable=False, max_length=40),
        ),
        migrations.AddField(
            model_name="scale",
            name="retired_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="scale",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
        ),
        migrations.RunPython(begin_lineages, migrations.RunPython.noop, elidable=True),
    ]
