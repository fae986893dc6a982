"""A mapping written down as TOML from what a person said on the screen: the command reads the same text."""

import json

from kit.values.canonical import content_hash
from people.staff.codes import latin


def drafted(said):
    """TOML. `said`: title, kind, about, about_name, evaluator, evaluator_text, source, source_column, source_words,
    date, date_value, order, starts_on, ends_on, place, identity, context, long, scales, criteria (headings all)."""
    lines = [f"title_fa = {_text(said['title'])}", f"title_en = {_text(said['title'])}"]
    lines += _table("subject", kind=said["kind"], code=_pattern(said["about"]), name_fa=_pattern(said["about_name"]))
    lines += _table("place", **said["place"])
    who = _pattern(said["evaluator"]) or said["evaluator_text"]
    lines += _table("evaluator", code=who, name_fa=who)
    lines += _source(said)
    lines += _table("date", column=said["date"], value=said["date_value"], order=said["order"])
    lines += _table("cycle", starts_on=said["starts_on"], ends_on=said["ends_on"])
    lines += _table("context", columns=said["context"]) if said["context"] else []
    lines += _table("identity", columns=said["identity"]) if said["identity"] else []
    lines += _table("long", **said["long"]) if said["long"] else []
    for scale in said["scales"]:
        lines += _scale(scale)
    for criterion in said["criteria"]:
        lines += _row("criterion", column=criterion["column"], scale=criterion["scale"], weight=1)
    body = "\n".join(lines) + "\n"
    return f"code = {_text(_code(said['title'], body))}\n{body}"


def _code(title, body):
    return f"{latin(title)[:24].strip('-') or 'past'}-{content_hash(body)[:6]}"


def _source(said):
    if not said["source_column"]:
        return _table("source", value=said["source"])
    words = {json.dumps(word, ensure_ascii=False): source for word, source in said["source_words"].items()}
    return _table("source", column=said["source_column"]) + (_table("source.words", **words) if words else [])


def _scale(scale):
    lines = _row("scale", **{name: scale[name] for name in ("name", "kind", "lowest", "highest") if name in scale})
    for outcome in scale.get("outcomes", ()):
        lines += _row("scale.outcome", **outcome)
    return lines


def _pattern(head):
    return f"{{{head}}}" if head else ""


def _table(title, **values):
    return ["", f"[{title}]", *_values(values)]


def _row(title, **values):
    return ["", f"[[{title}]]", *_values(values)]


def _values(values):
    return [f"{name} = {_text(value)}" for name, value in values.items() if value not in ("", None)]


def _text(value):
    return json.dumps(value, ensure_ascii=False)
