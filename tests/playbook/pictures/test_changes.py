"""What becomes of a picture afterwards changes nothing frozen; another one is a change that one sees."""

import hashlib
import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.images import get_image_model

from kit.documents.creation import make_paper
from kit.documents.kinds import paper_of
from kit.documents.store import read_document
from playbook.editions.comparison import compare
from playbook.models import ChangeClass, Edition, FrozenPicture, FrozenStandard, StandardPage
from playbook.verification import problems
from tests.factories.playbook import (
    FrozenStandardFactory,
    cms_picture,
    embedded,
    frozen_by,
    frozen_edition,
    live_standard,
    republish,
    reseal_standard,
    seal,
)
from tests.playbook.pictures.world import ALT, AT, content_of, hash_of, pictures_in, with_picture

# Wagtail leaves the file unclosed in which it makes a smaller picture.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


def test_an_edition_frozen_before_shows_its_picture_and_keeps_its_hash(people, narges, client_for):
    """The cleaning of then left the embed open, and the number of a row is all that it knows."""
    image = cms_picture()
    edition = frozen_edition(standards=0)
    old = f'<p>پیش</p><embed alt="{ALT}" embedtype="image" format="left" id="{image.pk}"><p>پس</p>'
    row = FrozenStandardFactory(edition=edition, body_fa=old)
    reseal_standard(row)
    seal(edition)
    reader, hashed = client_for(narges), (row.text_hash, Edition.objects.get(pk=edition.pk).content_hash)
    page = reader.get(row.get_absolute_url()).content.decode()
    assert f'alt="{ALT}"' in page and "<embed" not in page
    assert reader.get(re.search(r'<img src="([^"]+)"[^>]*loading', page)[1]).status_code == 200
    pdf = read_document(make_paper(paper_of("edition"), edition, language="fa", at=AT))
    assert len(pictures_in(pdf)) == 1
    again = FrozenStandard.objects.get(pk=row.pk)
    assert (again.body_fa, again.text_hash, Edition.objects.get(pk=edition.pk).content_hash) == (old, *hashed)
    image.delete()
    page = reader.get(row.get_absolute_url()).content.decode()
    assert "hv-nopicture" in page and ALT in page


def test_what_becomes_of_the_row_afterwards_changes_nothing_frozen(place, people, mina, narges, client_for):
    image = cms_picture()
    with_picture(place, image)
    edition = frozen_by(mina.user)
    row, reader = edition.standards.get(), client_for(narges)

    def shown():
        return re.findall("<img [^>]*lazy[^>]*>", reader.get(row.get_absolute_url()).content.decode())

    before = shown()
    assert len(before) == 1
    address = reverse("playbook:picture", args=[hash_of(image), "small"])
    seen = reader.get(address).content
    other = cms_picture(colour="#a5311f")
    get_image_model().objects.filter(pk=image.pk).update(file=other.file.name, title="دیگر")
    assert (shown(), reader.get(address).content) == (before, seen)
    get_image_model().objects.all().delete()
    assert (shown(), reader.get(address).content) == (before, seen)
    assert list(problems()) == []


def test_another_picture_under_the_same_words_is_a_change_that_one_sees(place, people, mina):
    image = cms_picture()
    page, _ = with_picture(place, image)
    first = frozen_by(mina.user)
    republish(page, body=f"<p>پیش</p>{embedded(cms_picture(colour='#a5311f'))}<p>پس</p>")
    second = frozen_by(mina.user, date(2026, 2, 1))
    assert second.standards.get().change_class == ChangeClass.EDITORIAL
    ((_row, differences),) = compare(first, second)["changed"]
    (pictures,) = [each for each in differences if each.language == "fa"]
    gone, new = ("".join(piece.text for piece in pictures.pieces if piece.kind == kind) for kind in ("gone", "new"))
    assert hash_of(image)[:8] in gone and gone != new and new


@pytest.mark.parametrize(
    ("was", "now", "seen"),
    [
        ("<p>یک</p>", "<p><b>یک</b></p>", "different"),
        ('<p><a href="https://a.example">یک</a></p>', '<p><a href="https://b.example">یک</a></p>', "b.example"),
        ("<ul><li>یک</li></ul>", "<ul><li>یک</li><li>دو</li></ul>", "دو"),
        ("<p>یک</p><p>دو</p>", "<p>یک دو</p>", "دو"),
    ],
)
def test_every_kind_of_change_is_said(place, people, mina, was, now, seen):
    page, _ = live_standard(place, body=was)
    first = frozen_by(mina.user)
    republish(page, body=now)
    with override("en"):
        found = compare(first, frozen_by(mina.user, date(2026, 2, 1)))["changed"]
        texts = "".join(piece.text for _row, each in found for one in each for piece in one.pieces)
    assert seen in texts


def test_words_of_a_picture_are_compared(place, people, mina):
    image = cms_picture()
    page, _ = with_picture(place, image, behaviour_en="")
    first = frozen_by(mina.user)
    republish(page, body=f"<p>پیش</p>{embedded(image, 'میز تمیز')}<p>پس</p>")
    ((_row, differences),) = compare(first, frozen_by(mina.user, date(2026, 2, 1)))["changed"]
    pieces = [(piece.kind, piece.text) for each in differences for piece in each.pieces]
    assert any(kind == "new" and "میز" in text for kind, text in pieces)
    assert any(kind == "gone" and "قفسهٔ" in text for kind, text in pieces)


def test_the_hash_of_a_picture_is_kept_once(place, people, mina):
    content = content_of(cms_picture())
    for n in range(2):
        with_picture(place, cms_picture(content=content), behaviour_fa=f"کار {n}")
    edition = frozen_by(mina.user)
    assert FrozenPicture.objects.get().standards.count() == 2
    page = StandardPage.objects.filter(locale__language_code="fa").first()
    republish(page, behaviour="کار دیگر")
    frozen_by(mina.user, date(2026, 2, 1))
    picture = FrozenPicture.objects.get()
    assert (picture.sha256, picture.standards.count()) == (hashlib.sha256(content).hexdigest(), 4)
    assert edition.standards.count() == 2
