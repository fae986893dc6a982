"""The suite's own measure of how much of the code it runs."""

from collections import Counter
from types import SimpleNamespace

import pytest

from tools import covered
from tools.covered import MARKS, marked, said

SOURCE = '''"""Words."""
from __future__ import annotations
count = 0
def add(n):
    """Words."""
    global count
    if n == 11:
        count += 100
    else:
        try:
            count += n
        except TypeError:
            count = -1
        finally:
            n = 0
    return count
class Thing:
    size = 3
'''
STATEMENTS = 11


def test_every_statement_has_a_mark_and_words_have_none():
    _, count = marked(SOURCE, "thing.py")
    assert count == STATEMENTS


@pytest.mark.parametrize(("given", "seen"), [((), 4), ((1,), 9), ((1, "a"), 10), ((1, "a", 11), 11)])
def test_a_mark_says_what_ran(given, seen):
    names = run()
    for each in given:
        names["add"](each)
    assert sum(names[MARKS]) == seen


def run():
    code, count = marked(SOURCE, "thing.py")
    names = {MARKS: bytearray(count), "__name__": "thing"}
    exec(code, names)
    return names


def test_the_code_does_what_it_did_and_stands_where_it_stood():
    names = run()
    assert (names["__doc__"], names["add"].__doc__, names["add"](5), names["Thing"].size) == ("Words.", "Words.", 5, 3)
    assert names["add"].__code__.co_firstlineno == SOURCE.splitlines().index("def add(n):") + 1


def test_the_line_in_the_log():
    words = said(Counter(home=3, kit=9), Counter(home=4, kit=12))
    assert words == "coverage: 75.0 % of 16 statements (home 75.0, kit 75.0)"


def test_what_several_processes_saw_is_put_together(monkeypatch):
    monkeypatch.setattr(covered, "ran", {"kit/here.py": bytearray([1, 0, 0])})
    told = {"ran": {"kit/here.py": bytes([0, 1, 0]), "kit/there.py": bytes([1])}}
    covered.pytest_testnodedown(SimpleNamespace(workeroutput=told), None)
    covered.pytest_testnodedown(SimpleNamespace(), "it was lost on the way")
    assert covered.ran == {"kit/here.py": bytes([1, 1, 0]), "kit/there.py": bytes([1])}
