"""The parts of every page. Each tag renders one template of `templates/components/`, where its arguments are described.

Scores, targets and bounds are basis points (8510 = 85.1 %); positions are computed here, words are
put together in the templates.
"""

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Protocol

from django import template
from django.contrib.messages.storage.base import Message
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kit.display import whole_bounds, whole_percent
from kit.phrases import separator
from kit.reader import current_reader
from kit.templatetags import fields
from kit.text.markup import escaped

Shown = dict[str, object]  # what a component's template is given


class Interval(Protocol):
    @property
    def n(self) -> int: ...
    @property
    def needed(self) -> int: ...
    @property
    def low(self) -> int: ...
    @property
    def high(self) -> int: ...


register = template.Library()

CHIP_ICONS = {"good": "check", "warn": "clock", "bad": "alert-triangle", "accent": "progress"}
SAYS_ICONS = {"info": "info-circle", "warn": "info-circle", "bad": "alert-triangle", "good": "circle-check"}
MESSAGE_ICONS = {"success": "circle-check", "warning": "alert-triangle", "error": "alert-circle"}
HEAT_STEPS = (60, 70, 80, 90)
ROUND = 2 * math.pi * 43  # the way around the ring of `components/ring.html`


def position(value: int, low: int = 0, high: int = 10000) -> str:
    """Where `value` stands between `low` and `high`, as a CSS length of the track, kept on it."""
    share = (min(max(value, low), high) - low) / (high - low) if high > low else 0
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"


# Signs ---------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _icons(storage):
    """Where the drawings are; a page asks a hundred times over."""
    return storage.url("icons.svg")


# typed: text that is safe already equals text that is not, and must not stand in for it.
@lru_cache(maxsize=4096, typed=True)
def _icon(source, name, size, flip, classes, label):
    css = " ".join(filter(None, ["i", f"i-{size}" if size else "", "flip" if flip else "", classes]))
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="{}" {}><use href="{}#i-{}"/></svg>', css, said, source, name)


@register.simple_tag
def icon(name: str, size: str = "", flip: bool = False, classes: str = "", label: object = "") -> SafeString:
    """{% icon "check" %}: size "lg" or "sm"; flip=True for arrows; label= where it stands without words."""
    return _icon(_icons(staticfiles_storage), name, size, flip, classes, str(label))


@register.simple_tag
def chip(text: object, kind: str = "", icon: str | None = None, plain: object = False) -> SafeString:
    """{% chip text kind="good|warn|bad|accent" icon="check" %}: a status, always words; each kind has its icon."""
    name = CHIP_ICONS.get(kind, "") if icon is None else icon
    return _chip(_icons(staticfiles_storage), text if hasattr(text, "__html__") else str(text), kind, name, bool(plain))


@lru_cache(maxsize=1024, typed=True)
def _chip(source, text, kind, name, plain):
    sign = _icon(source, name, "", False, "", "") if name else ""
    return format_html('<span class="hv-chip {}{}">{}{}</span>', kind, " plain" if plain else "", sign, text)


@register.simple_tag
def code(text: object) -> SafeString:
    """{% code "DUR-08" %}: any code, isolated and left to right."""
    return format_html('<bdi class="hv-code">{}</bdi>', text)


@register.simple_tag
def sep() -> str:
    """{{ a }}{% sep %}{{ b }}: between two facts in one line, with no space before it."""
    return separator()


@register.simple_tag
def facts(*parts: object) -> SafeString:
    """{% facts a b c %}: facts in one line, whichever of them there are."""
    return mark_safe(separator().join(escaped(part) for part in parts if part))  # noqa: S308 (escaped here)


@register.filter
def before(text: str, other: object) -> SafeString:
    """{% filter before:other %}text{% endfilter %}: two facts in one line, whatever space the text stands in."""
    return mark_safe(separator().join([text.strip(), escaped(other)]))  # noqa: S308 (a template's text is escaped)


CODE = re.compile(r"\b[A-Z]{2,5}(?:-[A-Z0-9]+)+\b")


@register.filter
def codes(text: object) -> SafeString:
    """{{ notice.title|codes }}: running text in which codes stay whole, on one line and left to right."""
    whole = CODE.sub(lambda found: f'<bdi class="hv-nowrap" dir="ltr">{found[0]}</bdi>', escaped(text))
    return mark_safe(whole)  # noqa: S308 (escaped above)


@register.inclusion_tag("components/critical.html")
def critical() -> Shown:
    return {}


