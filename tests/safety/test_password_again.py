"""Signing, paying, exporting ask for the password again; lists start from what the reader may see."""

import ast
import inspect
import textwrap

import pytest
from django.urls import get_resolver, reverse

from kit.lists import ListPage
from people.confirm import ExportsAskAgain

# Lists without a single person in them: rules and titles.
IMPERSONAL = {"PlanList", "RequirementList", "RunList"}
# Rows that are nobody's in particular: an administrator's permission stands before them.
WITHOUT_SCOPE = {"AuditList", "AccessList", "RequirementList", "CoursesBoard"}


def list_pages():
    found, waiting = set(), [get_resolver()]
    while waiting:
        for pattern in waiting.pop().url_patterns:
            if hasattr(pattern, "url_patterns"):
                waiting.append(pattern)
            elif issubclass(getattr(pattern.callback, "view_class", object), ListPage):
                found.add(pattern.callback.view_class)
    return sorted(found, key=lambda view: view.__name__)


LISTS = list_pages()
URLS = {
    "EvaluationList": "evaluations:list",
    "DisputeList": "evaluations:disputes",
    "Ledger": "rewards:ledger",
    "AssignmentList": "training:assignments",
    "TeamTraining": "training:team",
    "Board": "home:board",
    "StaffList": "people:staff_list",
    "AuditList": "people:audit",
}


@pytest.mark.parametrize("view", LISTS, ids=lambda view: view.__name__)
def test_a_list_that_exports_people_asks_for_the_password_again(view):
    own_export = "require_password_again" in inspect.getsource(view)
    assert view.__name__ in IMPERSONAL or not view.exports or issubclass(view, ExportsAskAgain) or own_export


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", sorted(URLS))
def test_the_file_is_not_handed_out_without(name, kind, people, client_for):
    who = {"TeamTraining": people.saeed, "AuditList": people.armin, "Ledger": people.narges}.get(name, people.hoda)
    answer = client_for(who, just_signed_in=False).get(reverse(URLS[name]), {"_export": kind})
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_reauthenticate"))
    given = client_for(who).get(reverse(URLS[name]), {"_export": kind})
    given.close()
    assert (given.status_code, given["Content-Disposition"][:10]) == (200, "attachment")


@pytest.mark.parametrize("view", LISTS, ids=lambda view: view.__name__)
def test_every_list_starts_from_visible_to(view):
    """Directly, or through the functions of its own module and the parts of the view that `rows` uses."""
    if view.__name__ in WITHOUT_SCOPE:
        assert view.permission
        return
    module = inspect.getmodule(view)
    texts = [textwrap.dedent(inspect.getsource(view.rows))]
    called = {
        n.func.id for n in ast.walk(ast.parse(texts[0])) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    }
    texts += [
        inspect.getsource(getattr(module, name)) for name in called if inspect.isfunction(getattr(module, name, None))
    ]
    texts += [textwrap.dedent(inspect.getsource(part)) for part in _parts_used(view, texts[0])]
    assert any("visible_to(" in text for text in texts)


def _parts_used(view, text):
    """The methods and properties of the view that the text names after `self.`."""
    named = {n.attr for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Attribute) and _is_self(n.value)}
    parts = [inspect.getattr_static(view, name, None) for name in named]
    parts = [getattr(part, "func", None) or getattr(part, "fget", None) or part for part in parts]
    return [part for part in parts if inspect.isfunction(part)]


def _is_self(node):
    return isinstance(node, ast.Name) and node.id == "self"


FINAL = [
    ("rewards:approve_run", "hoda"),
    ("rewards:freeze_run", "hoda"),
    ("rewards:pay_run", "hoda"),
]


@pytest.mark.parametrize(("name", "who"), FINAL)
def test_money_asks_before_anything_is_looked_up(name, who, people, client_for):
    answer = client_for(getattr(people, who), just_signed_in=False).post(reverse(name, args=["nothing"]))
    assert answer.url.startswith(reverse("account_reauthenticate"))


def test_signing_asks(people, client_for):
    from tests.factories.playbook import frozen_edition

    standard = frozen_edition().standards.first()
    url = reverse("playbook:sign_standard", args=[standard.key])
    answer = client_for(people.narges, just_signed_in=False).post(url)
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not people.narges.signatures.exists()
    assert client_for(people.narges).post(url).status_code == 302
    assert people.narges.signatures.count() == 1
