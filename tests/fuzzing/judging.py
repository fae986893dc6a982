"""What holds for every answer, whatever was asked."""

import re
from urllib.parse import urlsplit

from tests.access import PASSWORD, SIGN_IN
from tests.fuzzing.values import MARK

# Far above what any page takes, so that a busy machine fails nothing; far below what holds a server.
MOST_CPU = 2.0
# A deed that writes a whole folder, once in a company's life; its page says that it takes a moment.
A_WHOLE_FOLDER, MOST_FOR_IT = "/author/starters/", 8.0
SLOW = "took"
REFUSED = {400, 401, 403, 404, 405, 410, 413, 415, 429, SIGN_IN, PASSWORD}
LEADING = ("Location", "HX-Redirect", "HX-Location", "HX-Push-Url", "HX-Replace-Url")


def faults(ask, answer):
    """What is wrong with the answer, in words."""
    if isinstance(answer.outcome, int) and answer.outcome >= 500:
        yield f"{answer.outcome} {answer.problem}"
    most = MOST_FOR_IT if ask.path.startswith(A_WHOLE_FOLDER) and not ask.is_reading else MOST_CPU
    if answer.cpu > most:
        yield f"{SLOW} {answer.cpu:.1f} s of CPU"
    if answer.written and (ask.is_reading or answer.outcome in REFUSED):
        yield f"{answer.outcome} and wrote: {answer.written[0][:160]}"
    for name in LEADING:
        if not stays_here(answer.headers.get(name, "")):
            yield f"leads away: {name}: {answer.headers[name]!r:.200}"
    if any("\r" in f"{name}{value}" or "\n" in f"{name}{value}" for name, value in answer.headers.items()):
        yield "a header with a line break"
    if answer.is_html and MARK.encode() in answer.content:
        yield f"what was sent stands in the page as it was: {_around(answer.content)!r}"


def is_slow(fault):
    return fault.startswith(SLOW)


def stays_here(place):
    """As browsers read it: backslashes are slashes, spaces at the ends, tabs and line breaks are nothing."""
    place = re.sub(r"[\t\r\n]", "", place.strip(" \f\0\t\r\n")).replace("\\", "/")
    if not place:
        return True
    try:
        parts = urlsplit(place)
    except ValueError:
        return False
    if place.startswith("//") or parts.netloc or parts.scheme:
        return parts.scheme in ("http", "https") and parts.netloc == "testserver"
    return True


def _around(content):
    place = content.index(MARK.encode())
    return content[max(0, place - 60) : place + 30].decode("utf-8", "replace")
