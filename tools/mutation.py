"""Single faults, written down in tools/mutants/*.toml, and how one is put into the running process.

    [[file]]
    path = "rewards/formula/curve.py"
    tests = ["tests/rewards/test_curve.py"]         # the files, or folders of them, that should notice
    mutants = [
        { in = "Curve.factor", old = "score < self.threshold", new = "score <= self.threshold" },
        { old = "TRIES = 2", new = "TRIES = 3" },   # without `in`: a statement of the module itself
    ]
    [[table]]
    model = "rewards.Run"
    tests = ["tests/rewards/test_edges.py"]
    constraints = ["run_hash_iff_computed"]         # the database forgets it

`old` stands exactly once in what `in` names, else the mutant is named and refused. `same = "why"` marks one that
changes nothing anybody could see. Nothing is ever written to the files: the code of living functions is exchanged.
"""

import ast
import gc
import importlib.machinery
import sys
import tomllib
import types
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import _lru_cache_wrapper, cache
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tools" / "mutants"


class DoesNotApply(Exception):
    """The list does not fit the code: the message names the mutant and says why."""


@dataclass(frozen=True)
class Mutant:
    """One fault: `old` becomes `new` inside `inside` (a function's qualified name; empty: the module) of the file."""

    path: str
    tests: tuple
    old: str
    new: str
    inside: str = ""
    same: str = ""

    @property
    def name(self):
        return f"{self.path}{f' {self.inside}' if self.inside else ''}: {_short(self.old)} -> {_short(self.new)}"

    @property
    def module(self):
        return self.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")

    def lines(self):
        """The numbers of the lines that change, and of the whole function."""
        first, last, place = self._found()
        changed = first + source_of(self.path)[self._offset(first) : place].count("\n")
        return range(changed, changed + self.old.count("\n") + 1), range(first, last + 1)

    def source(self):
        """The file's text with the fault in it. Raises DoesNotApply."""
        text, place = source_of(self.path), self._found()[2]
        return text[:place] + self.new + text[place + len(self.old) :]

    def _found(self):
        text = source_of(self.path)
        first, last = _span(self.path, self.inside) if self.inside else (1, text.count("\n") + 1)
        start, end = self._offset(first), self._offset(last + 1)
        times = text.count(self.old, start, end)
        if times != 1:
            raise DoesNotApply(f"{self.name}: the old text stands there {times} times")
        return first, last, text.index(self.old, start, end)

    def _offset(self, line):
        return sum(len(each) for each in source_of(self.path).splitlines(keepends=True)[: line - 1])


@dataclass(frozen=True)
class Forgotten:
    """The other kind of fault: the database no longer knows a constraint."""

    model: str
    constraint: str
    tests: tuple
    same: str = ""

    @property
    def name(self):
        return f"{self.model}: without {self.constraint}"


def _short(text):
    return " ".join(text.split()) or "nothing"


@cache
def source_of(path):
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def _tree(path):
    return ast.parse(source_of(path))


def _span(path, qualified):
    """The first and the last line of a function or method."""
    node = _tree(path)
    for part in qualified.split("."):
        inner = [each for each in ast.iter_child_nodes(node) if getattr(each, "name", None) == part]
        if not inner:
            raise DoesNotApply(f"{path}: there is no {qualified}")
        node = inner[-1]
    if isinstance(node, ast.ClassDef):
        raise DoesNotApply(f"{path}: {qualified} is a class; name a function or the module")
    return node.lineno, node.end_lineno


def mutants(folder=FOLDER):
    """All of them, in the order of the files. Raises DoesNotApply for what stands there twice."""
    found = [mutant for path in sorted(folder.glob("*.toml")) for mutant in read_list(path)]
    twice = {mutant.name for mutant in found if sum(each.name == mutant.name for each in found) > 1}
    if twice:
        raise DoesNotApply(f"listed twice: {', '.join(sorted(twice))}")
    return found


def read_list(path):
    with path.open("rb") as file:
        listed = tomllib.load(file)
    for each in listed.get("file", ()):
        for row in each["mutants"]:
            fields = {("inside" if name == "in" else name): value for name, value in row.items()}
            yield Mutant(path=each["path"], tests=_files(fields.pop("tests", each["tests"])), **fields)
    for each in listed.get("table", ()):
        for name in each["constraints"]:
            yield Forgotten(each["model"], name, _files(each["tests"]))


