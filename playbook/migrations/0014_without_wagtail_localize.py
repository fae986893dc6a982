"""Both languages are written on a screen of ours; what wagtail-localize kept beside the pages goes with it.

The pages that were translated with it are ordinary pages and keep all their texts. A new database never had its tables.
"""

from django.db import migrations
from django.db.migrations.recorder import MigrationRecorder

APP = "wagtail_localize"
# Those that point at others first.
TABLES = [
    "segmentoverride",
    "overridablesegment",
    "relatedobjectsegment",
    "stringsegment",
    "templatesegment",
    "stringtranslation",
    "translationlog",
    "translation",
    "template",
    "translationcontext",
    "string",
    "translationsource",
    "translatableobject",
    "localesynchronization",
]


def drop_its_tables(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    for table in (f"{APP}_{name}" for name in TABLES):
        if table in there:
            schema_editor.execute(f"DROP TABLE {connection.ops.quote_name(table)}")


def forget_it(apps, schema_editor):
    MigrationRecorder(schema_editor.connection).migration_qs.filter(app=APP).delete()
    apps.get_model("auth", "Permission").objects.filter(content_type__app_label=APP).delete()
    apps.get_model("contenttypes", "ContentType").objects.filter(app_label=APP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("playbook", "0013_text_pairing"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(drop_its_tables, migrations.RunPython.noop),
        migrations.RunPython(forget_it, migrations.RunPython.noop),
    ]
