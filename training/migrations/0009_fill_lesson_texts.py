from django.db import migrations

from training.lessons.plain_text import folded_words, plain_text

LANGUAGES = ("fa", "en")


def fill(apps, schema_editor):
    """As `training.actions.refresh_course` writes them, from the pages that are published already."""
    lessons, texts = apps.get_model("training", "Lesson"), apps.get_model("training", "LessonText")
    bodies = {}
    pages = apps.get_model("training", "LessonPage").objects.filter(live=True).select_related("locale")
    for page in pages.order_by("path").iterator(chunk_size=100):
        words = plain_text(page.body.raw_data)
        bodies.setdefault(page.translation_key, {})[page.locale.language_code] = words
    for lesson in lessons.objects.select_related("course").iterator(chunk_size=100):
        own = [bodies.get(lesson.translation_key, {}).get(language, "") for language in LANGUAGES]
        titles = (lesson.title_fa, lesson.title_en, lesson.course.title_fa, lesson.course.title_en)
        texts.objects.create(lesson=lesson, text_fa=own[0], text_en=own[1], folded=folded_words(*titles, *own))


class Migration(migrations.Migration):
    dependencies = [("training", "0008_lesson_texts")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
