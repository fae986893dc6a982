"""Every list of the product leads somewhere: its rows hold links, and each opens for whoever sees the list.

django-tables2 calls `linkify=` with arguments of its own names (`record`, `value`, `table`, ...): a function with
arguments of other names is never called as meant, and the names of a list stay plain text without any error.
"""

import inspect
import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import resolve, reverse
from django.utils import timezone

from kit.lists import ListPage
from kit.tables import Table
from tests.access_table import make_world, rows
from tests.personas import client_for
from tests.safety.test_public_keys import classes
from training.models import Standing

BODY = re.compile(r"<tbody>(.*?)</tbody>", re.S)
ROW, CELL = re.compile(r"<tr[ >].*?</tr>", re.S), re.compile(r"<td.*?</td>", re.S)
LINK = re.compile(r'<a\b[^>]*href="([^"]+)"')
# What django-tables2 (kit.tables.rows.Row.given) hands to a function.
GIVEN = {"value", "record", "column", "bound_column", "bound_row", "table"}
LEADS_NOWHERE = {"ItemTable": "a question is changed by authors alone, by the link at its end; others read figures"}
ROWS_READ = 3
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def lists(django_db_setup, django_db_blocker):
    """[(name of the list page, persona, client, response)], each with rows."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        soon = timezone.localdate() + timedelta(days=10)
        Standing.objects.filter(completed_on__isnull=False).update(valid_until=soon)
        yield list(_lists(world))
        transaction.set_rollback(True)


def _lists(world):
    again = reverse("training:course_board", args=[world.training.submitted.course.key])
    for url in filter(_is_list, dict.fromkeys([*(row.address(world) for row in rows()), again])):
        for who in ("narges", "saeed", "kaveh", "mina", "hoda", "armin"):
            client = client_for(getattr(world, who))
            response = client.get(url)
            if response.status_code == 200 and len(response.context["table"].rows):
                yield f"{resolve(url).view_name} as {who}", client, response


def _is_list(url):
    view = getattr(resolve(url.partition("?")[0]).func, "view_class", None)
    return view is not None and issubclass(view, ListPage) and view.table_class is not None


def _rows_of(response):
    """[(links of the row, {column: its links})], as drawn."""
    table = response.context["table"]
    names = [column.name for column in table.columns]
    for drawn in ROW.findall(BODY.search(response.content.decode())[1])[:ROWS_READ]:
        cells = CELL.findall(drawn)
        yield LINK.findall(drawn), {name: LINK.findall(cell) for name, cell in zip(names, cells, strict=True)}


# Drawn by a list that is walked, of another unit; or by no page.
NOT_WALKED = {"PointsRowTable": "as MoneyRowTable, of a plan in points", "RowTable": "of a command that measures"}


def test_every_table_is_walked_with_rows(lists):
    walked = {type(response.context["table"]).__name__ for *_rest, response in lists}
    ours = {each.__name__ for each in classes(Table) if each is not Table and not each.__name__.startswith("_")}
    assert ours - walked - set(NOT_WALKED) == set()


def test_every_row_of_every_list_leads_somewhere(lists):
    shut = [
        name
        for name, _client, response in lists
        if type(response.context["table"]).__name__ not in LEADS_NOWHERE
        for links, _cells in _rows_of(response)
        if not links
    ]
    assert sorted(set(shut)) == []


def test_every_column_that_is_to_lead_somewhere_does(lists):
    plain = set()
    for name, _client, response in lists:
        linked = [column.name for column in response.context["table"].columns if column.link]
        for _links, cells in _rows_of(response):
            plain |= {(name, column) for column in linked if not cells[column]}
    assert plain == set()


def test_every_link_of_a_row_opens_for_whoever_sees_the_list(lists):
    broken, seen = set(), set()
    for name, client, response in lists:
        for links, _cells in _rows_of(response):
            for link in links:
                if (name, link) not in seen:
                    seen.add((name, link))
                    status = client.get(link.replace("&amp;", "&"), follow=True).status_code
                    broken |= {(name, link, status)} if status != 200 else set()
    assert len(seen) > 40
    assert broken == set()


def test_what_is_to_make_a_link_is_called_with_what_it_asks_for():
    """The fault itself: `linkify=lambda account:` is called with `record`."""
    wrong = []
    for table in classes(Table):
        for name, column in table.base_columns.items():
            function = getattr(column.link, "url", None)
            if callable(function) and set(inspect.signature(function).parameters) - GIVEN:
                wrong.append(f"{table.__name__}.{name}")
    assert wrong == []
