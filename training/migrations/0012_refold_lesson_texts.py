from django.db import migrations

from kit.queries.refolding import refold
from training.lessons.plain_text import folded_words


def refold_texts(apps, schema_editor):
    """As `training.actions.refresh_course` writes them."""
    refold(apps.get_model("training", "LessonText").objects.select_related("lesson__course"), _made)


def _made(row):
    lesson = row.lesson
    titles = (lesson.title_fa, lesson.title_en, lesson.course.title_fa, lesson.course.title_en)
    return {"folded": folded_words(*titles, row.text_fa, row.text_en)}


class Migration(migrations.Migration):
    dependencies = [("training", "0011_rules_version")]

    operations = [migrations.RunPython(refold_texts, migrations.RunPython.noop)]
