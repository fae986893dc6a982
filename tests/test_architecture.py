"""The house holds its shape: who imports whom, which table points where, how large things are."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from config.floors import FLOORS

ROOT = Path(__file__).resolve().parent.parent
# Within an app, innermost first.
ROOMS = {
    name: order
    for order, names in enumerate(
        [
            ("models", "signals"),
            ("rules",),
            ("actions",),
            ("receivers", "tasks"),
            ("tables", "forms", "filters", "exports"),
            ("views",),
            ("urls", "wagtail_hooks"),
        ]
    )
    for name in names
}
FORBIDDEN_WORDS = re.compile(r"(Manager|Helper|Util|Utils|Service)$")
# The person who manages a branch is called that, in the shop as in the code.
OF_THE_TRADE = {"BranchManager"}
LONGEST_FILE, LONGEST_FUNCTION = 400, 50


def sources(*folders):
    for folder in folders or FLOORS:
        yield from (path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts)


FILES = list(sources())
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def name_of(path):
    return str(path.relative_to(ROOT))


def imports(tree):
    """Modules imported while the module is loaded: (dotted name, line)."""
    for node in tree.body:
        yield from _imported(node)


def every_import(tree):
    for node in ast.walk(tree):
        yield from _imported(node)


def _imported(node):
    if isinstance(node, ast.Import):
        yield from ((alias.name, node.lineno) for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def test_imports_go_down_only(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True, is_debug_mode=False) == EXIT_STATUS_SUCCESS


def test_inside_an_app_the_outer_rooms_import_the_inner_ones():
    assert [crossing for path, tree in TREES.items() for crossing in _crossings(path, tree)] == []


def _crossings(path, tree):
    app, _, rest = name_of(path).partition("/")
    here = ROOMS.get(rest.split("/")[0].removesuffix(".py"))
    for module, line in imports(tree) if here is not None else ():
        parts = module.split(".")
        there = ROOMS.get(parts[1]) if parts[0] == app and len(parts) > 1 else None
        if there is not None and there > here:
            yield f"{name_of(path)}:{line} imports {module}"


def test_tables_point_down_only():
    ours = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in FLOORS]
    assert [crossing for model in ours for crossing in _upward_relations(model)] == []


def _upward_relations(model):
    here = model._meta.app_label
    for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
        there = field.related_model._meta.app_label if field.is_relation and field.related_model else here
        if there in FLOORS and there != here and FLOORS[there] >= FLOORS[here]:
            yield f"{model._meta.label}.{field.name} points at {there}"


def test_page_types_stand_on_pages_below_them():
    from wagtail.models import get_page_models

    pages = [model for model in get_page_models() if model._meta.app_label in FLOORS]
    parents = [(page, parent) for page in pages for parent in page.allowed_parent_page_models()]
    upward = [(page, up) for page, up in parents if FLOORS.get(up._meta.app_label, 0) > FLOORS[page._meta.app_label]]
    assert upward == []


def test_files_and_functions_are_short():
    whole = [*FILES, *sources("tests")]
    long_files = [name_of(path) for path in whole if len(path.read_text().splitlines()) > LONGEST_FILE]
    functions = [(path, node) for path, tree in TREES.items() for node in ast.walk(tree) if _is_function(node)]
    long_functions = [f"{name_of(path)}: {node.name}" for path, node in functions if _lines(node) > LONGEST_FUNCTION]
    assert (long_files, long_functions) == ([], [])


def _is_function(node):
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))


def _lines(node):
    return node.end_lineno - node.lineno + 1


def test_names_say_what_things_are():
    classes = [
        (path, node) for path, tree in TREES.items() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    ]
    vague = [
        (path, node) for path, node in classes if FORBIDDEN_WORDS.search(node.name) and node.name not in OF_THE_TRADE
    ]
    assert [f"{name_of(path)}: {node.name}" for path, node in vague] == []
    vague = [path for path in FILES if re.search(r"(utils?|helpers?|services?|managers?)\.py$", path.name)]
    # Who manages a branch.
    assert [name_of(path) for path in vague if path.relative_to(ROOT).parts[0] != "people"] == []


@pytest.mark.parametrize(
    "path",
    [
        "evaluations/scoring/engine.py",
        "evaluations/scoring/sources.py",
        "evaluations/cycles/assignment.py",
        "rewards/formula/curve.py",
        "rewards/formula/gates.py",
        "rewards/formula/possible.py",
        "rewards/formula/rules.py",
        "rewards/formula/steps.py",
        "rewards/formula/stored.py",
        "rewards/formula/terms.py",
        "rewards/formula/worth.py",
    ],
)
def test_pure_computation_knows_no_django(path):
    named = {module.split(".")[0] for module, _ in every_import(TREES[ROOT / path])}
    assert named & {"django", *FLOORS} <= {"kit", "evaluations", "rewards"}
    assert not any("models" in module for module, _ in every_import(TREES[ROOT / path]))


def test_the_environment_is_read_in_one_place():
    readers = [name_of(path) for path, tree in TREES.items() if _reads_environment(tree)]
    # The one that renders PDFs empties its own before it begins.
    assert set(readers) <= {"config/env.py", "config/wsgi.py", "kit/pdf/process.py"}


def _reads_environment(tree):
    named = {module for module, _ in every_import(tree)}
    return bool({"os.environ", "os.getenv"} & named) or any(
        isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv") for node in ast.walk(tree)
    )


def test_the_pdf_engine_is_loaded_only_where_it_renders():
    loading = [
        name_of(path) for path, tree in TREES.items() if any(m.startswith("weasyprint") for m, _ in imports(tree))
    ]
    assert loading == []


def test_models_do_not_save_themselves():
    saving = [
        f"{name_of(path)}: {node.name}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and "models" in name_of(path)
        for inner in node.body
        if _is_function(inner) and inner.name == "save"
    ]
    # The log guards itself: it is the proof of everything else.
    assert saving == ["kit/audit/models.py: AuditEntry"]


def test_views_take_input_from_forms():
    views = [path for path in FILES if re.search(r"/views(\.py|/)", name_of(path))]
    reading = [name_of(path) for path in views if "request.POST[" in path.read_text()]
    assert reading == []


# What has pages and is no list of its own, and why.
PAGED_BESIDE_A_LIST = {
    "kit/lists.py": "the list page",
    "people/views/accounts/bulk_sign_ins.py": "a form: its rows are ticked and sent, and stand there again",
    "playbook/views/evidence/inbox.py": "the same: words are ticked and linked to a standard",
    "training/editor/lists.py": "a part of two other pages, with a parameter of its own",
    "people/views/imports.py": "the rows of a file between its upload and its confirmation, worst first",
    "evaluations/views/imports.py": "the same",
    "playbook/views/folder/files.py": "the same",
    "playbook/views/evidence/quotes.py": "the same",
    "kit/importing/": "the same, of every kind of file, and the mappings kept for them",
}


def test_every_list_is_a_list_page():
    paged = _who_imports("django.core.paginator.Paginator")
    assert {name for name in paged if not name.startswith(tuple(PAGED_BESIDE_A_LIST))} == set()


def test_a_table_leaves_the_house_by_the_answers_of_the_kit():
    """Written to its end before the first byte is sent, named in the reader's language (`kit.http.answers`)."""
    assert _who_imports("kit.spreadsheets.write_table") == {"kit/http/answers.py"}


def _who_imports(wanted):
    return {name_of(path) for path, tree in TREES.items() if wanted in {module for module, _line in every_import(tree)}}
