"""What a standard's text may hold goes from the editor to the edition, the paper and the file, and comes back."""

import base64
import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime

import pikepdf
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction

from home.archive.verification import archive_problems
from home.archive.writer import write_archive
from kit.audit.models import AuditEntry
from kit.documents.creation import make_paper
from kit.documents.kinds import paper_of
from kit.documents.store import read_document
from kit.files.storage import private_storage
from playbook.actions import sign_standard
from playbook.actions.folder_import import import_folder
from playbook.actions.pictures import keep_picture
from playbook.editions.changes import changes_of
from playbook.editions.comparison import compare
from playbook.editions.proof import proof_of
from playbook.editions.readiness import checks_of
from playbook.editions.snapshot import take_snapshot
from playbook.errors import PicturesGone
from playbook.exports import edition_json
from playbook.files.exports import folder_json, folder_xlsx
from playbook.files.kind import read_folder_file
from playbook.files.plan import plan_folder
from playbook.models import ChangeClass, Edition, FrozenPicture, FrozenStandard, StandardPage
from playbook.pictures import paper
from playbook.pictures.album import shot_of
from playbook.pictures.checks import pictures_gone
from playbook.pictures.drawing import drawn
from playbook.standards.richtext import clean_html
from playbook.translations.findings import Lack, text_findings
from playbook.verification import problems
from tests.factories.playbook import (
    EditionFactory,
    FrozenStandardFactory,
    cms_picture,
    embedded,
    frozen_by,
    frozen_edition,
    live_policy,
    live_standard,
    live_touchpoint,
    republish,
    reseal_standard,
    seal,
)
from tests.worlds import built_once

# Wagtail leaves the file unclosed in which it makes a smaller picture.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]
AT = datetime(2026, 1, 3, 8, tzinfo=UTC)
ALT = "قفسهٔ «پر» از فنجان"


@built_once
def place():
    return live_touchpoint()


def content_of(image):
    with image.file.storage.open(image.file.name) as file:
        return file.read()


def hash_of(image):
    return hashlib.sha256(content_of(image)).hexdigest()


def typed(image, alt=ALT):
    """What the editor sends: bold, italic, a list in a list, a link, a line, a heading and a picture."""
    bold = {"offset": 0, "length": 4, "style": "BOLD"}
    italic = {"offset": 5, "length": 3, "style": "ITALIC"}
    link = {"offset": 0, "length": 4, "key": 1}
    picture = {"offset": 0, "length": 1, "key": 0}

    def block(key, text, kind="unstyled", depth=0, styles=(), entities=()):
        shape = {"key": key, "text": text, "type": kind, "depth": depth}
        return shape | {"inlineStyleRanges": list(styles), "entityRanges": list(entities)}

    blocks = [
        block("aaaa1", "سرخط", "header-three"),
        block("aaaa2", "درشت کجا", styles=[bold, italic]),
        block("aaaa3", "نخست", "unordered-list-item"),
        block("aaaa4", "درون نخست", "unordered-list-item", 1),
        block("aaaa5", "یکم", "ordered-list-item"),
        block("aaaa6", "نشان کافه", entities=[link]),
        block("aaaa7", " ", "atomic", entities=[picture]),
        block("aaaa8", "پایان"),
    ]
    entities = {
        "0": {"type": "IMAGE", "mutability": "IMMUTABLE",
              "data": {"id": str(image.pk), "alt": alt, "format": "left", "src": image.file.url}},
        "1": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "https://cafe.example/menu"}},
    }  # fmt: skip
    return json.dumps({"blocks": blocks, "entityMap": entities})


