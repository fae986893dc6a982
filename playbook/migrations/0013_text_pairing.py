from django.db import migrations, models

from playbook.translations.history import note_history
from playbook.translations.pairs import plain_words

TEXTS = {
    "FolderPage": ("title", "introduction"),
    "TouchpointPage": ("title",),
    "StandardPage": ("behaviour", "why", "good", "bad", "body", "check_question", "check_right", "check_wrong"),
    "ComplaintPolicyPage": ("title", "public_do", "public_say", "public_never_say"),
}
STEP_TEXTS = ("do", "say", "never_say")


def note_pairs(apps, schema_editor):
    for name, texts in TEXTS.items():
        more = _policy_parts(apps) if name == "ComplaintPolicyPage" else lambda page: {}
        more_then = _policy_parts_then if name == "ComplaintPolicyPage" else lambda content: {}
        note_history(
            apps,
            apps.get_model("playbook", name).objects,
            lambda page, texts=texts, more=more: {
                each: plain_words(getattr(page, each)) for each in texts
            } | more(page),
            lambda content, texts=texts, more=more_then: {
                each: plain_words(content.get(each)) for each in texts
            } | more(content),
        )  # fmt: skip


def _policy_parts(apps):
    def parts(page):
        steps = apps.get_model("playbook", "PolicyStep").objects.filter(page_id=page.pk).order_by("sort_order")
        lines = apps.get_model("playbook", "AuthorityLine").objects.filter(page_id=page.pk)
        found = {}
        for number, step in enumerate(steps, 1):
            found |= {f"steps.{number}.{name}": plain_words(getattr(step, name)) for name in STEP_TEXTS}
        return found | {f"authority.{line.translation_key}.remedy": plain_words(line.remedy) for line in lines}

    return parts


def _policy_parts_then(content):
    found = {}
    for number, step in enumerate(content.get("steps", ()), 1):
        found |= {f"steps.{number}.{name}": plain_words(step.get(name)) for name in STEP_TEXTS}
    lines = content.get("authority", ())
    return found | {f"authority.{line['translation_key']}.remedy": plain_words(line.get("remedy")) for line in lines}


class Migration(migrations.Migration):
    dependencies = [
        ("playbook", "0012_reference_of_words"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [
        migrations.CreateModel(
            name="TextPairing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(unique=True, verbose_name="translation key")),
                ("agreed", models.JSONField(default=dict)),
                ("words", models.JSONField(default=dict)),
                ("noted_at", models.DateTimeField()),
            ],
            options={"verbose_name": "pair of texts", "verbose_name_plural": "pairs of texts"},
        ),
        migrations.RunPython(note_pairs, migrations.RunPython.noop),
    ]
