"""Charts as inline SVG, the same on the page and in a PDF. Shapes only: words stand beside them in HTML.

Values are basis points. In Persian everything runs from the right: x is computed, nothing is mirrored by CSS. Colours
stand in the attributes, for documents; on a page the classes (`t` track, `v` value, `low`, `goal`, `band`) win.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

TRACK, VALUE, LOW, GOAL, BAND, LINE = "#f0ebe1", "#0b6764", "#8a5000", "#23211d", "#b9d8d3", "#e5dfd3"
FULL = 10_000
_WIDE, _HIGH = 1000, 32


def bar(
    value: int | None, *, target: int | None = None, width: str = "100%", height: str = "0.6em", rtl: bool | None = None
) -> SafeString:
    """A bar from the start side with a dark tick at the target; amber below it. `value` None: an empty track."""
    shapes = [("t", 0, FULL, TRACK)]
    if value:
        is_low = target is not None and value < target
        shapes.append(("v low" if is_low else "v", 0, value, LOW if is_low else VALUE))
    across = _across(width, height)
    parts = [_rect(css, *_span(start, end, rtl), fill, across=across) for css, start, end, fill in shapes]
    if target is not None:
        parts.append(_tick(target, rtl))
    return _svg(parts, width, height, f"0 0 {_WIDE} {_HIGH}", "bar")


def interval(
    value: int,
    low: int,
    high: int,
    *,
    target: int | None = None,
    start: int = 0,
    end: int = FULL,
    width: str = "100%",
    height: str = "0.9em",
    rtl: bool | None = None,
) -> SafeString:
    """A value with its interval on an axis from `start` to `end`."""
    scale, across = _Scale(start, end), _across(width, height)
    parts = [_rect("t", *_span(0, FULL, rtl), TRACK, thin=True, across=across)]
    parts.append(_rect("band", *_span(scale(low), scale(high), rtl), BAND, across=across))
    if target is not None:
        parts.append(_tick(scale(target), rtl))
    centre = _x(scale(value), rtl)
    shape = '<ellipse class="v" cx="{}" cy="16" rx="{}" ry="14" fill="{}"/>'
    dot = format_html(shape, _short(centre), _short(14 * across if across else 10), VALUE)
    return _svg([*parts, dot], width, height, f"0 0 {_WIDE} {_HIGH}", "interval")


def ring(value: int, *, size: str = "5em", rtl: bool | None = None) -> SafeString:
    """How much of a whole path is done: clockwise, in Persian anticlockwise."""
    length, flip = 2 * math.pi * 43, ' transform="matrix(-1 0 0 1 100 0)"' if _is_rtl(rtl) else ""
    circle = '<circle class="{}" cx="50" cy="50" r="43" fill="none" stroke="{}" stroke-width="11"{}/>'
    done = length * min(max(value, 0), FULL) / FULL
    dashes = format_html(
        ' stroke-linecap="round" stroke-dasharray="{} {}" transform="rotate(-90 50 50)"', _short(done), _short(length)
    )
    parts = [format_html(circle, "t", TRACK, "")]
    if value > 0:
        parts.append(format_html("<g{}>{}</g>", mark_safe(flip), format_html(circle, "v", VALUE, dashes)))  # noqa: S308
    return _svg(parts, size, size, "0 0 100 100", "ring", keep=True)


@dataclass(frozen=True)
class Spoke:
    """Where the words of one value of a radar stand: per cent from the left and the top of its box."""

    left: float
    top: float


def radar(
    values: Sequence[int | None], *, target: int | None = None, size: str = "60mm", rtl: bool | None = None
) -> SafeString:
    """A polygon over three or more values, first one on top, clockwise (in Persian anticlockwise)."""
    rings = [_polygon("t", [level] * len(values), "none", LINE, rtl) for level in (2500, 5000, 7500, FULL)]
    parts = [*rings, format_html_join("", _SPOKE, [_point(n, len(values), FULL, rtl) for n in range(len(values))])]
    if target is not None:
        parts.append(_polygon("goal", [target] * len(values), "none", GOAL, rtl, dashed=True))
    parts.append(_polygon("v", [value or 0 for value in values], VALUE, VALUE, rtl))
    return _svg(parts, size, size, "0 0 200 200", "radar", keep=True)


def radar_spokes(count: int, *, reach: int = 11_800, rtl: bool | None = None) -> list[Spoke]:
    """Places for the words around `radar`, in the order of its values."""
    points = [_point(n, count, reach, rtl) for n in range(count)]
    return [Spoke(round(float(x) / 2, 1), round(float(y) / 2, 1)) for x, y in points]


def trend(
    values: Sequence[int | None],
    *,
    low: int | None = None,
    high: int | None = None,
    width: str = "100%",
    height: str = "3em",
    rtl: bool | None = None,
) -> SafeString:
    """A line through values in the order of time (None leaves a gap), from the start side."""
    known = [value for value in values if value is not None]
    scale = _Scale(min(known, default=0) if low is None else low, max(known, default=0) if high is None else high)
    dots, step = [], _WIDE / max(1, len(values) - 1)
    for number, value in enumerate(values):
        if value is not None:
            x = number * step
            dots.append((_short(_WIDE - x if _is_rtl(rtl) else x), _short(190 - scale(value) * 180 / FULL)))
    line = " ".join(f"{x},{y}" for x, y in dots)
    parts = [format_html(_LINE, line, VALUE), format_html_join("", _DOT, [(x, y, VALUE) for x, y in dots])]
    return _svg(parts, width, height, f"-10 0 {_WIDE + 20} 200", "trend")


# Shapes --------------------------------------------------------------------------------------------------------------

_SPOKE = f'<line class="t" x1="100" y1="100" x2="{{}}" y2="{{}}" stroke="{LINE}" stroke-width="1"/>'
_LINE = '<polyline class="v" points="{}" fill="none" stroke="{}" stroke-width="6" stroke-linejoin="round"/>'
_DOT = '<circle class="v" cx="{}" cy="{}" r="7" fill="{}"/>'


class _Scale:
    """Basis points of the way from `start` to `end`, kept on it."""

    def __init__(self, start, end):
        self.start, self.length = start, max(1, end - start)

    def __call__(self, value):
        return min(max((value - self.start) * FULL / self.length, 0), FULL)


def _is_rtl(rtl):
    return get_language_bidi() if rtl is None else rtl


def _x(value, rtl):
    x = value * _WIDE / FULL
    return _WIDE - x if _is_rtl(rtl) else x


def _span(start: float, end: float, rtl: bool | None) -> tuple[float, float]:
    """(x, width) of the shape between two values."""
    first, second = _x(start, rtl), _x(end, rtl)
    return min(first, second), abs(second - first)


def _across(width, height):
    """How long a length is across, in units, that is one unit high: known where both are given in millimetres."""
    if not (width.endswith("mm") and height.endswith("mm")):
        return None
    return float(height[:-2]) / _HIGH / (float(width[:-2]) / _WIDE)


def _rect(css, x, width, fill, thin=False, across=None):
    """With half-circles at its ends; where the picture's shape is not known, as round as they come."""
    y, height = (13, 6) if thin else (0, _HIGH)
    shape = '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="{}"{} fill="{}"/>'
    radius, upright = min(height, width) / 2, ""
    if across:
        radius, upright = min(height * across, width) / 2, format_html(' ry="{}"', _short(height / 2))
    return format_html(shape, css, _short(x), y, _short(width), height, _short(radius), upright, fill)


