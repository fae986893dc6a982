"""What a standard's text may hold goes from the editor to the edition, the paper and the file, and comes back."""

import io
import json
import re
import subprocess
import sys
import zipfile
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model

from home.archive.verification import archive_problems
from home.archive.writer import write_archive
from kit.documents.creation import make_paper
from kit.documents.kinds import paper_of
from kit.documents.store import read_document
from playbook.actions import sign_standard
from playbook.actions.folder_import import import_folder
from playbook.editions.proof import proof_of
from playbook.exports import edition_json
from playbook.files.exports import folder_json, folder_xlsx
from playbook.files.kind import read_folder_file
from playbook.files.plan import plan_folder
from playbook.models import ChangeClass, FrozenPicture, StandardPage
from playbook.pictures.drawing import drawn
from playbook.verification import problems
from tests.factories.playbook import cms_picture, embedded, frozen_by, live_standard, republish
from tests.playbook.pictures.world import ALT, AT, content_of, hash_of, pictures_in, with_picture

# Wagtail leaves the file unclosed in which it makes a smaller picture.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


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
