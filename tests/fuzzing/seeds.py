"""The requests that work, of one row of the access table: its address, its post, and the forms of its page."""

from urllib.parse import parse_qsl

from tests.access import PASSWORD, SIGN_IN
from tests.fuzzing.asks import Ask
from tests.fuzzing.pages import Page
from tests.personas import EVERYBODY
from tests.safety.test_forgery import WHOLE

SHUT = {403, 404, 405, 410, SIGN_IN, PASSWORD}
# Forms that stand on every page, and are in their turn at their own addresses.
FRAME = {"/people/display/", "/account/logout/", "/search/"}
MOST_READERS = 2
MOST_LINKS, MOST_FIELDS = 12, 12


def let_in(row, method):
    """Who is not refused, by the row."""
    return [who for who in EVERYBODY if not set(row.expected(method)[who]) <= SHUT]


def of_row(row, world):
    """The reading, the post as the table has it, and the whole post where there is one."""
    path = row.address(world)
    readers, writers = let_in(row, "get") or ["narges"], let_in(row, "post")
    found = [Ask(readers[0], "GET", path)]
    if writers:
        found.append(Ask(writers[-1], "POST", path, fields=pairs(row.data(world))))
        if row.name in WHOLE:
            found.append(Ask(writers[-1], "POST", path, fields=pairs(WHOLE[row.name](world))))
    return found


def weight(ask):
    """How often it is tried: the more there is to forge, the more often."""
    return 1 + 2 * min(len(ask.fields), MOST_FIELDS) + min(len(ask.query), 3)


def pairs(data):
    return tuple(
        (name, one if hasattr(one, "content") else str(one)) for name, value in data.items() for one in _each(value)
    )


def _each(value):
    return value if isinstance(value, list | tuple) else [value]


def readers_of(row, chance):
    """Whose pages of the row are read for forms: those who are let in, each in turn of the seeds."""
    readers = let_in(row, "get")
    return chance.sample(readers, min(MOST_READERS, len(readers)))


def of_page(url, answer, who, chance, uploads):
    """A request for each form and for some of the links that the page shows."""
    if not answer.is_html or answer.outcome != 200:
        return []
    page = Page(url, answer.content.decode("utf-8", "replace"))
    forms = [form.filled(chance, who, uploads) for form in page.forms]
    links = chance.sample(page.links, min(MOST_LINKS, len(page.links)))
    found = [ask for ask in forms if ask.path.startswith("/") and (ask.path not in FRAME or chance.random() < 0.05)]
    return found + [_linked(who, link) for link in links]


def _linked(who, link):
    path, _, query = link.partition("?")
    return Ask(who, "GET", path, query=tuple(parse_qsl(query, keep_blank_values=True)))
