"""A request sent to the product in this process, undone afterwards, and what came of it."""

import signal
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.cache import cache
from django.core.signals import got_request_exception
from django.test import RequestFactory
from django.test.client import ClientHandler

from kit.http.charset import in_letters
from tests.doors import outcome_of, writes
from tests.fuzzing.asks import LONGEST_LINE, as_bytes

PATIENCE = 8


@dataclass
class Answer:
    """`outcome` as in `tests.doors`; `cpu` in seconds, of this process; `problem`: what was raised, if anything was."""

    outcome: int | str
    headers: dict
    content: bytes
    cpu: float
    problem: str = ""
    written: list = field(default_factory=list)

    @property
    def location(self):
        return self.headers.get("Location", "")

    @property
    def is_html(self):
        return self.headers.get("Content-Type", "").startswith("text/html")


class Held(BaseException):
    """The process was held so long that nobody waits for the answer."""


@contextmanager
def _stopped_after(seconds):
    """Of CPU: what would take minutes is a fault that is told, not a suite that hangs."""

    def stop(*about):
        raise Held(f"stopped after {seconds} s of CPU")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


class Door(RequestFactory):
    """The test client without its memory: no templates are copied, no cookies kept."""

    def __init__(self):
        super().__init__()
        self.handler = ClientHandler(enforce_csrf_checks=False)

    def request(self, **environ):
        return self.handler(in_letters(self._base_environ(**environ)))

    def answer(self, ask, cookies):
        content_type, body = ask.sent()
        headers = {name: _on_the_wire(value) for name, value in ask.headers.items()}
        headers["Cookie"] = _on_the_wire("; ".join([*_pairs(cookies), *_forged_pairs(ask.cookies)]))
        cache.clear()  # what bounds the number of tries
        with _raised() as problems, writes() as written:
            begun = time.process_time()
            try:
                with _stopped_after(PATIENCE):
                    response = self.generic(ask.method, ask.address, body, _on_the_wire(content_type), headers=headers)
                    content = b"".join(response.streaming_content) if response.streaming else response.content
                outcome, found = outcome_of(response), dict(response.items())
            except (Exception, Held) as problem:  # while it was sent, or while the page of the fault was made
                problems.append(problem)
                outcome, found, content = 500, {}, b""
            cpu = time.process_time() - begun
        return Answer(outcome, found, content, cpu, "; ".join(map(_named, problems)), written)


def _pairs(cookies):
    return [f"{name}={morsel.coded_value}" for name, morsel in cookies.items()]


def _forged_pairs(cookies):
    return [f"{name}={as_bytes(value).decode('latin-1')}" for name, value in cookies]


def _on_the_wire(text):
    """Servers hand over bytes as latin-1, and no line breaks: those end a header."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        text = as_bytes(text).decode("latin-1")
    return text.replace("\r", "").replace("\n", "").replace("\x00", "")[:LONGEST_LINE]


@contextmanager
def _raised():
    problems = []

    def hear(**about):
        problems.append(sys.exc_info()[1])

    got_request_exception.connect(hear, weak=False)
    try:
        yield problems
    finally:
        got_request_exception.disconnect(hear)


def _named(problem):
    """The exception and the place of ours where it passed last."""
    frames, trace = [], problem.__traceback__
    while trace:
        frames.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    ours = [frame for frame in frames if "site-packages" not in frame and "/lib/python" not in frame]
    ours = [frame for frame in ours if "/tests/" not in frame and "/kit/middleware" not in frame]
    last = [frame.split("/", 1)[-1] for frame in (*ours[-1:], *frames[-1:])]
    return f"{type(problem).__name__}: {str(problem)[:150]!r} ({' < '.join(reversed(last))})"
