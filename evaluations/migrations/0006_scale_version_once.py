from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0005_scale_versions")]

    operations = [
        migrations.AddConstraint(
            model_name="scale",
            constraint=models.UniqueConstraint(fields=["lineage", "version"], name="scale_version_once"),
        ),
        migrations.AddConstraint(
            model_name="scale",
            constraint=models.UniqueConstraint(
                condition=Q(retired_at=None), fields=["lineage"], name="scale_one_current_of_a_lineage"
            ),
        ),
        migrations.AddConstraint(
            model_name="scale",
            constraint=models.CheckConstraint(condition=Q(version__gte=1), name="scale_version_from_1"),
        ),
    ]
