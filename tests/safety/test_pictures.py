"""Every door a picture comes in by: what is kept is written anew, what is no picture is refused and leaves nothing."""

import errno
import hashlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import UploadedFile

from kit.audit.models import AuditEntry
from kit.files.storage import DurableStorage, private_storage
from people.models import Organisation
from tests.factories.evaluations import assign, draft, open_cycle
from tests.personas import client_for
from tests.safety.pictures import CANARIES, CARRYING, NONE, SCRIPT, halves, picture, read, written

# Wagtail leaves the file unclosed in which it makes a smaller picture.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]
ADD, MULTIPLE, CHOOSER = map(
    reverse, ("wagtailimages:add", "wagtailimages:add_multiple", "wagtailimages_chooser:create")
)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A media folder and a private store of their own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    options = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path / "private", "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "private": options}
    return tmp_path


@pytest.fixture
def form(people):
    """(client of the evaluator, address of a criterion's evidence, key of the evaluation)."""
    row = draft(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))
    criterion = row.scorecard.sections.first().criteria.first().key
    return client_for(people.saeed), reverse("evaluations:add_evidence", args=[row.key, criterion]), row


def kept(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def upload(content, name="x.png", kind="image/png"):
    return SimpleUploadedFile(name, content, content_type=kind)


# Evidence


def test_evidence_is_a_new_picture(form):
    client, url, evaluation = form
    for name, made in CARRYING.items():
        assert client.post(url, {"file": upload(made(), "IMG_1.HEIC")}).status_code == 200, name
    rows = evaluation.evidence.all()
    assert len(rows) == len(CARRYING)
    for row in rows:
        with private_storage().open(row.object_key) as file:
            stored = file.read()
        assert [canary for canary in CANARIES if canary in stored] == []
        assert (row.sha256, row.size) == (hashlib.sha256(stored).hexdigest(), len(stored))
        assert (row.name, row.content_type) in (
            ("IMG_1.jpg", "image/jpeg"), ("IMG_1.png", "image/png"), ("IMG_1.webp", "image/webp")
        )  # fmt: skip


def test_evidence_that_is_no_picture_is_refused(form, media):
    client, url, row = form
    for name, made in NONE.items():
        answer = client.post(url, {"file": upload(made())})
        assert (answer.status_code, 'role="alert"' in answer.content.decode()) == (422, True), name
    assert not row.evidence.exists() and kept(media) == []


def test_evidence_is_shown_as_what_it_is_and_can_run_nothing(form):
    client, url, row = form
    client.post(url, {"file": upload(picture(kind="JPEG") + SCRIPT, "a\u202egpj.html")})
    evidence = row.evidence.get()
    answer = client.get(reverse("evaluations:evidence", args=[evidence.key]))
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"] == 'inline; filename="agpj.jpg"'
    assert "secret" not in evidence.object_key and "jpg" not in evidence.object_key


def test_a_pdf_stays_as_it_is_and_is_saved_not_shown(form):
    client, url, row = form
    pdf = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
    assert client.post(url, {"file": upload(pdf, "x.png")}).status_code == 200
    evidence = row.evidence.get()
    assert (evidence.name, evidence.sha256) == ("x.pdf", hashlib.sha256(pdf).hexdigest())
    answer = client.get(reverse("evaluations:evidence", args=[evidence.key]))
    assert (answer["Content-Type"], answer.content) == ("application/pdf", pdf)
    assert answer["Content-Disposition"].startswith("attachment")
    assert client.post(url, {"file": upload(pdf[:40], "x.pdf")}).status_code == 422


def test_evidence_kept_earlier_stays_byte_for_byte(form):
    """It is in the hash of what was released: it is neither rewritten nor refused when it is read."""
    from evaluations.actions import add_evidence
    from evaluations.models import Criterion

    client, _, row = form
    old = picture(kind="JPEG") + SCRIPT
    criterion = Criterion.objects.filter(section__scorecard=row.scorecard).first()
    given = {"name": "x.jpg", "content_type": "image/jpeg", "content": old, "by": row.evaluator.user}
    evidence = add_evidence(evaluation=row, criterion=criterion, at=row.saved_at, **given)
    assert client.get(reverse("evaluations:evidence", args=[evidence.key])).content == old


@pytest.mark.parametrize("is_by_script", [True, False])
def test_a_full_disk_is_told_and_keeps_nothing(is_by_script, form, monkeypatch):
    client, url, row = form

    def full(storage, name, content):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(DurableStorage, "_save", full)
    if is_by_script:
        answer = client.post(url, {"file": upload(picture())})
    else:
        criterion = row.scorecard.sections.first().criteria.first().key
        data = {"version": row.version, f"f-{criterion}": upload(picture())}
        answer = client.post(reverse("evaluations:fill", args=[row.key]), data, follow=True)
    assert answer.status_code == (422 if is_by_script else 200)
    assert "جا" in answer.content.decode() and "سرور" in answer.content.decode()
    assert not row.evidence.exists()
    assert not AuditEntry.objects.filter(verb="evaluation.evidence_added").exists()


def test_a_full_disk_anywhere_else_is_a_page_in_words(people, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    client = client_for(people.mina)
    client.raise_request_exception = False
    answer = client.post(ADD, {"title": "x", "file": upload(picture())})
    assert answer.status_code == 507
    assert "hv-public" in answer.content.decode()
    assert not get_image_model().objects.exists()


# The logo


def test_a_logo_that_is_no_picture_is_refused(people):
    client = client_for(people.hoda)
    for name, made in NONE.items():
        if name != "nothing":  # then no logo was brought
            answer = client.post(reverse("people:letterhead"), {"logo": upload(made()), "colour": ""})
            assert answer.status_code == 422, name
    assert not Organisation.objects.exclude(logo="").exists()


# The CMS


def one(client, content, name):
    return client.post(ADD, {"title": "x", "file": upload(content, name)})


def several(client, content, name):
    return client.post(MULTIPLE, {"title": "x", "files[]": upload(content, name)})


def chosen(client, content, name):
    data = {"image-chooser-upload-title": "x", "image-chooser-upload-file": upload(content, name)}
    return client.post(CHOOSER, data)


def put_in_place_of_another(client, content, name):
    if not get_image_model().objects.exists():
        one(client, picture((3, 3)), "y.png")
    image = get_image_model().objects.get()
    return client.post(reverse("wagtailimages:edit", args=[image.pk]), {"title": "x", "file": upload(content, name)})


DOORS = [one, several, chosen, put_in_place_of_another]


ENDINGS = {"JPEG": "jpg", "WebP": "webp", "AVIF": "avif", "HEIC": "heic", "GIF": "gif", "frames": "gif"}


@pytest.mark.parametrize("door", DOORS)
def test_the_cms_keeps_a_new_picture(door, people, media):
    client = client_for(people.mina)
    for name, made in CARRYING.items():
        get_image_model().objects.all().delete()
        called = next((end for word, end in ENDINGS.items() if word in name), "png")
        assert door(client, made(), f"secret.{called}").status_code in (200, 302), name
        image = get_image_model().objects.get()
        stored = Path(image.file.path).read_bytes()
        assert [canary for canary in CANARIES if canary in stored] == [], name
        assert (*read(stored).size, len(stored)) == (image.width, image.height, image.file_size)
        assert Path(image.file.name).suffix[1:] == {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[read(stored).format]
    assert [path for path in kept(media) if "secret" in path.name] == []


@pytest.mark.parametrize("door", DOORS)
def test_the_cms_refuses_what_is_no_picture_in_words(door, people, media):
    client = client_for(people.mina)
    if door is put_in_place_of_another:
        one(client, picture((3, 3)), "y.png")
    before = get_image_model().objects.count()
    for name, made in NONE.items():
        answer = door(client, made(), "x.png")
        assert (answer.status_code, "error" in answer.content.decode()) == (200, True), name
    assert get_image_model().objects.count() == before
    assert not UploadedFile.objects.exists()
    assert len([path for path in kept(media) if "original_images" in str(path)]) == before


@pytest.mark.parametrize("name", ["x.svg", "x.html", "x", "x.png.exe", "x.tiff"])
def test_the_cms_takes_no_other_endings(name, people, media):
    one(client_for(people.mina), picture(), name)
    assert kept(media) == []


@pytest.mark.parametrize("door", [one, several, chosen])
def test_a_title_of_thousands_of_letters_is_told_and_keeps_no_file_as_it_came(door, people, media, monkeypatch):
    """The page for several pictures keeps the file until the title is mended: written anew like any other."""
    client, post = client_for(people.mina), client_for(people.mina).post
    monkeypatch.setattr(client, "post", lambda url, data: post(url, {k: _long(k, v) for k, v in data.items()}))
    answer = door(client, picture(kind="JPEG") + SCRIPT, "secret.jpg")
    assert answer.status_code == 200
    assert not get_image_model().objects.exists()
    assert [path.name for path in kept(media) if b"canary" in path.read_bytes() or "secret" in path.name] == []


def _long(name, value):
    return "x" * 10_000 if name.endswith("title") else value


@pytest.mark.parametrize("url", [ADD, MULTIPLE, CHOOSER])
@pytest.mark.parametrize("data", [{}, {"title": "x"}, {"title": "x", "file": "text"}, {"files[]": "text"}])
def test_no_file_at_all_is_told(url, data, people):
    assert client_for(people.mina).post(url, data).status_code in (200, 400)


def test_a_large_upload_that_django_keeps_in_a_file_is_written_anew_too(people, settings, media):
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
    assert TemporaryUploadedFile.temporary_file_path
    for door in DOORS[:3]:
        door(client_for(people.mina), picture(kind="JPEG") + SCRIPT, "x.jpg")
    assert len(get_image_model().objects.all()) == 3
    assert [path for path in kept(media) if b"canary" in path.read_bytes()] == []


def test_a_picture_of_oneself_is_not_taken(people, media):
    """Wagtail would keep it as it came; nobody sees it here."""
    client = client_for(people.mina)
    answer = client.get(reverse("wagtailadmin_account"))
    assert (answer.status_code, 'name="avatar' in answer.content.decode()) == (200, False)
    client.post(reverse("wagtailadmin_account"), {"avatar-avatar": upload(written(halves(), "PNG") + SCRIPT)})
    assert [path for path in kept(media) if "avatar" in str(path)] == []
