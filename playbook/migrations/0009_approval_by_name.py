from django.db import migrations

NAME = "تأیید پیش از انتشار · Approval before publishing"


def name_approval(apps, schema_editor):
    """The approval that stands ready over all pages bears a name that authors in either language read."""
    for model in ("Workflow", "Task"):
        apps.get_model("wagtailcore", model).objects.filter(name="Moderators approval").update(name=NAME)


class Migration(migrations.Migration):
    dependencies = [("playbook", "0008_signature_register")]
    operations = [migrations.RunPython(name_approval, migrations.RunPython.noop)]
