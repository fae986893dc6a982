"""Who gets what from the URLs of home."""

from types import SimpleNamespace

from tests.access import Row, only
from tests.factories.people import StaffFactory


def build(people):
    elsewhere = StaffFactory(code="P-elsewhere", team=people.tajrish_shift, job_role=people.server)
    return SimpleNamespace(elsewhere=elsewhere)


def of(name):
    return lambda w: {"key": getattr(w, name).key}


def elsewhere(w):
    return {"key": w.home.elsewhere.key}


ROWS = [
    Row("home:my_day"),
    Row("home:board", get=only("saeed", "kaveh", "hoda")),
    Row("home:person", args=of("narges"), case="somebody of the day shift",
        get=only("narges", "saeed", "hoda", others=404)),
    Row("home:person", args=elsewhere, case="somebody of Tajrish", get=only("kaveh", "hoda", others=404)),
    Row("home:cases", get=only("armin")),
    Row("home:hr_desk", get=only("hoda")),
    Row("home:remind", args=of("saeed"), get=405, post=only("hoda", status=302)),
    Row("home:archive", get=only("hoda", "armin"), post=only("hoda")),
    Row("home:author_desk", get=only("mina", "armin")),
    Row("home:search"),
]  # fmt: skip
