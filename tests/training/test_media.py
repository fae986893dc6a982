"""A video in a lesson: told by its content, with captions, in ranges, for whoever is signed in."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.personas import client_for
from training.actions.courses.whole import create_course
from training.lessons.media_types import is_captions, kind_of
from training.models import LessonMedia

MP4 = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 1000
VTT = "WEBVTT\n\n1\n00:00.000 --> 00:04.000\nسلام، <b>خوش</b> آمدید.\n\n00:04.000 --> 00:06.000\nبفرمایید."


@pytest.mark.parametrize(
    ("name", "start", "kind"),
    [
        ("a.MP4", MP4, "video"),
        ("a.webm", b"\x1a\x45\xdf\xa3xx", "video"),
        ("a.mp3", b"ID3\x04", "audio"),
        ("a.m4a", MP4, "audio"),
        ("a.ogg", b"OggS\x00", "audio"),
        ("a.mp4", b"<html><script>", None),
        ("a.html", MP4, None),
        ("a.mp4.svg", MP4, None),
        ("a", MP4, None),
    ],
)
def test_a_file_is_what_it_holds(name, start, kind):
    assert kind_of(name, start) == kind


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (VTT, True),
        ("\ufeffWEBVTT note\n\n01:00:00.000 --> 01:00:02.500 align:start\nx", True),
        ("WEBVTT", False),
        ("<html>WEBVTT", False),
        ("WEBVTTX\n\n00:00.000 --> 00:04.000\nx", False),
        ("WEBVTT\n\nSTYLE\n::cue { background: url(https://x) }\n\n00:00.000 --> 00:04.000\nx", False),
        ("WEBVTT\n\n00:00.000 --> 00:04.000\n" + "x" * 200_000, False),
    ],
)
def test_captions_are_webvtt(text, is_one):
    assert is_captions(text) is is_one


def _add(client, **changes):
    data = {"title_fa": "خوشامد", "title_en": "", "captions_fa": VTT, "captions_en": ""}
    file = SimpleUploadedFile("welcome.mp4", MP4, content_type="video/mp4")
    return client.post(reverse("training_media:add"), {**data, "file": file, **changes})


def test_mina_adds_a_video_and_others_may_not(people):
    for who in (people.hoda, people.armin, people.narges):
        _add(client_for(who))
    assert not LessonMedia.objects.exists()
    assert _add(client_for(people.mina)).status_code == 302
    media = LessonMedia.objects.get()
    assert media.kind == "video"
    assert "welcome" not in media.file.name
    assert media.spoken == ["سلام، خوش آمدید.", "بفرمایید."]


@pytest.mark.parametrize(
    "wrong",
    [
        {"file": SimpleUploadedFile("x.mp4", b"<html><script>alert(1)</script>", content_type="video/mp4")},
        {"captions_fa": "<script>alert(1)</script>"},
        {"file": ""},
    ],
)
def test_what_is_no_video_is_refused(people, wrong):
    assert _add(client_for(people.mina), **wrong).status_code == 200
    assert not LessonMedia.objects.exists()


@pytest.fixture
def lesson(db):
    media = LessonMedia(kind="video", title_fa="خوشامد", captions_fa=VTT)
    media.file.save("welcome.mp4", ContentFile(MP4))
    blocks = [("media", {"media": media.key}), ("callout", {"kind": "avoid", "text": "نمی‌دانم"})]
    task = ("task", {"text": "یک بار امروز"})
    course = create_course(
        title_fa="فیلم", lessons=[{"title_fa": "درس", "blocks_fa": [*blocks, task], "body_en": [], "title_en": ""}]
    )
    return course.lessons.get(), media


def test_the_lesson_plays_it_with_captions_and_in_ranges(people, lesson):
    row, media = lesson
    client = client_for(people.narges)
    page = client.get(row.get_absolute_url()).content.decode()
    address = reverse("training:captions", args=[media.key, "fa"])
    assert media.file.url in page
    assert address in page
    captions = client.get(address)
    assert (captions["Content-Type"], captions.content.decode()) == ("text/vtt; charset=utf-8", VTT)
    part = client.get(media.file.url, headers={"Range": "bytes=4-7"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"ftyp")
    assert part["Content-Type"] == "video/mp4"


def test_nobody_sees_it_without_a_sign_in(client, lesson):
    _row, media = lesson
    for url in (media.file.url, reverse("training:captions", args=[media.key, "fa"])):
        assert client.get(url).status_code == 302


def test_the_place_is_kept_and_gone_on_from(people, lesson):
    """The place is told as it comes into view; a call that gets lost changes nothing, the next one does."""
    row, _media = lesson
    client = client_for(people.narges)
    url = reverse("training:remember_position", args=[row.course.key, row.translation_key])
    assert client.post(url, {"position": 2}).status_code == 204
    assert f"{row.get_absolute_url()}#b2" in client.get(row.course.get_absolute_url()).content.decode()
