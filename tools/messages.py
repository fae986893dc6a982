"""Every message in the code, without xgettext: Python by its syntax tree, templates by Django's own reader of them."""

import ast
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from config.floors import APPS  # noqa: E402

PLAIN = {"gettext": 1, "ngettext": 2, "pgettext": 1, "npgettext": 2}
MARKS = {name + end for name in PLAIN for end in ("", "_lazy")} | {"gettext_noop"}
TEMPLATE_CALL = re.compile(r"\b(n?p?gettext|_)\((?=u?['\"])")
LITERAL = re.compile(r"""\s*,?\s*(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")""", re.S)


@dataclass
class Message:
    """One message; `plural` and `context` are empty where there are none, `files` are those that say it."""

    text: str
    plural: str = ""
    context: str = ""
    files: set = field(default_factory=set)

    @property
    def key(self):
        return (self.context, self.text)


def messages(root=ROOT):
    """{(context, text): Message} of the whole code."""
    found = {}
    for path in _files(root, reversed(APPS), "*.py", ("migrations",)):
        _collect(found, path.relative_to(root), _in_python(path.read_text(encoding="utf-8")))
    for path in _files(root, ("templates",), "*", ()):
        if path.suffix in (".html", ".txt"):
            _collect(found, path.relative_to(root), _in_template(path.read_text(encoding="utf-8"), str(path)))
    return found


def said_by(path):
    """{(context, text): Message} of one file of a package, or of everything in its folder but its own tests."""
    found = {}
    files = [path] if path.is_file() else _files(path, ("",), "*", ("tests", "test", "migrations", "project_template"))
    for file in files:
        if file.suffix == ".py":
            _collect(found, file, _in_python(file.read_text(encoding="utf-8")))
        elif file.suffix in (".html", ".txt"):
            _collect(found, file, _in_template(file.read_text(encoding="utf-8"), str(file)))
    return found


def _files(root, folders, pattern, without):
    for folder in folders:
        for path in sorted((root / folder).rglob(pattern)):
            if path.is_file() and not set(path.parts) & set(without):
                yield path


def _collect(found, file, here):
    for message in here:
        known = found.setdefault(message.key, message)
        known.plural = known.plural or message.plural
        known.files.add(str(file))


def _in_python(source):
    tree = ast.parse(source)
    names = _names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            kind = _kind(node.func, names)
            texts = [_text(argument) for argument in node.args]
            if kind and texts and texts[0] is not None:
                yield from _message(kind, texts)


def _names(tree):
    """{name here: name in django.utils.translation}, as this module imports them."""
    lines = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    ours = [alias for line in lines if line.module == "django.utils.translation" for alias in line.names]
    return {alias.asname or alias.name: alias.name for alias in ours}


def _kind(function, names):
    name = names.get(function.id, "") if isinstance(function, ast.Name) else getattr(function, "attr", "")
    return name.removesuffix("_lazy").removesuffix("_noop") if name in MARKS else ""


def _text(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _in_template(source, origin):
    python = templatize(source, origin=origin)
    for call in TEMPLATE_CALL.finditer(python):
        texts, at = [], call.end()
        while match := LITERAL.match(python, at):
            texts.append(ast.literal_eval(match[1]))
            at = match.end()
        yield from _message("gettext" if call[1] == "_" else call[1], texts)


def _message(kind, texts):
    context = texts.pop(0) if "p" in kind else ""
    if len(texts) < PLAIN[kind] or None in texts[: PLAIN[kind]] or not texts[0]:
        return
    yield Message(texts[0], texts[1] if PLAIN[kind] == 2 else "", context)
