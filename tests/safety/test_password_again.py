"""Signing, paying, exporting ask for the password again; lists start from what the reader may see."""

import ast
import dis
import inspect
import textwrap

import pytest
from django.urls import get_resolver, reverse

from kit.http.confirm import ask_again
from kit.lists import ListPage
from people.accounts.confirmation import require_password_again
from playbook.chain.knots import knot_of
from playbook.chain.lists import ChainList
from tests.test_architecture import FLOORS

# Rows that are nobody's in particular: a permission stands before them.
WITHOUT_SCOPE = {
    *("AuditList", "AccessList", "RequirementList", "CoursesBoard", "CheckList", "SecondLooks", "MailList"),
    *("Coverage", "LanguageList", "Review"),
}
# Rows that are the reader's by the relation that they are read through.
ONES_OWN = {"Inbox"}


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
    "RunList": "rewards:runs",
    "PlanList": "rewards:plans",
    "RequirementList": "training:requirements",
    "SignatureRegister": "playbook:signature_register",
    "Coverage": "playbook:coverage",
}


# Files that are handed out without asking, and why.
UNASKED = {
    "kit:paper": "one paper at a time, shown in the browser: what the page before it shows as well",
    "evaluations:document": "the same, of one evaluation",
    "playbook:public_pdf": "public",
    "playbook:edition_file": "every reader may keep the folder's proof; no person is in it",
    "playbook:proof": "the proof of one signature, to be handed to whoever doubts it",
    "people:import_template": "empty",
    "people:import_wrong": "rows of the file that whoever asks has brought a moment ago",
    "playbook:folder_import_wrong": "the same",
    "playbook:words_import_wrong": "the same",
    "evaluations:import_wrong": "rows of the file that whoever asks has brought a moment ago",
    "evaluations:import_mapping": "how the columns of such a file are read; no row is in it",
    "training:bank_wrong": "questions of the file that the author has brought a moment ago",
    "training:calendar": "asked for by calendar programs, with a secret of its own in the address",
    "evaluations:evidence": "one picture or file beside the evaluation that is open",
    "media": "pictures and videos of pages",
    "playbook:picture": "the same, as an edition keeps them",
}


def views_by_name(patterns=None, space=""):
    """(name, callback) of every address that is ours."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            inner = pattern.namespace
            yield from views_by_name(pattern.url_patterns, f"{space}{inner}:" if inner else space)
        elif _is_ours(pattern.callback):
            yield f"{space}{pattern.name}", pattern.callback


def _is_ours(thing):
    return (getattr(thing, "__module__", "") or "").split(".")[0] in FLOORS


def reached_from(callback):
    """Every function of ours that the view may call, decorators and the classes it is made of among them."""
    found, waiting = {}, [callback]
    while waiting:
        one = waiting.pop()
        if id(one) in found or not _is_ours(one):
            continue
        found[id(one)] = one
        waiting += _next(one)
    return [one for one in found.values() if inspect.isfunction(one)]


def _next(one):
    if hasattr(one, "flow"):  # one step of a file that is read in: not all that its class can do
        return _steps(one.flow, one.step)
    if inspect.isclass(one):
        return [part for base in one.__mro__ if _is_ours(base) for part in vars(base).values() if callable(part)]
    code = getattr(one, "__code__", None)
    if code is None:
        return []
    cells = zip(code.co_freevars, one.__closure__ or (), strict=True)
    inside = [cell.cell_contents for name, cell in cells if name != "__class__" and _is_there(cell)]  # that is `super`
    named = [one.__globals__.get(name) for name in _names(code)]
    own = [getattr(one, "view_class", None), getattr(one, "__wrapped__", None)]
    return [each for each in [*inside, *named, *own] if inspect.isfunction(each) or inspect.isclass(each)]


def _steps(flow, step):
    """The functions of a Flow that one of its steps may call on itself, those that they override among them."""
    found, waiting = [], [step]
    while waiting:
        name = waiting.pop()
        named = [vars(base)[name] for base in flow.__mro__ if name in vars(base)]
        for function in named:
            if inspect.isfunction(function) and function not in found:
                found.append(function)
                waiting += function.__code__.co_names
    return found


def _names(code):
    """What the function takes from its module (attributes of the same name are not that)."""
    own = {step.argval for step in dis.get_instructions(code) if step.opname == "LOAD_GLOBAL"}
    return own.union(*(_names(const) for const in code.co_consts if inspect.iscode(const)))


def _is_there(cell):
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False


def _gives_a_file(function):
    return {"as_attachment", "Content-Disposition"} & set(_words(function.__code__.co_consts))


def _words(consts):
    """Every text in a function's constants: those of inner functions and the names of keyword arguments too."""
    for const in consts:
        if isinstance(const, str):
            yield const
        elif inspect.iscode(const):
            yield from _words(const.co_consts)
        elif isinstance(const, tuple):
            yield from _words(const)


def givers():
    """{name: whether it asks} of every view from which a file leaves the house."""
    reached = {name: reached_from(callback) for name, callback in views_by_name()}
    giving = {name: parts for name, parts in reached.items() if any(_gives_a_file(part) for part in parts)}
    return {name: bool({ask_again, require_password_again} & set(parts)) for name, parts in giving.items()}


def test_every_view_that_gives_a_file_asks_or_is_named_with_a_reason():
    found = givers()
    assert {"kit:job_download", "training:bank_export", "playbook:coverage", "rewards:runs"} <= set(found)
    assert {name for name, asks in found.items() if not asks} == set(UNASKED)


def test_no_list_is_excused_from_asking():
    """A list that is to be names its reason in `exports_unasked`, and here."""
    assert [view.__name__ for view in LISTS if view.exports_unasked] == []


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
    """Directly, or through the functions and the parts of the view that `rows` uses, however far."""
    if view.__name__ in WITHOUT_SCOPE:
        assert view.permission
        return
    texts = [textwrap.dedent(inspect.getsource(part)) for part in _reached(view)]
    if issubclass(view, ChainList):  # as the knot does that leads there
        texts += [textwrap.dedent(inspect.getsource(knot_of(view.kind).seen))]
    wanted = ".user." if view.__name__ in ONES_OWN else "visible_to("
    assert any(wanted in text for text in texts)


def _reached(view):
    """`rows`, what it calls and uses of its own module and view, what that calls, ..."""
    module, found, waiting = inspect.getmodule(view), [], [view.rows]
    while waiting:
        part = waiting.pop()
        if part not in found:
            found.append(part)
            text = textwrap.dedent(inspect.getsource(part))
            calls = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name))
            named = [getattr(module, call.func.id, None) for call in calls]
            waiting += [each for each in named if inspect.isfunction(each)]
            waiting += _parts_used(view, text)
    return found


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
