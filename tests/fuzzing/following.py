"""What somebody would ask next: what was written may fall only when it is shown, or confirmed."""

from urllib.parse import parse_qsl, urlsplit

from tests.fuzzing.asks import Ask, Upload
from tests.fuzzing.judging import REFUSED, stays_here
from tests.fuzzing.seeds import of_page


def follow(asked, answer, chance, uploads):
    """Where the answer leads; after a file was sent, also the forms of the page that shows what is in it."""
    if answer.outcome in REFUSED or answer.outcome == 500:
        return []
    if not asked.is_reading:
        return [_then(asked, answer)] if answer.written or answer.location else []
    if asked.headers.get(CAME_BY) and answer.outcome == 200:
        forms = [then for then in of_page(asked.address, answer, asked.who, chance, uploads) if then.method == "POST"]
        return [then for then in forms if then.path.startswith(asked.path)][:1]
    return []


CAME_BY = "X-Came-By"


def _then(asked, answer):
    came = {CAME_BY: "file"} if any(isinstance(value, Upload) for _, value in asked.fields) else {}
    place = answer.location if answer.location and stays_here(answer.location) else asked.path
    parts = urlsplit(place.strip())
    path = parts.path if parts.path.startswith("/") else asked.path
    return Ask(asked.who, "GET", path, query=tuple(parse_qsl(parts.query, keep_blank_values=True)), headers=came)
