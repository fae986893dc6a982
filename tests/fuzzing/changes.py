"""What is done to a request that works."""

from tests.fuzzing import values
from tests.fuzzing.asks import Upload, as_bytes, encoded
from tests.fuzzing.uploads import forged

# Just below what Django refuses by itself.
MOST_FIELDS, MOST_BYTES = 1500, 2_000_000


def changed(ask, chance, known):
    """The request with one to three things changed. `known`: keys and numbers of other objects."""
    for _ in range(chance.choice([0, 1, 1, 1, 2, 2, 3])):
        [way] = chance.choices(*zip(*WAYS.items(), strict=True))
        ask = way(ask, chance, known)
    return ask


def _pairs(ask):
    """Where the request's fields stand: 'query' or 'fields'."""
    return "query" if ask.is_reading or (ask.query and not ask.fields) else "fields"


def another_value(ask, chance, known):
    where = _pairs(ask)
    pairs = list(getattr(ask, where))
    if not pairs:
        return list_parameter(ask, chance, known)
    place = chance.randrange(len(pairs))
    name, value = pairs[place]
    if isinstance(value, Upload):
        new = forged(value, chance) if chance.random() < 0.9 else values.nasty(chance)
    elif name.endswith("_FORMS"):
        new = chance.choice(["2000", "1001", "100", "1", "0", *values.NUMBERS])
    elif chance.random() < 0.2:
        new = chance.choice(known)
    else:
        new = values.nasty(chance)
    pairs[place] = (name, new)
    return ask.but(**{where: tuple(pairs)})


def another_set(ask, chance, known):
    """Fields dropped, doubled, of other names, exchanged, or thousands."""
    where = _pairs(ask)
    pairs = list(getattr(ask, where))
    if not pairs:
        return ask.but(**{where: ((chance.choice(values.LIST_PARAMETERS), values.nasty(chance)),)})
    place, way = chance.randrange(len(pairs)), chance.randrange(7)
    name, value = pairs[place]
    if way == 0:
        del pairs[place]
    elif way == 1:
        pairs.insert(place, (name, values.nasty(chance)))
    elif way == 2:
        pairs = [pair for pair in pairs if chance.random() < 0.5]
    elif way == 3:
        pairs[place] = (name + chance.choice(["[]", "[0]", "\x00", "-0", "__in", ".x", " ", "-TOTAL_FORMS"]), value)
    elif way == 4:
        other = chance.randrange(len(pairs))
        pairs[place], pairs[other] = (name, pairs[other][1]), (pairs[other][0], value)
    elif way == 5 and not isinstance(value, Upload):
        pairs += [(name, value[: MOST_BYTES // MOST_FIELDS])] * chance.choice([2, 50, MOST_FIELDS])
    else:
        pairs = [(_prefixed(other), sent) for other, sent in pairs] if chance.random() < 0.1 else pairs[::-1]
    return ask.but(**{where: tuple(pairs)})


def _prefixed(name):
    return name + "_id"


def list_parameter(ask, chance, known):
    name = chance.choice(values.LIST_PARAMETERS)
    if name == "_export":
        value = chance.choice(values.EXPORTS)
    elif name == "sort":
        value = chance.choice(
            ["-", "--name", "pk", "user__password", "-score", "?", ",", "name,-name", values.nasty(chance)]
        )
    else:
        value = values.nasty(chance) if chance.random() < 0.8 else chance.choice(known)
    return ask.but(query=(*ask.query, (name, value)))


def another_path(ask, chance, known):
    """One part of the address is something else."""
    parts = ask.path.split("/")
    places = [place for place, part in enumerate(parts) if part]
    if not places:
        return ask
    new = chance.choice(known) if chance.random() < 0.4 else values.nasty(chance)
    parts[chance.choice(places[-2:])] = encoded([(as_bytes(new)[:3000], "")])[:-1]
    return ask.but(path="/".join(parts))


def another_head(ask, chance, known):
    name = chance.choice(sorted(values.HEADERS))
    return ask.but(headers={**ask.headers, name: chance.choice(values.HEADERS[name])})


def from_htmx(ask, chance, known):
    return ask.but(headers={**ask.headers, "HX-Request": "true"})


def another_cookie(ask, chance, known):
    value = values.nasty(chance)
    return ask.but(cookies=(*ask.cookies, (chance.choice(values.COOKIES), as_bytes(value)[:3000])))


def another_method(ask, chance, known):
    return ask.but(method=chance.choice(values.METHODS))


def another_body(ask, chance, known):
    """Something else than a form, or a form that says it is something else."""
    if ask.is_reading:
        return list_parameter(ask, chance, known)
    if chance.random() < 0.5:
        return ask.but(content_type=chance.choice(values.CONTENT_TYPES))
    kind, body = ask.sent()
    way = chance.randrange(3)
    if way == 0:
        return ask.but(content_type="application/json", body=as_bytes(chance.choice(values.JSONS)))
    if way == 1:
        return ask.but(body=body[: chance.randrange(len(body) + 1)], content_type=kind)
    return ask.but(body=bytes(chance.randrange(256) for _ in range(200)), content_type=kind)


def with_forged_token(ask, chance, known):
    tokens = [("csrfmiddlewaretoken", values.nasty(chance)), ("csrfmiddlewaretoken", "x")]
    return ask.but(fields=(*ask.fields, *tokens))


def with_a_way_back(ask, chance, known):
    """A place to go on to, in the names that such places have."""
    pair = (chance.choice(["next", "back", "next_url", "return", "url", "to"]), chance.choice(values.PLACES))
    if ask.is_reading or chance.random() < 0.4:
        return ask.but(query=(*_without(ask.query, pair[0]), pair))
    return ask.but(fields=(*_without(ask.fields, pair[0]), pair))


def _without(pairs, name):
    return tuple(pair for pair in pairs if pair[0] != name)


def as_somebody_else(ask, chance, known):
    from tests.personas import EVERYBODY

    return ask.but(who=chance.choice(EVERYBODY))


WAYS = {
    another_value: 50,
    another_set: 14,
    list_parameter: 8,
    another_path: 8,
    another_head: 6,
    from_htmx: 3,
    another_cookie: 4,
    another_method: 3,
    another_body: 4,
    with_forged_token: 1,
    with_a_way_back: 6,
    as_somebody_else: 12,
}
