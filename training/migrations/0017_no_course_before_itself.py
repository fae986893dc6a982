import django.core.validators
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("training", "0016_prerequisites_are_rows")]

    operations = [
        migrations.AlterField(
            model_name="course",
            name="pass_mark",
            field=models.PositiveIntegerField(
                default=8000,
                validators=[django.core.validators.MaxValueValidator(10000)],
                verbose_name="pass mark",
            ),
        ),
        migrations.AlterField(
            model_name="course",
            name="critical_mark",
            field=models.PositiveIntegerField(
                default=10000,
                help_text="Over the questions about that standard.",
                validators=[django.core.validators.MaxValueValidator(10000)],
                verbose_name="pass mark of each critical standard",
            ),
        ),
        migrations.AddConstraint(
            model_name="courseprerequisite",
            constraint=models.CheckConstraint(
                condition=~Q(from_course=F("to_course")), name="course_is_not_its_own_prerequisite"
            ),
        ),
    ]
