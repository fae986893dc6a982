"""What no page of the CMS sends is answered in words: no 500, no way off the site, nothing over two seconds."""

import random
import time
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from playbook.models import ComplaintPolicyPage, StandardPage
from tests.access_table import make_world
from tests.doors import read_out, sign_everybody_in
from tests.limits import LITTLE
from tests.safety.cms_world import addresses
from tests.safety.forging import BLOCK, RICH_TEXTS, contents, fields_of, forge, parameters_of, stream
from training.models import LessonPage

# Wagtail leaves the file unclosed in which it makes a smaller picture.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]
WHO = ("mina", "armin")
# How many of the CMS's addresses are drawn in a run of the suite, and the beginning of the draw.
DRAWN, SEED = 80, 27


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """A world with pages, a picture and a question; nothing of it is left behind."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        paths = addresses(world)
        yield SimpleNamespace(world=world, paths=paths, cookies=sign_everybody_in(world))
        transaction.set_rollback(True)


@pytest.fixture
def send(scene):
    """send(path, data, who="mina", method="post") -> response; what it changed is undone."""

    def sent(path, data=None, *, who="mina", method="post"):
        client = Client(raise_request_exception=False)
        client.cookies = scene.cookies[who].copy()
        body = urlencode(data or {}, doseq=True, errors="surrogatepass")
        with transaction.atomic():
            if method == "get":
                answer = client.generic("GET", path, QUERY_STRING=body)
            else:
                answer = client.generic("POST", path, body, content_type="application/x-www-form-urlencoded")
            read_out(answer)
            transaction.set_rollback(True)
        return answer

    return sent


def form_of(path, send, name=""):
    """The fields of the form at an address, as a browser would send them back; of a lesson with its text of blocks."""
    page = send(path, method="get")
    fields = fields_of(page.content.decode()) if page.status_code == 200 and not page.streaming else {}
    fields.pop("csrfmiddlewaretoken", None)
    return {**fields, **(stream("body") if "lessonpage" in path or "lesson" in name else {})}


def test_a_draw_of_forged_requests_is_no_fault(scene, send):
    chance = random.Random(SEED)
    names = parameters_of("wagtail")
    assert {"next", "new_parent_page", "q", "p"} <= set(names)
    faults = []
    for name, path in chance.sample(scene.paths, DRAWN):
        own = form_of(path, send, name)
        for method in ("get", "post"):
            data, who = forge(own if method == "post" else {}, names, chance), chance.choice(WHO)
            begun = time.process_time()
            answer = send(path, data, who=who, method=method)
            cost = time.process_time() - begun
            if answer.status_code >= 500 or cost > LITTLE or _leads_away(answer):
                odd = {key: str(value)[:60] for key, value in data.items() if own.get(key) != value}
                faults.append(f"{method} {path} as {who}: {answer.status_code}, {cost:.1f} s: {odd}")
    assert not faults, "\n" + "\n".join(faults)


def _leads_away(answer):
    there = answer.headers.get("Location", "/")
    return not there.startswith(("/", "?")) or there.startswith(("//", "/\\"))


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.mark.parametrize("number", range(len(RICH_TEXTS)))
def test_a_rich_text_that_is_none_is_no_fault(number, scene, send):
    path = edit(StandardPage.objects.first())
    begun = time.process_time()
    assert send(path, {"behaviour": "x", "body": RICH_TEXTS[number]}).status_code in (200, 302, 400)
    assert time.process_time() - begun < LITTLE


@pytest.mark.parametrize(
    "text", ["{", "[]", "1", "[" * 5000, contents({**BLOCK, "text": "\ud800"}), contents({**BLOCK, "depth": 10**30})]
)
def test_what_the_editor_cannot_have_sent_is_answered_with_400(text, scene, send):
    assert send(edit(StandardPage.objects.first()), {"behaviour": "x", "body": text}).status_code == 400


@pytest.mark.parametrize("data", [{}, {"id": "x", "format": "left"}, {"id": 1, "format": "x"}, {"id": 10**30}])
def test_a_picture_that_would_shut_its_page_for_ever_is_refused(data, scene, send):
    entities = {"0": {"type": "IMAGE", "mutability": "IMMUTABLE", "data": {"alt": "", **data}}}
    picture = {**BLOCK, "type": "atomic", "entityRanges": [{"offset": 0, "length": 1, "key": 0}]}
    answer = send(edit(StandardPage.objects.first()), {"behaviour": "x", "body": contents(picture, entities=entities)})
    assert answer.status_code == 400


def test_a_rich_text_in_a_lesson_goes_the_same_way(scene, send):
    page = LessonPage.objects.first()
    for text in ("{", "[" * 5000, contents({**BLOCK, "text": 5})):
        data = form_of(edit(page), send, "lesson") | {"body-0-value": text}
        assert send(edit(page), data).status_code == 400


@pytest.mark.parametrize("next_", ["x", "javascript:alert(1)", "//evil.example", "https://evil.example/", "/\\e", "["])
@pytest.mark.parametrize("name", ["delete", "unpublish", "copy", "move", "edit", "convert_alias"])
def test_there_is_no_way_on_but_ours(name, next_, scene, send):
    path = reverse(f"wagtailadmin_pages:{name}", args=[StandardPage.objects.first().pk])
    assert send(path, {"next": next_}).status_code == 400
    assert send(path, {"next": next_}, method="get").status_code == 400


def test_our_way_on_is_taken(scene, send):
    path = reverse("wagtailadmin_pages:unpublish", args=[StandardPage.objects.first().pk])
    there = reverse("wagtailadmin_explore_root")
    assert send(path, {"next": there}).headers["Location"] == there


def _standard():
    return StandardPage.objects.first()


def _policy():
    return ComplaintPolicyPage.objects.first()


# What 0.1.0 answered with 500: (name of the page, its object, what is sent).
FORGED = [
    ("wagtailadmin_pages:copy", _standard, {"new_parent_page": "x"}),
    ("wagtailadmin_pages:copy", _standard, {"new_parent_page": "9" * 30}),
    ("wagtailadmin_pages:copy", _standard, {"new_parent_page": "999999"}),
    ("wagtailadmin_pages:copy", _standard, {"new_parent_page": "²"}),
    ("wagtailadmin_pages:move", _standard, {"new_parent_page": "x"}),
    ("wagtailadmin_pages:move", _standard, {"new_parent_page": "-1"}),
    ("wagtailadmin_pages:edit", _standard, {"overwrite_revision_id": "x"}),
    ("wagtailadmin_pages:edit", _standard, {"action-workflow-action": "1"}),
    ("wagtailadmin_pages:edit", _policy, {"steps-0-id": "x"}),
    ("wagtailadmin_pages:edit", _policy, {"steps-TOTAL_FORMS": "2000"}),
    ("wagtailadmin_pages:edit", LessonPage.objects.first, {"body-count": "x"}),
    ("wagtailadmin_pages:edit", LessonPage.objects.first, {"body-count": "9" * 5000}),
    ("wagtailadmin_pages:edit", LessonPage.objects.first, {"body-1-order": "1.5"}),
    ("wagtailadmin_choose_page_external_link", None, {"x": "y"}),
    ("wagtailadmin_choose_page_anchor_link", None, {"parent_page_id": "x"}),
    ("wagtailadmin_pages:edit", _standard, {"a\x00b": "x"}),
]


@pytest.mark.parametrize("number", range(len(FORGED)))
def test_what_was_a_fault_is_a_bad_request(number, scene, send):
    name, found, data = FORGED[number]
    path = reverse(name, args=[found().pk] if found else [])
    own = form_of(path, send, "lesson" if "body" in str(data) else "") if found else {}
    assert send(path, own | data).status_code in (200, 400)
    assert send(path, data).status_code in (200, 400)


def test_a_letter_that_no_database_keeps_is_left_out(scene, send):
    path = edit(_standard())
    assert send(path, form_of(path, send) | {"behaviour": "a\x00b"}).status_code == 302
    assert send(path, {"behaviour": "a\x00b"}).status_code in (200, 302, 400)


def test_a_number_that_no_row_has_is_not_found(scene, send):
    path = edit(_standard()).replace(f"/{_standard().pk}/", f"/{10**30}/")
    assert send(path, method="get").status_code == 404


def test_a_fault_of_ours_is_not_hidden(scene, send, monkeypatch, caplog):
    """The same kind of fault, raised under code of ours, stays a 500 that somebody reads about."""
    from django.http import QueryDict

    monkeypatch.setattr("training.wagtail_hooks.refresh_course", lambda **kwargs: QueryDict("")["no such"])
    page = LessonPage.objects.first()
    answer = send(edit(page), form_of(edit(page), send, "lesson"))
    assert answer.status_code == 500
    assert "Internal Server Error" in caplog.text


def test_only_the_cms_has_the_net(scene, send):
    assert send("/people/", {"next": "x"}, method="get").status_code != 400
