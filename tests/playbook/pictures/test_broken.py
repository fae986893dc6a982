"""A picture that is broken, huge, deleted or another one stops no page and is said."""

import base64
import hashlib
import io

import pytest
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model

from kit.audit.models import AuditEntry
from kit.files.storage import private_storage
from playbook.actions.pictures import keep_picture
from playbook.editions.readiness import checks_of
from playbook.editions.snapshot import take_snapshot
from playbook.errors import PicturesGone
from playbook.models import Edition, FrozenPicture, FrozenStandard
from playbook.pictures import paper
from playbook.pictures.album import shot_of
from playbook.pictures.checks import pictures_gone
from playbook.pictures.drawing import drawn
from playbook.verification import problems
from tests.factories.playbook import EditionFactory, cms_picture, frozen_by, live_standard
from tests.playbook.pictures.world import AT, content_of, with_picture

# Wagtail leaves the file unclosed in which it makes a smaller picture.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


@pytest.mark.parametrize(("most", "widths"), [(10**7, {1440}), (60_000, {720}), (100, set())])
def test_pictures_of_a_document_become_smaller_before_one_is_left_out(place, people, mina, monkeypatch, most, widths):
    noise = Image.effect_noise((1600, 900), 90).convert("RGB")
    out = io.BytesIO()
    noise.resize((160, 90)).resize((1600, 900)).save(out, "JPEG", quality=95)
    with_picture(place, cms_picture(content=out.getvalue()), behaviour_en="")
    body = frozen_by(mina.user).standards.get().body_fa
    monkeypatch.setattr(paper, "MOST", most)
    album = paper.album_for([body])
    found = {Image.open(io.BytesIO(base64.b64decode(each.partition(",")[2]))).width for each in album.values()}
    assert found == widths
    html = paper.printed(body, album)
    assert ("<img " in html, "قفسهٔ پر" in html) == (bool(widths), True)


BROKEN = {
    "half of it": lambda: content_of(cms_picture())[:700],
    "a drawing": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "no picture at all": lambda: b"%PDF-1.7",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_picture_stops_no_page_and_no_edition_is_frozen_with_it(place, people, mina, client_for, name):
    image = cms_picture(content=BROKEN[name](), kind="SVG" if name == "a drawing" else "JPEG")
    page, _ = with_picture(place, image, behaviour_en="")
    assert "hv-nopicture" in drawn(page.body)
    with pytest.raises(PicturesGone) as refused:
        frozen_by(mina.user)
    assert refused.value.codes == [page.code]
    assert not FrozenPicture.objects.exists() and not Edition.objects.frozen().exists()
    edition = Edition.objects.get()
    client, address = client_for(mina), reverse("playbook:edition_freeze", args=[edition.key])
    seen = client.get(address).context["form"].initial["seen"]
    answer = client.post(address, {"freeze": "1", "seen": seen}, follow=True)
    assert answer.status_code == 200 and Edition.objects.frozen().count() == 0
    assert page.code in answer.content.decode()
    assert any("تثبیت کنید" in error or "دوباره بگذارید" in error for error in _told(answer))


def _told(answer):
    """What the page says is wrong: in its checks, or about the form."""
    said = [check["text"] for check in answer.context["checks"] if not check["ok"]]
    return said + list(answer.context["form"].non_field_errors())


def test_a_picture_kept_again_is_the_same(place, people, mina):
    shot = shot_of(cms_picture())
    first, again = (keep_picture(shot=shot, by=mina.user, at=AT) for _ in range(2))
    assert first == again and AuditEntry.objects.filter(verb="picture.kept").count() == 1
    assert {len(first.content(part)) > 0 for part in ("whole", "medium", "small")} == {True}


def test_a_file_that_became_another_meanwhile_is_not_kept_under_the_old_hash(place, people, mina):
    image = cms_picture()
    shot = shot_of(image)
    other = content_of(cms_picture(colour="#a5311f"))
    with open(image.file.path, "wb") as file:
        file.write(other)
    assert keep_picture(shot=shot, by=mina.user, at=AT) is None and not FrozenPicture.objects.exists()
    assert shot_of(image).sha256 == hashlib.sha256(other).hexdigest()


def test_a_huge_picture_is_not_drawn_and_not_frozen(place, people, mina):
    image = cms_picture()
    get_image_model().objects.filter(pk=image.pk).update(width=60_000, height=60_000)
    page, _ = with_picture(place, image, behaviour_en="")
    assert "hv-nopicture" in drawn(page.body)
    with pytest.raises(PicturesGone):
        frozen_by(mina.user)


def test_a_picture_deleted_between_publishing_and_freezing_is_said_before(place, people, mina):
    image = cms_picture()
    page, _ = with_picture(place, image, behaviour_en="")
    draft = EditionFactory()
    assert pictures_gone(take_snapshot(draft)) == []
    image.delete()
    snapshot = take_snapshot(draft)
    assert [row.code for row in pictures_gone(snapshot)] == [page.code]
    said = [check["text"] for check in checks_of(draft, snapshot, None) if not check["ok"]]
    assert any(page.code in text for text in said)
    draft.delete()
    with pytest.raises(PicturesGone):
        frozen_by(mina.user)


def test_verify_names_what_happened_to_a_picture(place, people, mina):
    with_picture(place, cms_picture())
    live_standard(place, "بی عکس کار می‌کند.", "Works.")
    edition = frozen_by(mina.user)
    picture = FrozenPicture.objects.get()
    assert list(problems()) == []
    path = private_storage().path(picture.name)
    with open(path, "ab") as file:
        file.write(b"x")
    assert list(problems()) == [f"picture {picture.sha256[:12]} of the folder was changed after it was kept"]
    private_storage().delete(picture.name)
    assert list(problems()) == [f"picture {picture.sha256[:12]} of the folder is missing"]
    row = edition.standards.get(body_fa__contains=picture.sha256)
    row.pictures.clear()
    assert any("is not kept" in problem and f"edition {edition.number}" in problem for problem in problems())
    FrozenStandard.objects.exclude(pk=row.pk).get().pictures.add(picture)
    assert any("does not name it" in problem for problem in problems())
