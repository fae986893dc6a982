from django.db import migrations


def leave_deciding_to_our_screen(apps, schema_editor):
    """The step of the approval becomes one without buttons of Wagtail's: who may approve depends on who wrote.

    The row stays with all that was decided on it; only what made it a step of fixed groups goes.
    """
    plain, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="task"
    )
    for step in apps.get_model("wagtailcore", "GroupApprovalTask").objects.all():
        step.groups.clear()
        apps.get_model("wagtailcore", "Task").objects.filter(pk=step.pk).update(content_type=plain)
        step.delete(keep_parents=True)


class Migration(migrations.Migration):
    dependencies = [
        ("playbook", "0016_close_pictures"),
        ("people", "0020_second_eyes"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]
    operations = [migrations.RunPython(leave_deciding_to_our_screen, migrations.RunPython.noop)]
