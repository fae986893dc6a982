"""Who holds a lease: a process of a machine. A dead one on this machine is seen at once, others when the lease ends."""

import os
import socket

GONE = "gone"


def this_process() -> str:
    return f"{_host()}|{os.getpid()}|{_born(os.getpid())}"


def is_dead(holder: str) -> bool:
    """True only for a process of this machine that is gone for certain."""
    host, pid, born = ([*holder.split("|"), "", ""])[:3]
    return host == _host() and pid.isdigit() and os.path.isdir("/proc/self") and _born(int(pid)) != born


def _host():
    return socket.gethostname().replace("|", "")[:60]


def _born(pid):
    """The process's start in clock ticks since boot, so that a number used again is not taken for the old process."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return GONE
    return GONE if fields[0] in "ZX" else fields[19]
