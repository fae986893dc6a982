from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("playbook", "0009_approval_by_name")]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="likeness",
            field=models.CharField(db_index=True, default="", editable=False, max_length=64),
        ),
    ]
