"""How much of the product's code the suite runs: a plugin of pytest, which .ci/run switches on.

    bin/test -p tools.covered

coverage.py follows every line of Django and of all other packages too, only to forget them; on Python 3.11 the suite
then takes twice its time. Here our own modules alone are compiled with a mark before each statement, which costs a
store into an array. Nothing is written beside the code. What runs in processes of its own (the reader of files, the
maker of PDFs, commands) is not seen: the figure is a lower bound. Migrations are not counted.
"""

import ast
import sys
from collections import Counter
from importlib.abc import MetaPathFinder
from importlib.machinery import PathFinder, SourceFileLoader
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("config", "home", "rewards", "evaluations", "training", "playbook", "people", "kit")
MARKS = "__ran__"
ran = {}  # {path in the repository: a byte for each statement}


# Marking -------------------------------------------------------------------------------------------------------------


def marked(source, path):
    """(code with a mark before each statement, how many statements there are)."""
    tree, count = ast.parse(source, path), 0
    for node in list(ast.walk(tree)):
        for field in ("body", "orelse", "finalbody"):
            if isinstance(held := getattr(node, field, None), list):
                count = _mark(held, count)
    return compile(tree, path, "exec", dont_inherit=True), count


def _mark(held, count):
    for place, each in reversed(list(enumerate(held))):
        if _does_something(each):
            mark = ast.parse(f"{MARKS}[{count}] = 1").body[0]
            for node in ast.walk(mark):
                ast.copy_location(node, each)
            held.insert(place, mark)
            count += 1
    return count


def _does_something(each):
    """Neither a docstring nor a word to the compiler, before some of which nothing may stand."""
    if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
        return False
    return not isinstance(each, (ast.Global, ast.Nonlocal)) and getattr(each, "module", "") != "__future__"


class Marking(SourceFileLoader):
    def exec_module(self, module):
        code, count = marked(Path(self.path).read_bytes(), self.path)
        vars(module)[MARKS] = ran.setdefault(_name(self.path), bytearray(count))
        exec(code, vars(module))  # noqa: S102 - our own code, as any import runs it


def _name(path):
    return Path(path).relative_to(ROOT).as_posix()


class Ours(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in APPS or ".migrations" in name:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec and type(spec.loader) is SourceFileLoader:
            spec.loader = Marking(spec.loader.name, spec.loader.path)
        return spec


# Counting ------------------------------------------------------------------------------------------------------------


def pytest_addoption(parser):
    """The first that a plugin hears, before Django and with it our modules are imported."""
    sys.meta_path.insert(0, Ours())


def pytest_sessionfinish(session):
    """A process of several tells the first what it saw."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["ran"] = {name: bytes(marks) for name, marks in ran.items()}


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    _add(getattr(node, "workeroutput", {}).get("ran", {}))


def pytest_terminal_summary(terminalreporter):
    terminalreporter.write_line(said(*counted()))


def _add(others):
    for name, marks in others.items():
        known = ran.setdefault(name, bytearray(len(marks)))
        known[:] = bytes(map(max, known, marks))


def counted():
    """({app: statements that ran}, {app: all its statements}), also of what no test imports."""
    done, there = Counter(), Counter()
    for app in APPS:
        for path in (path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts):
            marks = ran.get(_name(path)) or bytearray(marked(path.read_bytes(), str(path))[1])
            done[app] += sum(marks)
            there[app] += len(marks)
    return done, there


def said(done, there):
    shares = ", ".join(f"{app} {100 * done[app] / there[app]:.1f}" for app in there)
    return f"coverage: {100 * done.total() / there.total():.1f} % of {there.total():,} statements ({shares})"
