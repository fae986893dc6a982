"""Write docs/permissions.md: every permission of the house and the rule behind it, as the code has them.

python tools/permissions.py
"""

import os
import sys
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/permissions.md"
HEAD = """\
# Who may do what

Written by `python tools/permissions.py` from the rules in `*/rules.py`; a test keeps it current. A permission bears the
name of the action that it guards. The words of a rule are predicates: `is_hr` is a role, `is_subject` a relation to the
thing in question. What each person gets from each address is in `tests/*/access.py`.
"""


def page() -> str:
    """The text of the page."""
    from rules.permissions import permissions

    parts = [HEAD]
    for app, names in groupby(sorted(permissions), key=lambda name: name.split(".")[0]):
        rows = [f"| {name.split('.')[1].replace('_', ' ')} | `{_rule(permissions[name].name)}` |" for name in names]
        parts.append("\n".join([f"## {app}", "", "| may | rule |", "|---|---|", *rows, ""]))
    return "\n".join(parts)


def _rule(name: str) -> str:
    """The predicate's own name, without the brackets around the whole; a bar would end the cell of the table."""
    whole = name.startswith("(") and name.endswith(")") and "(" not in name[1:]
    return (name[1:-1] if whole else name).replace(" | ", " or ").replace(" & ", " and ").replace("~", "not ")


if __name__ == "__main__":
    import django

    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
