"""Measure the house: its sizes, its circles of imports, how crowded its folders are, how its templates read.

python tools/house.py             the figures
python tools/house.py circles     each circle of imports, file by file (deferred imports are counted)
python tools/house.py rooms       which room of an app imports which, and where two import each other
python tools/house.py folders     how many Python files stand beside each other
"""

import ast
import re
import sys
import tomllib
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from config.floors import APPS  # noqa: E402

CROWDED = 20


def apps() -> tuple[str, ...]:
    """Every app of ours, the lowest floor first."""
    return APPS


def files() -> list[Path]:
    """Every Python file of the product, migrations left out."""
    found = (path for app in apps() for path in sorted((ROOT / app).rglob("*.py")))
    return [path for path in found if "migrations" not in path.parts and "node_modules" not in path.parts]


def module_name(path: Path) -> str:
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(module: str) -> str:
    """The app and its room: a layer such as `views`, or a package named after a thing of the trade."""
    return ".".join(module.split(".")[:2])


def imported(tree: ast.AST, package: str) -> set[str]:
    """What a file imports, anywhere in it, as dotted names which may end in a name of the module."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            found |= {f"{source}.{alias.name}" for alias in node.names}
    return found


@cache
def graph() -> dict[str, set[str]]:
    """Which module imports which, deferred imports counted; a package's own modules do not count as using it."""
    trees = {module_name(path): (path, ast.parse(path.read_text(encoding="utf-8"))) for path in files()}
    edges = {}
    for module, (path, tree) in trees.items():
        package = module if path.name == "__init__.py" else module.rpartition(".")[0]
        used = {_module_of(name, trees) for name in imported(tree, package)} - {module, ""}
        edges[module] = {name for name in used if not module.startswith(f"{name}.")}
    return edges


def _module_of(name, modules):
    while name and name not in modules:
        name = name.rpartition(".")[0]
    return name


def circles(edges: dict[str, set[str]]) -> list[list[str]]:
    """Strongly connected groups of more than one (Tarjan 1972), the largest first."""
    index, low, stack, on_stack, found = {}, {}, [], set(), []

    def visit(start):
        work = [(start, iter(sorted(edges[start])))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            node, rest = work[-1]
            for target in rest:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(sorted(edges.get(target, ())))))
                    break
                if target in on_stack:
                    low[node] = min(low[node], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    found.append(_taken(stack, on_stack, node))

    for node in sorted(edges):
        if node not in index:
            visit(node)
    return sorted((group for group in found if len(group) > 1), key=lambda group: (-len(group), group))


def _taken(stack, on_stack, node):
    group = []
    while not group or group[-1] != node:
        group.append(stack.pop())
        on_stack.discard(group[-1])
    return sorted(group)


def between_rooms(group: list[str]) -> bool:
    return len({room(module) for module in group}) > 1


def room_graph() -> dict[str, set[str]]:
    """Which room imports which, within its own app."""
    edges = defaultdict(set)
    for module, targets in graph().items():
        edges[room(module)] |= {room(t) for t in targets if t.split(".")[0] == module.split(".")[0]} - {room(module)}
    return {name: {target for target in targets if "." in target} for name, targets in edges.items() if "." in name}


def per_folder() -> Counter:
    """How many Python files stand beside each other in each folder; `__init__.py` is not counted."""
    return Counter(str(path.parent.relative_to(ROOT)) for path in files() if path.name != "__init__.py")


def templates() -> list[Path]:
    return sorted(path for folder in ("templates", *apps()) for path in (ROOT / folder).rglob("*.html"))


def template_figures() -> dict[str, int]:
    """Characters a line (empty ones left out), lines over 120 and 200 columns, `style=` attributes."""
    lines = [line for path in templates() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {
        "characters a line": round(sum(map(len, lines)) / max(len(lines), 1)),
        "lines over 120": sum(len(line) > 120 for line in lines),
        "lines over 200": sum(len(line) > 200 for line in lines),
        "style=": sum(line.count(" style=") for line in lines),
    }


def annotated() -> tuple[int, int]:
    """Public functions of kit, actions, exports and pure modules that say what they return, and how many there are."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in files() if _is_kit(path) or is_pure(path))
    public = [
        node
        for tree in trees
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not node.name.startswith("_")
    ]
    return sum(node.returns is not None for node in public), len(public)


def _is_kit(path):
    """What many call: kit, actions, exports."""
    parts = path.relative_to(ROOT).parts
    return parts[0] == "kit" or bool({"actions", "exports"} & {*parts[:-1], path.stem})


def is_pure(path: Path) -> bool:
    """Says a module of itself, or its room of all of them, that it computes without requests and rows?"""
    return bool(re.search(r"\bpure\b", _head(path), re.I) or re.search(r"\bPure\b", _head(path.parent / "__init__.py")))


def _head(path):
    return (path.exists() and ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))) or ""


def is_typed_whole(module: str) -> bool:
    """Is it among those of which `pyproject.toml` tells mypy to leave nothing without its types?"""
    return any(f"{module}.".startswith(name.removesuffix("*").rstrip(".") + ".") for name in _typed_whole())


@cache
def _typed_whole():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    return next(each["module"] for each in settings["overrides"] if each.get("disallow_untyped_defs"))


def figures() -> dict[str, object]:
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files()}
    longest = max(sizes, key=sizes.get)
    found, rooms, crowded = circles(graph()), circles(room_graph()), per_folder()
    fullest = crowded.most_common(1)[0]
    return {
        "Python files, lines": f"{len(sizes)}, {sum(sizes.values())}",
        "longest file": f"{longest.relative_to(ROOT)}, {sizes[longest]} lines",
        "circles of imports": f"{len(found)}, the largest of {max(map(len, found), default=0)} files",
        "... between rooms": len([group for group in found if between_rooms(group)]),
        "rooms of an app that import each other": ", ".join(f"{group[0].split('.')[0]} {len(group)}" for group in rooms)
        or "none",
        "most Python files beside each other": f"{fullest[1]} in {fullest[0]}/",
        f"folders with more than {CROWDED}": sum(number > CROWDED for number in crowded.values()),
        "public functions of kit, actions, exports, pure modules with their return": "{} of {}".format(*annotated()),
        **{f"templates: {name}": value for name, value in template_figures().items()},
    }


def main(asked: str = "") -> None:
    if asked == "circles":
        lines = [f"{len(group)}: {', '.join(group)}" for group in circles(graph())]
    elif asked == "rooms":
        lines = [f"{name} -> {', '.join(sorted(targets))}" for name, targets in sorted(room_graph().items()) if targets]
        lines += ["", *(f"in a circle: {', '.join(group)}" for group in circles(room_graph()))]
    elif asked == "folders":
        lines = [f"{number:4} {folder}/" for folder, number in per_folder().most_common(30)]
    else:
        lines = [f"{name}: {value}" for name, value in figures().items()]
    print("\n".join(lines))


if __name__ == "__main__":
    main(*sys.argv[1:2])
