from django.db import migrations

GROUPS = ("author", "hr", "administrator")
IN_THE_CMS = ("author", "administrator")


def make_groups(apps, schema_editor):
    """The three access groups; authors and administrators may enter the Wagtail admin."""
    group_of = apps.get_model("auth", "Group").objects.get_or_create
    enter = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    for name in GROUPS:
        group, _ = group_of(name=name)
        if name in IN_THE_CMS:
            group.permissions.add(*enter)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("wagtailadmin", "0001_create_admin_access_permissions")]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