@register.simple_tag
def avatar(name: object = "", size: str = "", neutral: object = False, icon: str = "") -> SafeString:
    """{% avatar person.name size="s" neutral=True %}: the first letter of a name, or an icon; decoration."""
    return _avatar(_icons(staticfiles_storage), icon, str(name).strip()[:1], size, bool(neutral))


@lru_cache(maxsize=1024, typed=True)
def _avatar(source, icon, letter, size, neutral):
    inner = _icon(source, icon, "sm", False, "", "") if icon else letter
    css = f"hv-avatar{' s' if size == 's' else ''}{' n' if neutral else ''}"
    return format_html('<span class="{}" aria-hidden="true">{}</span>', css, inner)


@register.inclusion_tag("components/mark.html")
def mark(organisation: object = "") -> Shown:
    return {"organisation": organisation}


# Head of a page ------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/crumbs.html")
def crumbs(*parts: object) -> Shown:
    """{% crumbs "The folder" folder_url "DUR-08" %}: label, address, label, address, ...; the last may have none."""
    labels, addresses = parts[::2], parts[1::2]
    return {"path": list(zip_longest(labels, addresses, fillvalue=""))}


@register.simple_block_tag
def page_head(content: str, title: object, lead: object = "", eyebrow: object = "", meta: object = "") -> str:
    """{% page_head title=... lead=... %}<a class="btn btn-primary">...</a>{% endpage_head %}: actions beside it."""
    return _render("page_head", title=title, lead=lead, eyebrow=eyebrow, meta=meta, actions=content)


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[object], label: object = "") -> Shown:
    return {"items": items, "label": label}


# Scores --------------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/score.html")
def score(
    value: int | None,
    n: int | None = None,
    low: int | None = None,
    high: int | None = None,
    size: str = "big",
    shown_from: int = 2,
    needed: int | None = None,
) -> Shown:
    bounds = whole_bounds(low, high) if low is not None and high is not None else (None, None)
    return {
        "value": value,
        "n": n,
        "low": bounds[0],
        "high": bounds[1],
        "size": size,
        "shown_from": shown_from,
        "needed": needed,
    }


@register.inclusion_tag("components/too_few.html")
def too_few(score: Interval) -> Shown:
    """{% too_few score %}: anything with `n`, `needed`, `low` and `high` in basis points."""
    low, high = whole_bounds(score.low, score.high)
    return {"n": score.n, "needed": score.needed, "low": low, "high": high}


