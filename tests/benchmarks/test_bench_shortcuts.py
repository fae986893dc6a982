"""The benchmark of our shortcuts runs, and the plain ways that it compares them with say the same."""

import io
import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from benchmarks import shortcuts
from people.backends import WHO
from people.company.organisation import ROW

pytestmark = pytest.mark.django_db
BODY = re.compile(r"<tbody>(.*?)</tbody>", re.S)


def test_it_measures_pages_and_queries_each_way(people):
    out = io.StringIO()
    call_command("bench_shortcuts", rounds=1, here=True, stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0].split() == ["page", "ours,", "ms", "sql", "cells", "rows", "both"]
    assert [line.split("  ")[0] for line in lines[-4:]] == ["who asks", "the company", "what waits", "first steps"]


@pytest.mark.parametrize("way", ["cells", "rows", "both"])
def test_a_list_is_the_same_drawn_the_plain_way(way, client_for, hoda):
    client, address = client_for(hoda), reverse("people:staff_list")
    ours = client.get(address).content.decode()
    with shortcuts.WAYS[way]():
        plain = client.get(address).content.decode()
    assert BODY.findall(plain) == BODY.findall(ours) != []


def test_a_query_says_the_same_asked_the_plain_way(narges):
    asked = {"user": narges.user_id, "today": timezone.localdate()}
    ours = WHO.get(**asked), ROW.get()
    with shortcuts.ordinary_sql():
        assert (WHO.get(**asked), ROW.get()) == ours
