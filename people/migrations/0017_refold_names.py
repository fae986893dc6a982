from django.db import migrations

from kit.queries.refolding import refold
from kit.text.folding import compact

SOURCES = ("given_name_fa", "family_name_fa", "given_name_en", "family_name_en", "code")


def refold_names(apps, schema_editor):
    """As `people.models.search.FoldedField` writes them."""
    rows = apps.get_model("people", "StaffMember").objects.only(*SOURCES, "folded_names")
    refold(rows, lambda row: {"folded_names": "\n".join(compact(getattr(row, name)) for name in SOURCES)})


class Migration(migrations.Migration):
    dependencies = [("people", "0016_hides_starting")]

    operations = [migrations.RunPython(refold_names, migrations.RunPython.noop)]
