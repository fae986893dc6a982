from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0012_company_days_and_first_link")]

    operations = [
        migrations.AddField(
            model_name="user", name="hides_starting", field=models.BooleanField(default=False, editable=False)
        ),
    ]
