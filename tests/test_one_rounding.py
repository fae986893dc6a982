"""Scores are rounded for showing in `kit.display` alone (docs/adr/0024): nowhere else is anything divided by a hundred,
or pushed up or down by hand."""

import ast
from pathlib import Path

import pytest

from config.floors import APPS

ROOT = Path(__file__).resolve().parent.parent
# Where the rounding itself is; numbers that are no scores stand with their reason.
ALLOWED = {
    "kit/display.py",
    "kit/values/money.py",  # minor units of money
    "people/forms/staff.py",  # a whole percentage that somebody typed, in basis points exactly
    "kit/parsing/process.py",  # seconds of a process
    "training/marking/tallies.py",  # marks of a quiz, never rounded up to what is needed
    "training/kinds/drafts.py",  # how far shares of an answer may be from a whole
}
HUNDREDS = (100, 10000)


def modules():
    for app in set(APPS) - {"config"}:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts and path.relative_to(ROOT).as_posix() not in ALLOWED:
                yield path


def is_rounding(node):
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv):
        return isinstance(node.right, ast.Constant) and node.right.value in HUNDREDS
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        by_hundred = len(node.args) > 1 and isinstance(node.args[1], ast.Constant) and node.args[1].value in HUNDREDS
        return name in ("floor", "ceil") or (name in ("half_up_div", "divmod") and by_hundred)
    return False


def found_in(text):
    return [node.lineno for node in ast.walk(ast.parse(text)) if is_rounding(node)]


def test_scores_are_rounded_in_one_place():
    found = [f"{path.relative_to(ROOT)}:{line}" for path in modules() for line in found_in(path.read_text())]
    assert found == []


@pytest.mark.parametrize("text", ["x // 100", "(x + 50) // 100", "-(-x // 100)", "half_up_div(x, 100)", "math.ceil(x)"])
def test_what_was_written_by_hand_is_found(text):
    assert found_in(text)
