"""2,125 in a key was read as two thousand until now, and is a decimal number from now on: keys stay what they were."""

import re

from django.db import migrations

THOUSANDS = re.compile(r"[+-]?[0-9]{1,3},[0-9]{3}")


def write_out(apps, schema_editor):
    options = apps.get_model("training", "AnswerOption").objects.filter(question__kind="numeric")
    for option in options.filter(number__contains=",") | options.filter(tolerance__contains=","):
        for name in ("number", "tolerance"):
            if THOUSANDS.fullmatch(getattr(option, name).strip()):
                setattr(option, name, getattr(option, name).replace(",", ""))
        option.save(update_fields=["number", "tolerance"])


class Migration(migrations.Migration):
    dependencies = [("training", "0013_regrading")]

    operations = [migrations.RunPython(write_out, migrations.RunPython.noop)]
