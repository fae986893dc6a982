from django.db import migrations
from django.db.models import Exists, OuterRef


def hide_what_has_nothing_to_learn(apps, schema_editor):
    """A published course without a published lesson is for its authors alone; publishing a lesson shows it again."""
    lessons = apps.get_model("training", "Lesson").objects.filter(course=OuterRef("pk"), is_live=True)
    courses = apps.get_model("training", "Course").objects
    courses.filter(~Exists(lessons), is_live=True).update(is_live=False)


class Migration(migrations.Migration):
    dependencies = [("training", "0017_no_course_before_itself")]

    operations = [migrations.RunPython(hide_what_has_nothing_to_learn, migrations.RunPython.noop)]
