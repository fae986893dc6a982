import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


def without_the_shortest_circles(apps, schema_editor):
    """A course that waited for itself could never be begun: the row said nothing that anybody can have meant."""
    rows = apps.get_model("training", "CoursePrerequisite").objects
    rows.filter(from_course=F("to_course")).delete()


class Migration(migrations.Migration):
    dependencies = [("training", "0015_note_text_pairs")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="CoursePrerequisite",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "from_course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="training.course"
                            ),
                        ),
                        (
                            "to_course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="training.course"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "training_course_prerequisites",
                        "unique_together": {("from_course", "to_course")},
                    },
                ),
                migrations.AlterField(
                    model_name="course",
                    name="prerequisites",
                    field=models.ManyToManyField(
                        blank=True,
                        through="training.CoursePrerequisite",
                        through_fields=("from_course", "to_course"),
                        to="training.course",
                        verbose_name="courses to pass first",
                    ),
                ),
            ],
        ),
        migrations.RunPython(without_the_shortest_circles, migrations.RunPython.noop),
    ]
