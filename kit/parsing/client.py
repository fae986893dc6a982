"""The side that asks: hands a stranger's file to a child and waits, no longer than allowed.

    read_apart("kit.spreadsheets.tables.read", content, limits={...})

The child is kept warm: starting it takes as long as reading a small file. It is replaced after 200 files, after every
kind of trouble, and where a file was secret.
"""

import atexit
import json
import logging
import multiprocessing
import signal
import subprocess
import sys
from typing import Any

from django.conf import settings

from kit.parsing.refusal import Refused
from kit.processes.child import Child, ChildEnded, TookTooLong

FILES_PER_CHILD = 200
MEGABYTE = 1024 * 1024
LARGEST_ANSWER = 256 * MEGABYTE
# Its clock runs on while others work: a busy machine may need much longer for the same work.
PATIENCE = 10

logger = logging.getLogger(__name__)


def read_apart(
    reader: str,
    content: bytes,
    *,
    seconds: int | None = None,
    memory: int | None = None,
    is_secret: bool = False,
    **options: Any,
) -> Any:
    """What the reader (the dotted path of a pure function) makes of bytes. Raises Refused.

    `seconds` of CPU and bytes of `memory` are bounded by the settings unless told; `options` go to the reader. Codes of
    its own: slow, memory, deep, answer, broken, unavailable (see `kit.parsing.messages`).
    """
    seconds, memory = seconds or settings.PARSING_SECONDS, memory or settings.PARSING_MEMORY
    asked = {"reader": reader, "options": options, "seconds": seconds, "memory": memory, "largest": LARGEST_ANSWER}
    child = _Child() if is_secret else _child
    try:
        answer = json.loads(child.read(asked, content, seconds * PATIENCE))
    except TookTooLong as problem:
        raise Refused("slow", seconds=seconds) from problem
    except ChildEnded as problem:
        raise _ended(problem.status, seconds, memory) from problem
    finally:
        if is_secret:
            child.stop()
    if "refused" in answer:
        raise _refused(reader, answer, memory)
    child.spent = answer["spent"]
    return answer["found"]


def _ended(status, seconds, memory):
    if status == -signal.SIGXCPU:
        return Refused("slow", seconds=seconds)
    # The machine had no memory left; or calamine, which is Rust and ends itself where it is given none.
    if status in (-signal.SIGKILL, -signal.SIGABRT):
        return Refused("memory", size=memory // MEGABYTE)
    logger.error("the process that reads files ended: %s", status)
    return Refused("broken" if status and status < 0 else "unavailable")


def _refused(reader, answer, memory):
    if "problem" in answer:
        logger.error("the reader %s failed: %s", reader, answer["problem"])
    if answer["refused"] == "memory":
        return Refused("memory", size=memory // MEGABYTE)
    return Refused(answer["refused"], **answer["values"])


class _Child(Child):
    """`spent`: seconds of CPU that the last file took."""

    spent = 0

    def __init__(self):
        super().__init__(_start, uses=lambda: FILES_PER_CHILD)

    def read(self, asked, content, seconds):
        def send(end):
            end.send_bytes(json.dumps(asked).encode())
            end.send_bytes(content)

        return self.ask(send, lambda end: end.recv_bytes(LARGEST_ANSWER + MEGABYTE), seconds=seconds)


def _start():
    near_end, far_end = multiprocessing.Pipe()
    command = [sys.executable, "-E", "-s", "-m", "kit.parsing.process", str(far_end.fileno())]
    try:
        process = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env={"LANG": "C.UTF-8"},  # no address of a database, no secret
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[far_end.fileno()],
        )
    except BaseException:
        near_end.close()
        raise
    finally:
        far_end.close()
    return process, near_end


_child = _Child()
atexit.register(_child.stop)