def _files(named):
    """A folder stands for the files of tests in it; what is not there stands for itself."""
    found = [[str(path.relative_to(ROOT)) for path in sorted((ROOT / each).glob("test_*.py"))] for each in named]
    return tuple(file for each, files in zip(named, found, strict=True) for file in files or [each])


# Into the running process --------------------------------------------------------------------------------------------


@contextmanager
def planted(mutant):
    """Within the block the fault is there."""
    with ExitStack() as stack:
        if isinstance(mutant, Forgotten):
            _forget(mutant, stack)
        else:
            _plant(mutant, stack)
        yield


def _plant(mutant, stack):
    text, file = mutant.source(), str(ROOT / mutant.path)
    code = compile(text, file, "exec")
    stack.enter_context(_loading_instead(file, code))
    module = sys.modules.get(mutant.module)
    if module is None:
        return
    if mutant.inside:
        _exchange(mutant, code, stack)
    else:
        _run_again(mutant, module, ast.parse(text), stack)
    for value in list(vars(module).values()):
        if isinstance(value, _lru_cache_wrapper):
            value.cache_clear()


def _loading_instead(file, code):
    """Whoever imports the file from now on gets the fault too."""
    ordinary = importlib.machinery.SourceFileLoader.get_code

    def get_code(loader, name):
        return code if loader.path == file else ordinary(loader, name)

    return mock.patch.object(importlib.machinery.SourceFileLoader, "get_code", get_code)


def _exchange(mutant, code, stack):
    new = _inner(code, mutant.inside)
    living = [function for function in _functions() if _is_it(function, code.co_filename, mutant.inside)]
    if not living:
        raise DoesNotApply(f"{mutant.name}: no living function bears this name")
    for function in living:
        stack.callback(setattr, function, "__code__", function.__code__)
        function.__code__ = new


def _functions():
    """Every function in the process: decorators hide some from their modules. (To ask lazy objects would wake them.)"""
    return [each for each in gc.get_objects() if type(each) is types.FunctionType]


def _is_it(function, file, qualified):
    return function.__code__.co_filename == file and function.__code__.co_qualname == qualified


def _inner(code, qualified):
    for each in code.co_consts:
        if isinstance(each, types.CodeType):
            if each.co_qualname == qualified:
                return each
            if found := _inner(each, qualified):
                return found
    return None


def _run_again(mutant, module, tree, stack):
    """The changed statements of the module, and in rules all that follow; names that others imported are told."""
    before, after = _tree(mutant.path).body, tree.body
    changed = [
        place for place, pair in enumerate(zip(before, after, strict=False)) if len(set(map(ast.dump, pair))) > 1
    ]
    if not changed or isinstance(after[changed[0]], (ast.ClassDef, ast.FunctionDef)):
        raise DoesNotApply(f"{mutant.name}: name the function it is in")
    if mutant.path.endswith("rules.py"):
        again = [node for node in after[changed[0] :] if isinstance(node, (ast.Assign, ast.Expr))]
        if len(after) < len(before):
            raise DoesNotApply(f"{mutant.name}: a permission is changed, not taken away")
    else:
        again = [after[place] for place in changed]
    old = dict(vars(module))
    stack.callback(vars(module).update, old)
    with _permissions_set_anew(stack):
        exec(compile(ast.Module(again, []), str(ROOT / mutant.path), "exec"), vars(module))  # noqa: S102
    for name, value in old.items():
        if vars(module)[name] is not value:
            _tell_others(name, value, vars(module)[name], stack)


@contextmanager
def _permissions_set_anew(stack):
    import rules
    from rules.permissions import permissions

    stack.callback(permissions.update, dict(permissions))
    with mock.patch.object(rules, "add_perm", rules.set_perm):
        yield


def _tell_others(name, old, new, stack):
    """Modules that imported the name hold the old value."""
    for module in list(sys.modules.values()):
        file = str(getattr(module, "__file__", "") or "")
        if file.startswith(str(ROOT)) and vars(module).get(name) is old:
            stack.callback(setattr, module, name, old)
            setattr(module, name, new)


def _forget(mutant, stack):
    from django.apps import apps
    from django.db import connection

    model = apps.get_model(mutant.model)
    found = [each for each in model._meta.constraints if each.name == mutant.constraint]
    if not found:
        raise DoesNotApply(f"{mutant.name}: the model has no such constraint")
    kept = model._meta.constraints
    stack.callback(setattr, model._meta, "constraints", kept)
    model._meta.constraints = [each for each in kept if each is not found[0]]
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, found[0])
