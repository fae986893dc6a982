"""Wagtail's own forms were installed and never used: no page of ours is one, so their table never had a row."""

from django.db import migrations
from django.db.migrations.recorder import MigrationRecorder

APP, TABLE = "wagtailforms", "wagtailforms_formsubmission"


def drop_its_table(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        there = TABLE in connection.introspection.table_names(cursor)
    if there:
        schema_editor.execute(f"DROP TABLE {connection.ops.quote_name(TABLE)}")


def forget_it(apps, schema_editor):
    MigrationRecorder(schema_editor.connection).migration_qs.filter(app=APP).delete()
    apps.get_model("auth", "Permission").objects.filter(content_type__app_label=APP).delete()
    apps.get_model("contenttypes", "ContentType").objects.filter(app_label=APP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("playbook", "0018_hints_put_away"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(drop_its_table, migrations.RunPython.noop),
        migrations.RunPython(forget_it, migrations.RunPython.noop),
    ]
