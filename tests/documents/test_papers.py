"""Certificate, reward statement, folder and pocket card: who may have them, once and for all, what stands in them."""

import io
from datetime import date
from types import SimpleNamespace

import pypdf
import pytest
from django.urls import reverse

from kit.documents.creation import make_paper, stored_paper
from kit.documents.kinds import paper_of
from kit.documents.models import StoredDocument
from kit.documents.store import read_document
from tests.documents.reading import attached, text_of
from tests.documents.scenes import LATER
from tests.documents.test_gallery import keep
from tests.factories import rewards as made_rewards
from tests.factories.playbook import frozen_edition
from tests.factories.training import CourseFactory
from tests.worlds import built_once
from training.models import Completion


@built_once
def completion(people):
    return Completion.objects.create(
        staff=people.narges,
        course=CourseFactory(title_fa="خوشامد و سفارش", title_en="Greeting and ordering"),
        edition=frozen_edition(),
        completed_on=date(2026, 11, 1),
        valid_until=date(2027, 11, 1),
    )


@built_once
def row(people):
    plan = made_rewards.published_plan(by=people.hoda.user, roles=[people.barista])
    standards = [{"code": f"DUR-{n:02d}", "weight": 3000, "earned": 3000 - 400 * n} for n in (1, 2, 3)]
    with made_rewards.scores({people.narges: {"score": 8360, "standards": standards}}):
        run = made_rewards.frozen(plan, people.hoda.user, people.armin.user)
    return run.rows.get(staff=people.narges)


@built_once
def edition(people):
    return frozen_edition(standards=7, steps=6)


def door(name, thing, kind, language="fa"):
    return reverse(f"kit:{name}", args=[kind, thing.key, language])


def printed(kind, thing, language):
    paper = paper_of(kind)
    pdf = read_document(make_paper(paper, paper.find(thing.key, None), language=language, at=LATER))
    keep(pdf, f"{kind}.{language}.pdf")
    return pdf


def readers(client_for, people, kind, thing):
    """Who gets a page at the document's door."""
    found = set()
    for name in ("narges", "parisa", "saeed", "kaveh", "mina", "hoda", "armin"):
        status = client_for(getattr(people, name)).get(door("paper", thing, kind)).status_code
        assert status in (200, 404)
        if status == 200:
            found.add(name)
    return found


def test_who_may_have_a_certificate(client_for, people, completion):
    assert readers(client_for, people, "certificate", completion) == {"narges", "saeed", "mina", "hoda", "armin"}


def test_who_may_have_a_reward_statement(client_for, people, row):
    assert readers(client_for, people, "reward", row) == {"narges", "hoda", "armin"}


def test_everybody_may_have_the_folder_and_the_card(client_for, people, edition):
    everybody = {"narges", "parisa", "saeed", "kaveh", "mina", "hoda", "armin"}
    assert readers(client_for, people, "edition", edition) == everybody
    assert readers(client_for, people, "pocket-card", edition) == everybody
    assert readers(client_for, people, "pocket-card", frozen_edition()) == set()


def test_a_reward_that_is_not_settled_has_no_statement(client_for, people):
    plan = made_rewards.published_plan(by=people.hoda.user)
    with made_rewards.scores({people.narges: 8360}):
        row = made_rewards.computed(plan, people.hoda.user).rows.get(staff=people.narges)
    assert readers(client_for, people, "reward", row) == set()


@pytest.mark.parametrize(
    "address", ["nothing/{key}/fa", "certificate/{key}/de", "certificate/none/fa", "reward/{key}/fa"]
)
def test_what_is_none_is_not_found(client_for, people, completion, address):
    address = "/documents/" + address.format(key=completion.key) + "/"
    assert client_for(people.hoda).get(address).status_code == 404
    assert client_for(people.hoda).post(address + "make/").status_code == 404


def test_the_page_waits_until_the_worker_made_it(client_for, people, completion):
    client = client_for(people.narges)
    assert "kit/paper_wait.html" in [t.name for t in client.get(door("paper", completion, "certificate")).templates]
    assert client.get(door("paper_ready", completion, "certificate")).status_code == 204
    assert client.post(door("make_paper", completion, "certificate")).url == door("paper", completion, "certificate")
    assert client.get(door("paper_ready", completion, "certificate"))["HX-Redirect"]
    answer = client.get(door("paper", completion, "certificate"))
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_it_is_made_once_whatever_is_renamed_later(people, completion):
    printed("certificate", completion, "en")
    people.narges.family_name_en = "Rezaei"
    people.narges.save()
    printed("certificate", completion, "en")
    assert StoredDocument.objects.count() == 1


def test_the_certificate_says_what_was_completed(completion):
    text = text_of(printed("certificate", completion, "en"))
    for words in ("Narges Ahmadi", "Greeting and ordering", "1 November 2026", "1 November 2027", "Certificate"):
        assert words in text
    assert "خوشامد و سفارش" in text_of(printed("certificate", completion, "fa"))


def test_a_completed_course_gives_a_certificate_by_itself(people, completion, django_capture_on_commit_callbacks):
    from training.signals import course_completed

    with django_capture_on_commit_callbacks(execute=True):
        course_completed.send(Completion, completion=completion)
    assert [(row.kind, row.language) for row in StoredDocument.objects.all()] == [("certificate", "fa")]


def test_the_statement_shows_the_way_to_the_amount(row):
    text = text_of(printed("reward", row, "en"))
    for words in ("Narges Ahmadi", "Autumn rewards", "How it is computed", "Toman", row.run.content_hash[:12]):
        assert words in text
    assert attached(printed("reward", row, "en"))["reward.json"]["difference"] == row.difference
    assert "نرگس احمدی" in text_of(printed("reward", row, "fa"))


def test_a_frozen_run_makes_everyones_statement(row, people, django_capture_on_commit_callbacks):
    from rewards.signals import run_frozen

    with django_capture_on_commit_callbacks(execute=True):
        run_frozen.send(type(row.run), run=row.run)
    assert StoredDocument.objects.filter(kind="reward").count() == row.run.rows.count()


def test_the_folder_holds_every_standard_and_step(edition):
    text = text_of(printed("edition", edition, "en"))
    assert [code for code in (f"DUR-{n:02d}" for n in range(1, 8)) if code not in text] == []
    assert "Step 6" in text and edition.content_hash[:20] in text.replace(" ", "")
    assert "پیش از ثبت بازگو" in text_of(printed("edition", edition, "fa"))


def test_the_card_is_one_a5_page(edition):
    for language in ("fa", "en"):
        [page] = pypdf.PdfReader(io.BytesIO(printed("pocket-card", edition, language))).pages
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (420, 595)


def test_a_stored_paper_is_found_by_what_it_shows(edition):
    paper = paper_of("edition")
    assert stored_paper(paper, edition, "en") is None
    printed("edition", edition, "en")
    assert stored_paper(paper, edition, "en") is not None
    changed = SimpleNamespace(key=edition.key, number=9, content_hash="b" * 64, structure_hash="c" * 64)
    assert stored_paper(paper, changed, "en") is None
