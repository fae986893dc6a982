"""Templates are read by people: one element a line, as `djangofmt` writes it, in lines that fit a screen."""

import re
from pathlib import Path

from config import floors

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
LONGEST, MOST_LINES = 120, 250
STYLE = re.compile(r"(?<![\w-])style=")
# Readers of mail throw style sheets away, so that mails say their looks in place: the one exception.
MAILS = "people/mail/"
OPENS = r"\{% (?:if|else|for|empty)\b[^%]*%\}"
# Our classes, where they are worn and where they are given a look; the last three are found by, not looked at.
WORN = re.compile(r"(?<![\w-])hv-[a-z0-9]+(?:-[a-z0-9]+)*(?![\w-])")
RULED = re.compile(r"\.(hv-[\w-]+)")
FOUND_BY = {"hv-chart", "hv-datepicker", "hv-file-row"}
# Space before {% elif %} belongs to what stands before.
APART = re.compile(rf"^\s*(?:{OPENS})*\{{% sep %\}}")


def lines():
    for page in PAGES:
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{page.relative_to(TEMPLATES)}:{number}", line


def test_no_line_is_longer_than_a_screen_is_wide():
    assert [place for place, line in lines() if len(line) > LONGEST] == []


def test_lines_are_short_on_average():
    lengths = [len(line) for _, line in lines()]
    assert sum(lengths) / len(lengths) < 60


def test_long_pages_are_split_into_parts():
    assert [str(page) for page in PAGES if len(page.read_text(encoding="utf-8").splitlines()) > MOST_LINES] == []


def test_no_space_stands_before_what_parts_two_facts():
    """In Persian it is a comma: `{{ a }}{% sep %}`. What is a tag or a sentence is named first (`as`, `asvar`)."""
    assert [place for place, line in lines() if APART.match(line)] == []


def test_looks_stand_in_style_sheets():
    """The site's policy lets no style attribute work (`style-src 'self'`); a share of a bar is the width of an SVG."""
    assert [place for place, line in lines() if STYLE.search(line) and not place.startswith(MAILS)] == []


def test_htmx_is_asked_by_attributes_of_html():
    """`hx-get` is no attribute of HTML, `data-hx-get` is; htmx knows both."""
    assert [place for place, line in lines() if re.search(r"(?<![\w-])hx-", line)] == []


def sources(*endings):
    for folder in (ROOT / "static" / "js", ROOT / "static" / "css", *(ROOT / app for app in floors.APPS)):
        for ending in endings:
            yield from (file.read_text(encoding="utf-8") for file in folder.rglob(f"*.{ending}"))


def test_every_class_has_a_look_and_every_look_is_worn():
    """A class that no style sheet knows says nothing, a rule that nothing wears is sent to everybody for nothing."""
    worn = {name for text in (*(line for _, line in lines()), *sources("js", "py")) for name in WORN.findall(text)}
    ruled = {name for sheet in sources("css") for name in RULED.findall(sheet)}
    assert (sorted(worn - ruled - FOUND_BY), sorted(ruled - worn)) == ([], [])
