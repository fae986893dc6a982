"""Print what home/archive/tables.toml does not decide yet: tables and columns that came since.

Read what is printed before it is added: a secret goes under `without`, with its reason, and so does what is made
again from other rows.

    python tools/archive_tables.py >> home/archive/tables.toml      # whole tables; columns are named as comments
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main():
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    from home.archive.tables import undecided

    missing, columns, gone = undecided()
    for label, names in missing.items():
        print(f'\n["{label}"]\ncolumns = "{" ".join(names)}"')
    for label, names in columns.items():
        print(f"# {label}: add to columns or to without: {' '.join(names)}")
    for name in gone:
        print(f"# {name} is named in tables.toml and is no more")


if __name__ == "__main__":
    main()
