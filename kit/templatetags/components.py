"""The parts of every page. Each tag renders one template of `templates/components/`, where its arguments are described.

Scores, targets and bounds are basis points (8510 = 85.1 %); positions are computed here, words are
put together in the templates.
"""

import math
import re
from functools import lru_cache
from itertools import zip_longest

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from kit.display import whole_bounds, whole_percent
from kit.phrases import separator
from kit.reader import current_reader
from kit.templatetags import fields
from kit.text.markup import escaped

register = template.Library()

CHIP_ICONS = {"good": "check", "warn": "clock", "bad": "alert-triangle", "accent": "progress"}
SAYS_ICONS = {"info": "info-circle", "warn": "info-circle", "bad": "alert-triangle", "good": "circle-check"}
MESSAGE_ICONS = {"success": "circle-check", "warning": "alert-triangle", "error": "alert-circle"}
HEAT_STEPS = (60, 70, 80, 90)
ROUND = 2 * math.pi * 43  # the way around the ring of `components/ring.html`


def position(value, low=0, high=10000):
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
def icon(name, size="", flip=False, classes="", label=""):
    """{% icon "check" %}: size "lg" or "sm"; flip=True for arrows; label= where it stands without words."""
    return _icon(_icons(staticfiles_storage), name, size, flip, classes, str(label))


@register.simple_tag
def chip(text, kind="", icon=None, plain=False):
    """{% chip text kind="good|warn|bad|accent" icon="check" %}: a status, always words; each kind has its icon."""
    name = CHIP_ICONS.get(kind, "") if icon is None else icon
    return _chip(_icons(staticfiles_storage), text if hasattr(text, "__html__") else str(text), kind, name, bool(plain))


@lru_cache(maxsize=1024, typed=True)
def _chip(source, text, kind, name, plain):
    sign = _icon(source, name, "", False, "", "") if name else ""
    return format_html('<span class="hv-chip {}{}">{}{}</span>', kind, " plain" if plain else "", sign, text)


@register.simple_tag
def code(text):
    """{% code "DUR-08" %}: any code, isolated and left to right."""
    return format_html('<bdi class="hv-code">{}</bdi>', text)


@register.simple_tag
def sep():
    """{{ a }}{% sep %}{{ b }}: between two facts in one line, with no space before it."""
    return separator()


@register.simple_tag
def facts(*parts):
    """{% facts a b c %}: facts in one line, whichever of them there are."""
    return mark_safe(separator().join(escaped(part) for part in parts if part))  # noqa: S308 (escaped here)


@register.filter
def before(text, other):
    """{% filter before:other %}text{% endfilter %}: two facts in one line, whatever space the text stands in."""
    return mark_safe(separator().join([text.strip(), escaped(other)]))  # noqa: S308 (a template's text is escaped)


CODE = re.compile(r"\b[A-Z]{2,5}(?:-[A-Z0-9]+)+\b")


@register.filter
def codes(text):
    """{{ notice.title|codes }}: running text in which codes stay whole, on one line and left to right."""
    whole = CODE.sub(lambda found: f'<bdi class="hv-nowrap" dir="ltr">{found[0]}</bdi>', escaped(text))
    return mark_safe(whole)  # noqa: S308 (escaped above)


@register.inclusion_tag("components/critical.html")
def critical():
    return {}


@register.simple_tag
def avatar(name="", size="", neutral=False, icon=""):
    """{% avatar person.name size="s" neutral=True %}: the first letter of a name, or an icon; decoration."""
    return _avatar(_icons(staticfiles_storage), icon, str(name).strip()[:1], size, bool(neutral))


@lru_cache(maxsize=1024, typed=True)
def _avatar(source, icon, letter, size, neutral):
    inner = _icon(source, icon, "sm", False, "", "") if icon else letter
    css = f"hv-avatar{' s' if size == 's' else ''}{' n' if neutral else ''}"
    return format_html('<span class="{}" aria-hidden="true">{}</span>', css, inner)


@register.inclusion_tag("components/mark.html")
def mark(organisation=""):
    return {"organisation": organisation}


# Head of a page ------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/crumbs.html")
def crumbs(*parts):
    """{% crumbs "The folder" folder_url "DUR-08" %}: label, address, label, address, ...; the last may have none."""
    labels, addresses = parts[::2], parts[1::2]
    return {"path": list(zip_longest(labels, addresses, fillvalue=""))}


@register.simple_block_tag
def page_head(content, title, lead="", eyebrow="", meta=""):
    """{% page_head title=... lead=... %}<a class="btn btn-primary">...</a>{% endpage_head %}: actions beside it."""
    return _render("page_head", title=title, lead=lead, eyebrow=eyebrow, meta=meta, actions=content)


@register.inclusion_tag("components/tabs.html")
def tabs(items, label=""):
    return {"items": items, "label": label}


