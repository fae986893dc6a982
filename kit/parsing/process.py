"""The child that reads files of strangers. Knows no Django, no settings, no database and no network.

Started as `python -m kit.parsing.process`, with an environment that holds nothing; a reader is a pure function from the
file's bytes to plain data, named by its dotted path. What it costs is bounded anew for every file.
"""

import gc
import json
import math
import os
import resource
import signal
import sys
import time
from importlib import import_module
from multiprocessing.connection import Connection

from kit.parsing.refusal import Refused

# What no reader does. A file that talked one into it would end here.
SHUT = ("socket.", "subprocess.", "sqlite3.", "os.", "shutil.", "ctypes.", "ftplib.", "urllib.", "webbrowser.")
LOOKING = ("os.listdir", "os.scandir")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CODE = (".py", ".pyc", ".so")


def main(descriptor: int) -> None:
    connection = Connection(descriptor)
    _shut_doors()
    while True:
        try:
            asked, content = json.loads(connection.recv_bytes()), connection.recv_bytes()
        except (EOFError, OSError):
            return
        answer = _answer(content=content, **asked)
        connection.send_bytes(answer)
        _let_go()
        del asked, content, answer
        gc.collect()


def _answer(*, content, reader, options, seconds, memory, largest):
    begun = time.process_time()
    _bound(seconds, memory)
    try:
        found = {"found": _reader(reader)(content, **options)}
        answer = _encoded(found | {"spent": time.process_time() - begun})
        if len(answer) > largest:
            raise Refused("answer")
    except Refused as refused:
        answer = _encoded({"refused": refused.code, "values": refused.values})
    except MemoryError:
        answer = _encoded({"refused": "memory", "values": {}})
    except RecursionError:
        answer = _encoded({"refused": "deep", "values": {}})
    except BaseException as problem:  # a panic of what is written in Rust is no Exception
        answer = _encoded({"refused": "broken", "values": {}, "problem": _told(problem)})
    return answer


def _encoded(found):
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _reader(path):
    module, _dot, name = path.rpartition(".")
    return getattr(import_module(module), name)


def _told(problem):
    """Kind and place alone: the words of an error may hold what stands in the file."""
    trace = problem.__traceback__
    while trace.tb_next:
        trace = trace.tb_next
    return f"{type(problem).__name__} at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"


def _bound(seconds, memory):
    gc.disable()  # rows of cells make no circles, and looking for some costs as much as reading
    spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _limit(resource.RLIMIT_CPU, math.ceil(spent + seconds))
    _limit(resource.RLIMIT_AS, memory)


def _let_go():
    """Waiting for the next file is free, and so is taking it in."""
    for what in (resource.RLIMIT_CPU, resource.RLIMIT_AS):
        _limit(what, resource.RLIM_INFINITY)
    gc.enable()


def _limit(what, wanted):
    """As much as wanted, at most what this process was given itself."""
    most = resource.getrlimit(what)[1]
    is_less = most == resource.RLIM_INFINITY or resource.RLIM_INFINITY != wanted < most
    resource.setrlimit(what, (wanted if is_less else most, most))


def _shut_doors():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for what in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
        resource.setrlimit(what, (0, 0))
    sys.addaudithook(_watch)


def _watch(event, arguments):
    if event == "open":
        path, _mode, flags = arguments
        if not str(path).endswith(CODE) or flags & WRITING:
            raise PermissionError("a reader opens no files but those of the program")
    elif event.startswith(SHUT) and event not in LOOKING:
        raise PermissionError("a reader stays by itself")


if __name__ == "__main__":
    main(int(sys.argv[1]))