def _tick(target, rtl):
    x = min(max(_x(target, rtl) - 2, 0), _WIDE - 4)
    return format_html('<rect class="goal" x="{}" y="0" width="4" height="{}" fill="{}"/>', _short(x), _HIGH, GOAL)


def _point(number, count, value, rtl):
    angle = 2 * math.pi * number / count
    across = -math.sin(angle) if _is_rtl(rtl) else math.sin(angle)
    reach = 78 * value / FULL
    return _short(100 + across * reach), _short(100 - math.cos(angle) * reach)


def _polygon(css, values, fill, stroke, rtl, dashed=False):
    points = " ".join(",".join(_point(n, len(values), value, rtl)) for n, value in enumerate(values))
    opacity = "0.18" if fill != "none" else "1"
    dashes = "4 3" if dashed else "none"
    shape = (
        '<polygon class="{}" points="{}" fill="{}" fill-opacity="{}" stroke="{}" stroke-width="1.5" '
        'stroke-dasharray="{}"/>'
    )
    return format_html(shape, css, points, fill, opacity, stroke, dashes)


def _short(number):
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _svg(parts, width, height, box, css, keep=False):
    return format_html(
        '<svg class="hv-chart {}" width="{}" height="{}" viewBox="{}"{} aria-hidden="true">{}</svg>',
        css,
        width,
        height,
        box,
        "" if keep else mark_safe(' preserveAspectRatio="none"'),
        format_html_join("", "{}", [(part,) for part in parts]),
    )
