from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0015_archive_and_forgetting")]

    operations = [
        migrations.AddField(
            model_name="user", name="hides_starting", field=models.BooleanField(default=False, editable=False)
        ),
    ]
