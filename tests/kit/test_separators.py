"""What stands between two facts of one line, and codes within a text."""

import re
from pathlib import Path

from kit.phrases import joined
from kit.reader import reading_as
from kit.templatetags.components import codes

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"


def test_a_separator_belongs_to_what_stands_before_it():
    with reading_as("fa"):
        assert joined(["۷ نفر", "", None, "آبان"]) == "۷ نفر، آبان"
    with reading_as("en"):
        assert joined(["7 people", "Aban"]) == "7 people\u00a0· Aban"


def test_no_template_writes_a_separator_of_its_own_or_a_space_before_it():
    texts = {path: path.read_text() for path in TEMPLATES.rglob("*.html")}
    assert [str(path) for path, text in texts.items() if "·" in text] == []
    # Space before {% elif %} belongs to what stands before.
    apart = re.compile(
        r"\s(?!\{% (?:elif|else)\b)(?:\{% (?:if(?! not forloop)|elif|else|endif|with)\b[^%]*%\}\s*)*\{% sep %\}"
    )
    assert [str(path) for path, text in texts.items() if apart.search(text)] == []


def test_codes_stay_whole_in_a_text():
    whole = '<bdi class="hv-nowrap" dir="ltr">EV-1405-00183</bdi>'
    assert codes("ارزیابی EV-1405-00183 <b>") == f"ارزیابی {whole} &lt;b&gt;"
    assert codes("no code here") == "no code here"
