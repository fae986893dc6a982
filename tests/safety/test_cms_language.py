"""The CMS speaks one language at a time: to a Persian author Persian, to an English one English."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.utils import translation
from wagtail.models import Page, Site, Task, Workflow

from tests.access_table import make_world
from tests.doors import read_out
from tests.personas import client_for
from tests.safety.cms_world import addresses
from training.models import LessonMedia, Question

# Wagtail leaves the file unclosed in which it makes a smaller picture.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
SPOKEN = {"title", "aria-label", "placeholder", "alt"}
SILENT = {"script", "style", "svg", "code", "kbd", "template"}
# Words; a code, an address, the name of a file or a class is none.
LATIN, PERSIAN = re.compile(r"[A-Za-z]{2,}"), re.compile(r"[آ-ی]{2,}")
LABELS = re.compile(r'"label": "((?:[^"\\]|\\.)*)"')
# Formats and keys; the word of a button of Wagtail's that is not seen, and its name on its pages of faults.
FORMATS = "XLSX CSV AVIF GIF HEIC JPG JPEG PNG WEBP MP4 WebM M4A MP3 OGG WebVTT WEBVTT URL Slug HTML PDF"
KEYS = "Ctrl Alt Shift Esc Enter Cmd"
ALLOWED = {*FORMATS.split(), *KEYS.split(), "MP", "MB", "Search", "Wagtail"}
# A report that is out of the menu: it lists classes of the code.
LEFT_OUT = ("wagtailadmin_reports:page_types_usage", "wagtailadmin_error_test", "wagtailadmin_styleguide")
# Each language is offered by its own name.
OWN_NAMES = ("English", "Persian", "فارسی")


class Spoken(HTMLParser):
    """What a page says: texts, and attributes that are read out; hidden counters are not."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.said, self.inside, self.numbers = [], [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        is_silent = tag in SILENT or (tag == "div" and "hidden" in attrs)
        if is_silent or tag in self.inside[-1:]:
            self.inside.append(tag)
        self.said += [attrs[name] for name in SPOKEN if attrs.get(name)]
        if tag == "input" and attrs.get("type") in ("submit", "button"):
            self.said.append(attrs.get("value") or "")
        if tag == "input" and attrs.get("type") == "number":
            self.numbers.append(attrs.get("name"))

    def handle_endtag(self, tag):
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.said.append(" ".join(data.split()))


def heard(answer):
    """(what is said, names of number inputs) of a page or of a fragment that comes as JSON."""
    kind = answer.headers.get("Content-Type", "")
    if answer.status_code != 200 or answer.streaming or not ("html" in kind or "json" in kind):
        return [], []
    text = answer.content.decode()
    labels = [json.loads(f'"{label}"') for label in LABELS.findall(text)] if "html" in kind else []
    if "json" in kind:
        answered = json.loads(text)
        text = (answered.get("html") if isinstance(answered, dict) else "") or ""
    page = Spoken()
    page.feed(text)
    return page.said + labels, page.numbers


def content():
    """What people wrote: titles, questions, names; in whatever language."""
    for page in Page.objects.filter(depth__gt=1).specific():
        yield from (page.get_admin_display_title(), page.title)
    yield from ("چطور مهمان را ببینیم.", "چون مهم است.")  # of a course and a standard
    for question in Question.objects.all():
        yield from (question.text_fa, question.text_en)
    yield from (media.title_fa for media in LessonMedia.objects.all())


def walk(world, who, leave):
    client = client_for(who)
    client.raise_request_exception = False
    paths = addresses(world)
    written = sorted(filter(None, content()), key=len, reverse=True)
    mixed, numbers = {}, set()
    for name, path in paths:
        if name.startswith(LEFT_OUT) or path.endswith("nowhere/"):
            continue
        said, found = heard(read_out(client.get(path)))
        numbers |= {(name, field) for field in found}
        for text in said:
            for each in (*written, *OWN_NAMES):
                text = text.replace(each, "")
            if leave(text) or "---" in text:
                mixed.setdefault(text, name)
    return mixed, numbers


def is_english(text):
    words = LATIN.findall(re.sub(r"\S*[./_-]\S*\.?\w*|\b[A-Z]{2,4}-\d+\b", " ", text))
    return bool(set(words) - ALLOWED)


@pytest.fixture
def world(db):
    return make_world()


def test_a_persian_author_meets_no_english_word_and_no_field_for_latin_digits(world):
    mixed, numbers = walk(world, world.mina, is_english)
    assert mixed == {} and numbers == set()


def has_latin_digits(text):
    """Outside of codes, addresses, names of files and texts that are all Latin."""
    if LATIN.search(text) and not re.search("[آ-ی]", text):
        return False
    return bool(re.search(r"[0-9]", re.sub(r"[\w@./:#%+-]*[A-Za-z_@][\w@./:#%+-]*", " ", text)))


def test_a_persian_author_meets_no_latin_digit(world):
    mixed, _numbers = walk(world, world.mina, has_latin_digits)
    assert mixed == {}


def test_an_english_author_meets_no_persian_word(world):
    world.mina.user.language = "en"
    world.mina.user.save(update_fields=["language"])
    mixed, _numbers = walk(world, world.mina, PERSIAN.search)
    assert mixed == {}


@pytest.mark.parametrize(
    ("language", "approval", "root"),
    [("fa", "تأیید پیش از انتشار", "همهٔ صفحه‌ها"), ("en", "Approval before publishing", "All pages")],
)
def test_names_of_one_row_are_read_in_the_readers_language(language, approval, root):
    with translation.override(language):
        assert {Workflow.objects.get().name, Task.objects.get().name, str(Task.objects.get().specific)} == {approval}
        assert Page.get_first_root_node().get_admin_display_title() == root
        assert Site.objects.get().site_name == ("هوادار" if language == "fa" else "Havadar")


def test_a_name_that_somebody_chose_is_theirs():
    workflow = Workflow.objects.get()
    workflow.name = "نگاه دوم"
    workflow.save()
    assert Workflow.objects.get().name == "نگاه دوم"
