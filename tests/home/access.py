"""Who gets what from the URLs of home."""

from types import SimpleNamespace

from django.db import transaction

from home.checks.areas import AREAS
from home.checks.job import VERB
from kit.audit.chain import locked_head, record
from tests.access import Row, only
from tests.factories.people import StaffFactory


def build(people):
    elsewhere = StaffFactory(code="P-elsewhere", team=people.tajrish_shift, job_role=people.server)
    with transaction.atomic():
        checked = record(verb=VERB, on=locked_head(), areas={area: [] for area in AREAS}, head=[0, ""])
    return SimpleNamespace(elsewhere=elsewhere, checked=checked)


def of(name):
    return lambda w: {"key": getattr(w, name).key}


def elsewhere(w):
    return {"key": w.home.elsewhere.key}


ROWS = [
    Row("home:my_day"),
    Row("home:more"),
    Row("home:board", get=only("saeed", "kaveh", "hoda")),
    Row("home:person", args=of("narges"), case="somebody of the day shift",
        get=only("narges", "saeed", "hoda", others=404)),
    Row("home:person", args=elsewhere, case="somebody of Tajrish", get=only("kaveh", "hoda", others=404)),
    Row("home:cases", get=only("armin")),
    Row("home:powers", get=only("armin")),
    Row("home:checks", get=only("armin")),
    Row("home:start_check", get=405, post=only("armin", status=302)),
    Row("home:check_progress", get=only("armin")),
    Row("home:check", args=lambda w: {"key": w.home.checked.object_key}, get=only("armin")),
    Row("home:hr_desk", get=only("hoda")),
    Row("home:remind", args=of("saeed"), get=405, post=only("hoda", status=302)),
    Row("home:getting_started", get=only("mina", "hoda", "armin")),
    Row("home:hide_starting", get=405, post=only("mina", "hoda", "armin", status=302)),
    Row("home:show_starting", get=405, post=only("mina", "hoda", "armin", status=302)),
    Row("home:archive", get=only("hoda", "armin"), post=only("hoda")),
    Row("home:author_desk", get=only("mina", "armin")),
    Row("home:drafts", get=only("mina")),
    Row("home:publish_drafts", args=lambda w: {"which": "folder"}, get=405, post=only("mina", status=302)),
    Row("home:publish_drafts", args=lambda w: {"which": "x"}, case="no such kind", get=405,
        post=only("mina", status=404)),
    Row("home:starters", get=only("mina")),
    Row("home:starter", args=lambda w: {"name": "cafe"}, get=only("mina"), post=only("mina", status=302)),
    Row("home:starter", args=lambda w: {"name": "x"}, case="no such folder", get=only("mina", status=404),
        post=only("mina", status=404)),
    Row("home:search"),
]  # fmt: skip