# Scores --------------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/score.html")
def score(value, n=None, low=None, high=None, size="big", shown_from=2, needed=None):
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
def too_few(score):
    """{% too_few score %}: anything with `n`, `needed`, `low` and `high` in basis points."""
    low, high = whole_bounds(score.low, score.high)
    return {"n": score.n, "needed": score.needed, "low": low, "high": high}


@register.inclusion_tag("components/interval.html")
def interval(value, low, high, target=None, start=5000, end=10000):
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
def range_mark(value, low, high, start=5000, end=10000):
    return interval(value, low, high, None, start, end)


@register.inclusion_tag("components/bar.html")
def bar(label, value, target=None, n=None, url="", decimals=0):
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
def heat_class(value, n=None, minimum=5):
    """'ht1' to 'ht5' for a score, 'ht0' (hatched) where there are fewer than `minimum` evaluations or none."""
    if value is None or (n is not None and n < minimum):
        return "ht0"
    shown = whole_percent(value)
    return f"ht{1 + sum(shown >= step for step in HEAT_STEPS)}"


@register.inclusion_tag("components/heat.html")
def heat(value, n, minimum=5, url=""):
    css = heat_class(value, n, minimum)
    return {"css": css, "value": None if css == "ht0" else whole_percent(value), "n": n, "url": url}


@register.inclusion_tag("components/heat_key.html")
def heat_key(minimum=5):
    return {"minimum": minimum}


# Progress ------------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/ring.html")
def ring(done, total, label=""):
    share = 10000 * done // total if total else 0
    shown = whole_percent(share)
    dash = f"{ROUND * shown / 100:.2f} {ROUND:.2f}" if shown else ""
    return {"done": done, "total": total, "share": share, "dash": dash, "label": label}


@register.inclusion_tag("components/meter.html")
def meter(done, total=100, label="", thin=False):
    share = 10000 * done // total if total else 0
    return {"share": whole_percent(share), "width": position(share), "label": label, "thin": thin}


@register.inclusion_tag("components/steps_bar.html")
def steps_bar(done=0, total=0, now=False, label="", marks=None):
    """`marks`: words per step ("on", "now", "na", "gap", ""), where `done` of `total` does not say enough."""
    if marks is None:
        marks = ["on"] * done + [""] * (total - done)
        if now and done < total:
            marks[done] = "now"
    return {"marks": marks, "done": done, "total": total, "label": label}


@register.inclusion_tag("components/chain.html")
def chain(stops):
    """{% chain stops %}: the line of the chain on a page of it; `stops` of `playbook.chain.knots.line_of`."""
    return {"stops": stops}


@register.inclusion_tag("components/guide.html")
def guide(steps):
    return {"steps": steps}


@register.inclusion_tag("components/job.html")
def job(title, done, total, **more):
    share = 10000 * done // total if total else 0
    return {"title": title, "done": done, "total": total, "share": share, **more}


# Blocks --------------------------------------------------------------------------------------------------------------


@register.simple_block_tag
def says(content, kind="warn", icon=None):
    """{% says kind="warn|info|good|bad" %}what will happen{% endsays %}: the consequence, before a final act."""
    return _render("says", content=content, kind=kind, icon=SAYS_ICONS.get(kind, "") if icon is None else icon)


@register.simple_block_tag
def choice(content, title, text="", icon=""):
    """{% choice title=... text=... icon="check" %}<button ...>{% endchoice %}: a clear way, with its consequence."""
    return _render("choice", content=content, title=title, text=text, icon=icon)


@register.inclusion_tag("components/empty.html")
def empty(title, text="", icon="inbox", url="", button="", button_icon=""):
    return {"title": title, "text": text, "icon": icon, "url": url, "button": button, "button_icon": button_icon}


@register.inclusion_tag("components/tile.html")
def tile(label, value, sub="", icon="", url="", of="", kind=""):
    return {"label": label, "value": value, "sub": sub, "icon": icon, "url": url, "of": of, "kind": kind}


@register.inclusion_tag("components/task.html")
def task(title, detail="", url="#", icon="clipboard-check", kind=""):
    return {"title": title, "detail": detail, "url": url, "icon": icon, "kind": kind}


@register.inclusion_tag("components/checks.html")
def checks(items):
    return {"items": items}


@register.inclusion_tag("components/sums.html")
def sums(rows):
    return {"rows": rows}


@register.inclusion_tag("components/quote.html")
def quote(text, source="", language=""):
    return {"text": text, "source": source, "language": language}


@register.inclusion_tag("components/file.html")
def file_row(name, url, detail="", icon="file", remove=""):
    return {"name": name, "url": url, "detail": detail, "icon": icon, "remove": remove}


# Small helps for templates -------------------------------------------------------------------------------------------


@register.filter
def message_icon(message):
    return MESSAGE_ICONS.get(message.level_tag, "info-circle")


@register.simple_tag
def reader_calendar():
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