def form_of(page, body):
    return {
        "behaviour": page.behaviour, "why": page.why, "good": "", "bad": "", "body": body, "measure": "courtesy",
        "review_interval_days": "90", "code": page.code,
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip


MARKS = ("<h3", "سرخط", "<b>درشت</b>", "<i>کجا</i>", "<ul>", "درون نخست", "<ol>", 'href="https://cafe.example/menu"')


def assert_everything(html):
    missing = [mark for mark in MARKS if mark not in html]
    assert missing == []
    tag = re.search(r"<img [^>]*>", html)[0]
    assert f'alt="{ALT}"' in tag and 'loading="lazy"' in tag and "<embed" not in html
    width, height = (int(re.search(rf'{name}="(\d+)"', tag)[1]) for name in ("width", "height"))
    assert (width, height) == (720, 405)
    sources = re.search('srcset="([^"]*)"', tag)[1].split(", ")
    return [source.split()[0] for source in sources]


def test_from_the_editor_to_the_edition_the_paper_the_file_and_back(place, people, mina, narges, client_for, tmp_path):
    page, _twin = live_standard(place, behaviour_en="")
    image, cms, reader = cms_picture(), client_for(mina), client_for(narges)
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    sent = form_of(page, typed(image))
    assert cms.post(preview, sent).json()["is_valid"]
    assert_everything(cms.get(preview).content.decode())
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert cms.post(edit, {**sent, "action-publish": "1"}).status_code == 302
    # Opened again it is the same: what the editor shows is what it was sent.
    shown = cms.get(edit).context["form"]["body"].value()
    assert drawn(shown) == drawn(StandardPage.objects.get(pk=page.pk).body)

    edition = frozen_by(mina.user)
    row = edition.standards.get()
    assert f'sha256="{hash_of(image)}"' in row.body_fa and 'embedtype="image"' not in row.body_fa
    answer = reader.get(row.get_absolute_url())
    for address in assert_everything(answer.content.decode()):
        picture = reader.get(address)
        assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    whole = reader.get(reverse("playbook:picture", args=[hash_of(image), "whole"]))
    assert whole.content == content_of(image)
    signing = reader.get(reverse("playbook:sign_standard", args=[row.key]))
    signature = sign_standard(standard=row, staff=narges, by=narges.user, at=AT)
    if signing.status_code == 200:
        assert_everything(signing.content.decode())
    proof = proof_of(signature)
    assert proof.is_proven and hash_of(image) in proof.document
    assert_everything(reader.get(reverse("playbook:proof", args=[signature.key])).content.decode())

    pdf = read_document(make_paper(paper_of("edition"), edition, language="fa", at=AT))
    assert [(int(each.Width), int(each.Height)) for each in pictures_in(pdf)] == [(1440, 810)]

    before = folder_json()
    assert hash_of(image) in before.decode()
    for file in (before, folder_xlsx()):
        plan = import_folder(file=read_folder_file(io.BytesIO(file)), by=mina.user, at=timezone.now())
        assert [line.notes for line in plan.rows if line.notes] == []
        assert (plan.counts["new"], plan.counts["changed"], plan.counts["wrong"]) == (0, 0, 0)
    body = StandardPage.objects.get(pk=page.pk).body
    republish(page, body="")
    import_folder(file=read_folder_file(io.BytesIO(before)), by=mina.user, at=timezone.now())
    assert drawn(StandardPage.objects.get(pk=page.pk).body) == drawn(body)
    assert folder_json() == before
    later = frozen_by(mina.user, date(2026, 2, 1))
    assert later.standards.get().change_class == ChangeClass.UNCHANGED
    assert list(problems()) == []


def pictures_in(pdf):
    """The pictures of a document that are larger than the square of its code."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        streams = [each for each in document.objects if isinstance(each, pikepdf.Stream)]
        found = [each for each in streams if each.get("/Subtype") == "/Image" and int(each.Width) > 300]
        return [pikepdf.Dictionary(Width=int(each.Width), Height=int(each.Height)) for each in found]


def with_picture(place, image, **more):
    return live_standard(place, body=f"<p>پیش</p>{embedded(image)}<p>پس</p>", **more)


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


def test_a_picture_of_a_closed_collection_is_read_by_whoever_reads_the_standard(
    place, people, mina, narges, client_for
):
    image = cms_picture()
    CollectionViewRestriction.objects.create(collection=image.collection, restriction_type="login")
    CollectionViewRestriction.objects.create(collection=image.collection, restriction_type="groups")
    with_picture(place, image)
    row = frozen_by(mina.user).standards.get()
    reader = client_for(narges)
    address = re.search(r'<img src="([^"]+)"', re.search("<img [^>]*lazy[^>]*>", reader.get(row.get_absolute_url()).content.decode())[0])[1]  # fmt: skip  # noqa: E501
    assert reader.get(address).status_code == 200


def test_who_may_read_no_standard_with_it_gets_no_picture(place, people, mina, narges, visitor, client_for):
    image = cms_picture()
    with_picture(place, image)
    frozen_by(mina.user)
    kept = FrozenPicture.objects.get()
    kept.standards.clear()
    address = reverse("playbook:picture", args=[kept.sha256, "small"])
    assert client_for(narges).get(address).status_code == 404
    assert client_for(mina).get(address).status_code == 200
    assert visitor.get(address).status_code == 302
    for wrong in (reverse("playbook:picture", args=["0" * 64, "small"]), address.replace("small", "name")):
        assert client_for(mina).get(wrong).status_code == 404


@pytest.mark.parametrize(("alt", "count"), [("قفسه", 0), ("", 1), ("IMG_2041.jpg", 1), ("IMG_2041", 1), ("screenshot 12", 1)])  # fmt: skip  # noqa: E501
def test_pictures_without_words_are_found(place, people, alt, count):
    image = cms_picture()
    page, _ = live_standard(place, body=embedded(image, alt), behaviour_en="")
    found = [finding.key for finding in text_findings() if finding.lack == Lack.PICTURES]
    assert found == [str(page.translation_key)] * count


def test_the_file_name_is_no_description(people):
    assert cms_picture(title="IMG_2041.jpg").default_alt_text == ""


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


def test_the_script_knows_the_pictures(place, people, mina, tmp_path):
    image = cms_picture()
    with_picture(place, image)
    edition = frozen_by(mina.user)
    told = json.loads(edition_json(edition))
    assert [each["sha256"] for each in told["pictures"]] == [hash_of(image)]
    path = tmp_path / "edition.json"
    path.write_bytes(edition_json(edition))
    script = settings.BASE_DIR / "docs" / "verify_edition.py"

    def said():
        done = subprocess.run([sys.executable, "-I", script, path], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    code, text = said()
    assert code == 0 and f"picture {hash_of(image)} does not lie beside the file" in text
    (tmp_path / "shelf.jpg").write_bytes(content_of(image))
    assert f"picture {hash_of(image)} is shelf.jpg" in said()[1]


def test_the_archive_holds_the_picture_and_the_text(place, people, mina, tmp_path):
    image = cms_picture()
    with_picture(place, image)
    row = frozen_by(mina.user).standards.get()
    path = tmp_path / "archive.zip"
    with path.open("wb") as file:
        write_archive(file, at=AT, company="کافه")
    assert list(archive_problems(path)) == []
    with zipfile.ZipFile(path) as bundle:
        assert bundle.read(f"files/{hash_of(image)[:2]}/{hash_of(image)}") == content_of(image)
        lines = bundle.read("tables/playbook.FrozenStandard.jsonl").decode().splitlines()
        assert [json.loads(line)["body_fa"] for line in lines] == [row.body_fa]
        linked = [
            json.loads(line) for line in bundle.read("tables/playbook.FrozenStandard_pictures.jsonl").splitlines()
        ]
        assert [line["frozenpicture"] for line in linked] == [FrozenPicture.objects.get().key]


def test_a_file_brings_a_deleted_picture_back_from_an_edition(place, people, mina):
    image = cms_picture()
    page, _ = with_picture(place, image, behaviour_en="")
    frozen_by(mina.user)
    file, content = folder_json(), content_of(image)
    republish(page, body="<p>بی عکس</p>")
    get_image_model().objects.all().delete()
    plan = import_folder(file=read_folder_file(io.BytesIO(file)), by=mina.user, at=timezone.now())
    assert [row.notes for row in plan.rows if row.notes] == []
    assert content_of(get_image_model().objects.get()) == content
    assert folder_json() == file


def test_elsewhere_a_picture_is_listed_and_a_number_of_there_is_not_trusted(place, people, mina, client_for):
    image, foreign = cms_picture(), cms_picture(colour="#a5311f")
    _page, _ = with_picture(place, image, behaviour_en="")
    text = folder_json().decode()
    elsewhere = text.replace(hash_of(image), "0" * 64).replace("پیش", "پیش‌تر")
    row = next(row for row in plan_folder(read_folder_file(io.BytesIO(elsewhere.encode()))).rows if row.kind == "standard")  # fmt: skip  # noqa: E501
    assert "<embed" not in row.row["body_fa"] and "قفسهٔ پر" in row.notes[0]
    numbered = re.sub(r"<embed [^>]*>", embedded(foreign).replace('"', '\\\\"'), text)
    row = next(row for row in plan_folder(read_folder_file(io.BytesIO(numbered.encode()))).rows if row.kind == "standard")  # fmt: skip  # noqa: E501
    assert "<embed" not in row.row["body_fa"] and len(row.notes) == 1
    own = re.sub(r"<embed [^>]*>", embedded(image).replace('"', '\\\\"'), text)
    row = next(row for row in plan_folder(read_folder_file(io.BytesIO(own.encode()))).rows if row.kind == "standard")
    assert (row.state, row.notes) == ("same", [])


def test_what_a_text_cannot_hold_is_listed(place, people, mina):
    live_standard(place, body="<p>یک</p>", behaviour_en="")
    table = "<table><tr><td>الف</td><td>ب</td></tr></table><u>زیر</u><img src=x alt='میز'>"
    file = folder_json().decode().replace("<p>یک</p>", table)
    file = re.sub(r'data-block-key=\\"\w+\\"', "", file)
    row = next(row for row in plan_folder(read_folder_file(io.BytesIO(file.encode()))).rows if row.kind == "standard")
    assert row.row["body_fa"].replace("<br>", "").split() == ["الف", "بزیر"] or "الف ب" in row.row["body_fa"]
    assert "میز" in row.notes[0] and "<table>" in row.notes[1] and "<u>" in row.notes[1]


def test_a_link_to_what_is_gone_leaves_its_words(place, people, mina):
    page, _ = live_standard(place, behaviour_en="")
    link = f'<p><a linktype="page" id="{page.pk}">این</a> <a linktype="document" id="3">سند</a></p>'
    assert "<a href=" in drawn(link)
    frozen = frozen_by(mina.user).standards.get()
    in_force = drawn(link)
    assert f'<a href="{frozen.get_absolute_url()}">این</a>' in in_force and "سند" in in_force
    page.delete()
    assert drawn(link) == "<p>این سند</p>"


def test_cleaning_closes_a_picture_as_the_cms_reads_it():
    mark = '<embed alt="a &gt; b" embedtype="image" format="left" id="3"/>'
    assert clean_html(mark) == clean_html(clean_html(mark)) == mark


def test_nothing_is_changed_where_no_picture_stands(place, people, mina):
    """Editions of before and of now agree where there is nothing new to say."""
    live_standard(place, body="<p>یک <b>دو</b></p>")
    live_policy()
    first = frozen_by(mina.user)
    snapshot = take_snapshot(EditionFactory())
    assert [change.lowest for change in changes_of(snapshot, first)] == [ChangeClass.UNCHANGED]
