"""Sixty inputs of people who mean ill, as names and comments: none is fetched, none leaks, none breaks a document."""

import datetime as dt
import io
import socket
import threading

import pikepdf
import pypdf
import pytest
from django.template import engines

from evaluations.results.summaries import PersonSummary, TeamSummary
from kit.documents.creation import make_paper
from kit.documents.kinds import paper_of
from kit.documents.store import read_document
from kit.pdf import render_pdf
from kit.reader import reading_as
from people.models import StaffMember
from tests.documents import scenes
from tests.documents.reading import text_of
from tests.factories.evaluations import document_of, published_scorecard
from tests.factories.playbook import frozen_edition

HOST = "http://127.0.0.1:{port}"
HTML = (
    "<script>document.write(1)</script>",
    '<img src="{host}/x">',
    '<img src="file:///etc/passwd">',
    "<img src=x onerror=alert(1)>",
    '<iframe src="file:///etc/passwd"></iframe>',
    '<object data="file:///etc/passwd"></object>',
    '<embed src="{host}/x">',
    '<link rel="stylesheet" href="{host}/a.css">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<a rel="attachment" href="file:///etc/passwd">x</a>',
    '<base href="{host}/">',
    '<meta http-equiv="refresh" content="0;url={host}">',
    '<meta name="author" content="somebody">',
    "</p></td></tr></table></body></html><h1>out</h1>",
    "<title>another title</title>",
    "<!-- never closed",
    "<![CDATA[ x ]]>",
    "<p" * 300,
    "<b>" * 600,
    "&lt;img src=x&gt; &amp;lt; &#60;script&#62;",
    '"><svg/onload=alert(1)>',
    "'><!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    '<video poster="{host}/x"></video>',
    '<input autofocus onfocus="x">',
    '<table><tr><td background="{host}/x">',
    '<math><maction xlink:href="{host}/x">',
)
CSS = (
    "<style>@import '{host}/a.css'</style>",
    "<style>@page{{size:1px}}</style>",
    "<style>*{{display:none}}</style>",
    "<style>@font-face{{font-family:Vazirmatn;src:url({host}/f)}}</style>",
    "<style>body{{background:url(file:///etc/passwd)}}</style>",
    '" style="background:url({host}/x)',
    "expression(alert(1)) url({host}/x)",
    "</style><style>a{{content:attr(href)}}",
    "*/ body{{color:red}} /*",
    "@page{{@bottom-left{{content:'forged'}}}}",
    "position:running(document)",
)
SVG = (
    "<svg><image href='{host}/x'/></svg>",
    "<svg><use href='file:///etc/passwd#x'/></svg>",
    "<svg><script>1</script></svg>",
    "<svg><foreignObject><iframe src='{host}'/></foreignObject></svg>",
    "<svg><style>@import url({host}/x)</style></svg>",
    "<svg width='1e9' height='1e9'><rect width='1e9' height='1e9'/></svg>",
    "<svg><filter id='f'><feImage href='{host}/x'/></filter></svg>",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='{host}/x'/></svg>",
)
URLS = (
    "file:///etc/passwd",
    "static:../config/settings/base.py",
    "{host}/?x={{{{ settings.SECRET_KEY }}}}",
    "javascript:alert(1)",
    "\\\\host\\share\\x",
    "../../../../etc/passwd",
)
TEXTS = (
    "{{{{ evaluation.subject.user.password }}}} {{% debug %}}",
    "{{% include '/etc/passwd' %}}{{% load x %}}",
    "\u202eevil\u202c \u2066x\u2069 \u200f\u200e\u061c",
    "a\u0300" * 400,
    "\u200b\u200c\u200d\ufeff" * 100,
    "X" * 2000,
    "👩‍👩‍👧‍👦🏳️‍🌈" * 50,
    "%s %(x)s %n ${{7*7}} #{{7*7}} \\endgroup\\input",
    "=cmd|' /C calc'!A0",
)
HOSTILE = (*HTML, *CSS, *SVG, *URLS, *TEXTS)
PAGE = """{% extends "base_pdf.html" %}{% load pdf %}{% block body %}<h1><bdi>{{ text }}</bdi></h1>
<table class="crit"><tbody><tr><td><div class="say" dir="{{ text|own_dir }}">{{ text|linebreaksbr }}</div>
</td></tr></tbody></table>{% endblock %}"""


class Listener:
    """Counts whoever knocks."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port, self.knocks = self.socket.getsockname()[1], 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                caller, _address = self.socket.accept()
            except OSError:
                return
            self.knocks += 1
            caller.close()


@pytest.fixture(scope="module")
def listener():
    listening = Listener()
    yield listening
    listening.socket.close()


def written(pattern, listener):
    return pattern.format(host=HOST.format(port=listener.port))[:2000]


def page(text):
    with reading_as("en"):
        context = {"title": text[:200], "organisation": text[:120], "kind": "Record", "made_on": dt.date(2026, 11, 21)}
        context |= {
            "number": text[:24],
            "verify_code": "K7QM-2R9X-4TND",
            "verify_url": "http://testserver/",
            "text": text,
        }
        return engines["django"].from_string(PAGE).render(context)


def test_there_are_sixty():
    assert len(set(HOSTILE)) == len(HOSTILE) == 60


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_it_is_text_and_nothing_else(number, listener):
    text = written(HOSTILE[number], listener)
    pdf = render_pdf(page(text), language="en")
    read = text_of(pdf)
    assert "root:x:" not in read and "SECRET_KEY =" not in read
    assert "Page 1 of" in read and "K7QM-2R9X-4TND" in read
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.attachments) == 0
        assert str(document.docinfo["/Title"]) == " ".join(text[:200].split()) or not text.isascii()
        assert float(document.pages[0].mediabox[2]) == pytest.approx(595, abs=1)
    assert listener.knocks == 0


def test_a_record_full_of_them_is_whole(people, listener):
    comments = {place: written(text, listener) for place, text in enumerate(HOSTILE)}
    people.narges.given_name_en, people.narges.family_name_en = HOSTILE[0], '<img src="file:///etc/passwd">'
    people.narges.save()
    card = published_scorecard(frozen_edition(standards=len(HOSTILE)))
    evaluation = scenes.with_comments(people, card, comments)
    pdf = read_document(document_of(evaluation, "en", at=scenes.LATER))
    assert "root:x:" not in text_of(pdf)
    assert "<script>" in text_of(pdf)
    assert list(pypdf.PdfReader(io.BytesIO(pdf)).attachments) == ["evaluation.json"]
    assert listener.knocks == 0


def test_summaries_full_of_them_are_whole(people, listener):
    """As the names of people, of their team and of the cycle."""
    cycle = scenes.cycle_of_one(people)
    cycle.title_en = written(HOSTILE[1], listener)[:120]
    cycle.save()
    people.narges.given_name_en, people.narges.family_name_en = CSS[2], HTML[2]
    people.narges.save()
    people.day_shift.name_en = written(SVG[0], listener)[:120]
    people.day_shift.save()
    narges = StaffMember.objects.select_related("team__branch", "job_role").get(pk=people.narges.pk)
    for kind, summary in (
        ("cycle-summary", PersonSummary(cycle, narges)),
        ("team-summary", TeamSummary(cycle, people.day_shift)),
    ):
        pdf = read_document(make_paper(paper_of(kind), summary, language="en", at=scenes.LATER))
        assert "root:x:" not in text_of(pdf) and "<" in text_of(pdf)
        assert list(pypdf.PdfReader(io.BytesIO(pdf)).attachments) == [f"{kind}.json"]
    assert listener.knocks == 0