@register.inclusion_tag("components/interval.html")
def interval(value: int, low: int, high: int, target: int | None = None, start: int = 5000, end: int = 10000) -> Shown:
    start = min(start, low // 1000 * 1000)
    bounds = whole_bounds(low, high)
    return {
        "value": value,
        "low": bounds[0],
        "high": bounds[1],
        "target": target,
        "start": whole_percent(start),
        "end": whole_percent(end),
        "target_whole": whole_percent(target) if target is not None else None,
        "at": position(value, start, end),
        "from_": position(low, start, end),
        "span": position(high - low + start, start, end),
        "goal": position(target, start, end) if target is not None else "",
        # so near the end of the axis that its words would meet the last figure
        "is_late": target is not None and 5 * (end - target) < end - start,
    }


@register.inclusion_tag("components/range.html")
def range_mark(value: int, low: int, high: int, start: int = 5000, end: int = 10000) -> Shown:
    return interval(value, low, high, None, start, end)


@register.inclusion_tag("components/bar.html")
def bar(
    label: object, value: int | None, target: int | None = None, n: int | None = None, url: str = "", decimals: int = 0
) -> Shown:
    return {
        "label": label,
        "value": value,
        "target": target,
        "n": n,
        "url": url,
        "decimals": decimals,
        "low": target is not None and value is not None and value < target,
        "width": position(value) if value is not None else "0%",
        "goal": position(target) if target is not None else "",
    }


@register.simple_tag
def heat_class(value: int | None, n: int | None = None, minimum: int = 5) -> str:
    """'ht1' to 'ht5' for a score, 'ht0' (hatched) where there are fewer than `minimum` evaluations or none."""
    if value is None or (n is not None and n < minimum):
        return "ht0"
    shown = whole_percent(value)
    return f"ht{1 + sum(shown >= step for step in HEAT_STEPS)}"


@register.inclusion_tag("components/heat.html")
def heat(value: int | None, n: int | None, minimum: int = 5, url: str = "") -> Shown:
    css = heat_class(value, n, minimum)
    return {"css": css, "value": None if value is None or css == "ht0" else whole_percent(value), "n": n, "url": url}


@register.inclusion_tag("components/heat_key.html")
def heat_key(minimum: int = 5) -> Shown:
    return {"minimum": minimum}


# Progress ------------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/ring.html")
def ring(done: int, total: int, label: object = "") -> Shown:
    share = 10000 * done // total if total else 0
    shown = whole_percent(share)
    dash = f"{ROUND * shown / 100:.2f} {ROUND:.2f}" if shown else ""
    return {"done": done, "total": total, "share": share, "dash": dash, "label": label}


@register.inclusion_tag("components/meter.html")
def meter(done: int, total: int = 100, label: object = "", thin: bool = False) -> Shown:
    share = 10000 * done // total if total else 0
    return {"share": whole_percent(share), "width": position(share), "label": label, "thin": thin}


@register.inclusion_tag("components/steps_bar.html")
def steps_bar(
    done: int = 0, total: int = 0, now: bool = False, label: object = "", marks: Sequence[str] | None = None
) -> Shown:
    """`marks`: words per step ("on", "now", "na", "gap", ""), where `done` of `total` does not say enough."""
    if marks is None:
        marks = ["on"] * done + [""] * (total - done)
        if now and done < total:
            marks[done] = "now"
    return {"marks": marks, "done": done, "total": total, "label": label}


@register.inclusion_tag("components/chain.html")
def chain(stops: Iterable[object]) -> Shown:
    """{% chain stops %}: the line of the chain on a page of it; `stops` of `playbook.chain.knots.line_of`."""
    return {"stops": stops}


@register.inclusion_tag("components/guide.html")
def guide(steps: Iterable[object]) -> Shown:
    return {"steps": steps}


@register.inclusion_tag("components/job.html")
def job(title: object, done: int, total: int, **more: object) -> Shown:
    share = 10000 * done // total if total else 0
    return {"title": title, "done": done, "total": total, "share": share, **more}


# Blocks --------------------------------------------------------------------------------------------------------------


@register.simple_block_tag
def says(content: str, kind: str = "warn", icon: str | None = None) -> str:
    """{% says kind="warn|info|good|bad" %}what will happen{% endsays %}: the consequence, before a final act."""
    return _render("says", content=content, kind=kind, icon=SAYS_ICONS.get(kind, "") if icon is None else icon)


@register.simple_block_tag
def choice(content: str, title: object, text: object = "", icon: str = "", level: int = 3) -> str:
    """{% choice title=... text=... icon="check" %}<button ...>{% endchoice %}: a clear way, with its consequence."""
    return _render("choice", content=content, title=title, text=text, icon=icon, level=level)


@register.inclusion_tag("components/empty.html")
def empty(
    title: object, text: object = "", icon: str = "inbox", url: str = "", button: object = "", button_icon: str = ""
) -> Shown:
    return {"title": title, "text": text, "icon": icon, "url": url, "button": button, "button_icon": button_icon}


@register.inclusion_tag("components/tile.html")
def tile(
    label: object, value: object, sub: object = "", icon: str = "", url: str = "", of: object = "", kind: str = ""
) -> Shown:
    return {"label": label, "value": value, "sub": sub, "icon": icon, "url": url, "of": of, "kind": kind}


@register.inclusion_tag("components/task.html")
def task(title: object, detail: object = "", url: str = "#", icon: str = "clipboard-check", kind: str = "") -> Shown:
    return {"title": title, "detail": detail, "url": url, "icon": icon, "kind": kind}


@register.inclusion_tag("components/checks.html")
def checks(items: Iterable[object]) -> Shown:
    return {"items": items}


@register.inclusion_tag("components/sums.html")
def sums(rows: Iterable[object]) -> Shown:
    return {"rows": rows}


@register.inclusion_tag("components/quote.html")
def quote(text: object, source: object = "", language: str = "") -> Shown:
    return {"text": text, "source": source, "language": language}


@register.inclusion_tag("components/file.html")
def file_row(name: object, url: str, detail: object = "", icon: str = "file", remove: str = "") -> Shown:
    return {"name": name, "url": url, "detail": detail, "icon": icon, "remove": remove}


# Small helps for templates -------------------------------------------------------------------------------------------


@register.filter
def message_icon(message: Message) -> str:
    return MESSAGE_ICONS.get(message.level_tag, "info-circle")


@register.simple_tag
def reader_calendar() -> str:
    return current_reader().calendar


def _render(name, **context):
    return render_to_string(f"components/{name}.html", context)


# Forms ---------------------------------------------------------------------------------------------------------------

register.simple_tag(fields.control)
register.simple_tag(fields.filters_used)
register.simple_tag(fields.written)
register.inclusion_tag("components/field.html")(fields.field)
register.inclusion_tag("components/form_fields.html")(fields.form_fields)
register.inclusion_tag("components/form_errors.html")(fields.form_errors)
