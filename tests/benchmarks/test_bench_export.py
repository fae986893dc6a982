"""The benchmark of exports goes through the code that answers a reader, in a database of its own."""

import io

from django.core.management import call_command


def test_it_measures_both_kinds(django_db_blocker):
    out = io.StringIO()
    with django_db_blocker.unblock():
        call_command("bench_export", rows=50, stdout=out)
    assert [line.split()[0] for line in out.getvalue().splitlines()[1:3]] == ["xlsx", "csv"]
