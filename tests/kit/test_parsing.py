"""Strangers' files are read by a process of its own that can be slow, large or dead without anybody else noticing."""

import io
from pathlib import Path

import pytest

from kit.parsing import client
from kit.parsing.client import read_apart
from kit.parsing.messages import WORDS, said
from kit.parsing.refusal import Refused
from kit.processes.child import Child
from kit.reader import reading_as
from kit.spreadsheets import SpreadsheetError, read_table

READERS = "tests.kit.strange_readers."


def refused(reader, **options):
    with pytest.raises(Refused) as caught:
        read_apart(READERS + reader, b"x", **options)
    return caught.value


def test_one_warm_process_reads_one_file_after_the_other():
    processes = {read_apart(READERS + "process", b"") for _ in range(3)}
    assert len(processes) == 1
    assert read_apart(READERS + "length", b"x" * 3_000_000) == 3_000_000


@pytest.mark.parametrize(
    ("reader", "code", "values"),
    [
        ("hoard", "memory", {"size": 200}),
        ("fall", "deep", {}),
        ("refuse", "rows", {"rows": 5}),
        ("stumble", "broken", {}),
        ("vanish", "broken", {}),
        ("panic", "broken", {}),
        ("abort", "memory", {"size": 200}),
    ],
)
def test_a_reader_in_trouble_is_a_refusal_and_the_next_file_is_read(reader, code, values):
    found = refused(reader, memory=200 * 1024 * 1024)
    assert (found.code, found.values) == (code, values)
    assert read_apart(READERS + "length", b"abc") == 3


def test_a_reader_that_never_ends_is_ended_by_the_seconds_of_work_that_it_may_take():
    found = refused("spin", seconds=1)
    assert (found.code, found.values) == ("slow", {"seconds": 1})
    assert read_apart(READERS + "length", b"abc") == 3


def test_an_answer_has_a_size(monkeypatch):
    monkeypatch.setattr(client, "LARGEST_ANSWER", 1000)
    assert refused("flood", memory=2 * 1024**3).code == "answer"


def test_the_child_knows_no_secret_and_no_django(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "s" * 50)
    monkeypatch.setenv("DATABASE_URL", "postgres://x")
    environment, modules = read_apart(READERS + "around", b"", is_secret=True)
    assert ({*environment} - {"LC_CTYPE"}, modules) == ({"LANG"}, [])


@pytest.mark.parametrize("way", ["open", "write", "socket", "database", "program", "fork", "remove"])
def test_a_reader_stays_by_itself(way):
    assert refused("leave", way=way).code == "broken"
    assert not Path("left_behind.py").exists()


def test_what_went_wrong_is_logged_without_a_word_of_the_file(monkeypatch):
    said = []
    monkeypatch.setattr(client.logger, "error", lambda words, *values: said.append(words % values))
    refused("stumble")
    assert len(said) == 1
    assert "KeyError at" in said[0]
    assert "secret" not in said[0]


def test_a_child_that_cannot_be_started_is_a_sentence(monkeypatch):
    def fails():
        raise OSError("no process left")

    own = client._Child()
    own.start = fails
    monkeypatch.setattr(client, "_child", own)
    with reading_as("en"), pytest.raises(SpreadsheetError, match="at the moment"):
        read_table(io.BytesIO(b"a\n1\n"))


def test_a_child_that_died_meanwhile_is_replaced(monkeypatch):
    own = client._Child()
    monkeypatch.setattr(client, "_child", own)
    first = read_apart(READERS + "process", b"")
    own.process.kill()
    own.process.wait()
    assert read_apart(READERS + "process", b"") != first
    own.stop()
    assert own.process is None


def test_every_child_is_gone_after_trouble():
    for reader in ("spin", "vanish"):
        refused(reader, seconds=1)
        assert client._child.process is None


def test_what_a_fork_left_behind_is_not_touched():
    asked = []
    own = Child(lambda: asked.append(1), uses=lambda: 1)
    own.process, own.connection, own.owner = object(), object(), -1
    assert own.stop() is None


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_refusal_has_a_sentence_that_names_its_limit(language):
    with reading_as(language):
        numbers = {"size": 512, "name": "Score", "seconds": 2, "number": 2, "column": 2, "rows": 2, "columns": 2}
        numbers |= {"cells": 2, "letters": 2, "tags": 2, "sheets": 2}
        sentences = [said(Refused(code, **numbers)) for code in WORDS]
        assert len(set(sentences)) == len(WORDS)
        assert ("۲" if language == "fa" else "2") in said(Refused("slow", seconds=2))
