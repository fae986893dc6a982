from django.db import migrations

from kit.queries.refolding import refold
from playbook.evidence.quotes import digest_of, folded_text


def refold_words(apps, schema_editor):
    """As `playbook.actions.evidence` writes them. Two rows may be alike now: both stay, and neither comes a third time."""
    rows = apps.get_model("playbook", "Evidence").objects.only("quote", "source", "folded", "likeness")
    refold(rows, lambda row: {"folded": folded_text(row.quote, row.source), "likeness": digest_of(row.quote)})


class Migration(migrations.Migration):
    dependencies = [("playbook", "0010_likeness_of_words")]

    operations = [migrations.RunPython(refold_words, migrations.RunPython.noop)]
