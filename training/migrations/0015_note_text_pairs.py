import json

from django.db import migrations

from playbook.translations.history import note_history
from playbook.translations.pairs import plain_words
from training.lessons.plain_text import plain_text

TEXTS = {"CoursePage": ("title", "summary"), "LessonPage": ("title",)}


def note_pairs(apps, schema_editor):
    for name, texts in TEXTS.items():
        bodies = name == "LessonPage"

        def of_page(page, texts=texts, bodies=bodies):
            found = {each: getattr(page, each) for each in texts}
            return _plain(found | ({"body": _body(page.body.get_prep_value())} if bodies else {}))

        def of_content(content, texts=texts, bodies=bodies):
            found = {each: content.get(each) for each in texts}
            return _plain(found | ({"body": _body(json.loads(content.get("body") or "[]"))} if bodies else {}))

        note_history(apps, apps.get_model("training", name).objects, of_page, of_content)


def _body(blocks):
    return "\n".join(filter(None, (plain_text([block]) for block in blocks)))


def _plain(texts):
    return {name: plain_words(words) for name, words in texts.items()}


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0014_thousands_as_read"),
        ("playbook", "0013_text_pairing"),
    ]
    operations = [migrations.RunPython(note_pairs, migrations.RunPython.noop)]
