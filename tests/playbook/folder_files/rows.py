"""Rows of a folder's file, and what bringing them in comes to."""

from django.utils import timezone

from kit.importing.layouts import Brought, Record
from playbook.actions.folder_import import import_folder
from playbook.files.columns import NAMES
from playbook.files.plan import plan_folder

ORDER = {"kind": "touchpoint", "phase": "during", "touchpoint": "order", "title_fa": "سفارش", "title_en": "Order"}
GREETS = {
    "kind": "standard",
    "touchpoint": "order",
    "behaviour_fa": "سلام می‌کند.",
    "behaviour_en": "Greets.",
    "why_fa": "=بله",
    "body_fa": "<p>با <b>لبخند</b></p>",
    "measure": "سرعت",
    "critical": "بله",
    "roles": "",
    "review_days": "۳۰",
}
STEPS = [{"kind": "step", "code": str(n), "do_fa": f"کار {n}", "do_en": f"Do {n}", "minutes": "5"} for n in range(1, 7)]
AGAIN = {
    "kind": "authority",
    "code": "1",
    "remedy_fa": "تازه درست کنید",
    "remedy_en": "Make it again",
    "per_case": "۱٬۵۰۰٬۰۰۰",
    "per_month": "30000000",
    "currency": "irr",
}
VOUCHER = {"kind": "authority", "code": "2", "remedy_fa": "بن دیدار بعد"}
PUBLICLY = {"kind": "lane", "do_fa": "زود جواب دهید", "do_en": "Answer soon", "minutes": "30"}


def table(*rows):
    """As the folder's own JSON says it: every column is there."""
    return Brought([Record(number, {name: row.get(name, "") for name in NAMES}) for number, row in enumerate(rows, 1)])


def of_cells(row):
    """A file with these columns alone."""
    return Brought([Record(2, row)])


def bring(by, *rows):
    return import_folder(file=table(*rows), by=by, at=timezone.now())


def problems(*rows):
    return [problem for row in plan_folder(table(*rows)).rows for problem in row.problems]
