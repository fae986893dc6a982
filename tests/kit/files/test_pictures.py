"""A picture is decoded and encoded anew: what is seen stays, what else was in the file does not."""

import time

import pytest
from PIL import Image, ImageCms

from kit.files.pictures import shown_name
from kit.parsing.images import LONGEST_SIDE, PictureRefused, as_png, re_encode
from tests.limits import LITTLE
from tests.safety import pictures
from tests.safety.pictures import CANARIES, CARRYING, NONE, halves, noted, picture, read, written


def _profile(space):
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(space)).tobytes()


TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


@pytest.mark.parametrize("name", CARRYING)
def test_what_a_picture_carried_is_gone(name):
    content, kind = re_encode(CARRYING[name]())
    image = read(content)
    assert TYPES[image.format] == kind
    assert getattr(image, "n_frames", 1) == 1
    assert (dict(image.getexif()), {"exif", "icc_profile", "comment", "xmp"} & set(image.info)) == ({}, set())
    assert [canary for canary in CANARIES if canary in content] == []


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_picture_is_refused_quickly(name):
    content = NONE[name]()
    begun = time.process_time()
    with pytest.raises(PictureRefused):
        re_encode(content)
    assert time.process_time() - begun < LITTLE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_taken_on_its_side_stands_upright(kind):
    """Orientation 6: what the camera wrote on the left is above."""
    image = read(re_encode(written(halves(), kind, exif=noted(6)))[0]).convert("RGB")
    assert image.size == (40, 80)
    assert _is(image.getpixel((20, 10)), (255, 0, 0)) and _is(image.getpixel((20, 70)), (0, 0, 255))


@pytest.mark.parametrize(
    ("orientation", "size", "top_left"),
    [(1, (80, 40), "red"), (2, (80, 40), "blue"), (3, (80, 40), "blue"), (4, (80, 40), "red"), (5, (40, 80), "red"),
     (6, (40, 80), "red"), (7, (40, 80), "blue"), (8, (40, 80), "blue"), (9, (80, 40), "red")],
)  # fmt: skip
def test_every_way_of_holding_the_camera(orientation, size, top_left):
    image = read(re_encode(written(halves(), "PNG", exif=noted(orientation)))[0])
    wanted = (255, 0, 0) if top_left == "red" else (0, 0, 255)
    assert (image.size, image.getpixel((2, 2))[:3]) == (size, wanted)


def _is(colour, wanted):
    return all(abs(one - other) < 40 for one, other in zip(colour, wanted, strict=True))


def test_inks_of_a_printer_become_colours_of_a_screen():
    content, kind = re_encode(written(Image.new("CMYK", (30, 30), (0, 255, 255, 0)), "JPEG"))
    assert (kind, read(content).mode) == ("image/jpeg", "RGB")
    assert _is(read(content).getpixel((9, 9)), (255, 0, 0))


def test_sixteen_bits_become_eight_without_turning_white():
    content, _ = re_encode(written(Image.new("I;16", (9, 9), 40_000), "PNG"))
    assert read(content).getpixel((2, 2))[:3] == (156, 156, 156)


def test_a_palette_with_a_clear_colour_stays_clear():
    image = Image.new("P", (40, 40))
    image.putpalette([0, 0, 0, 255, 0, 0] + [9] * 762)
    image.paste(1, (20, 0, 40, 40))
    out = read(re_encode(written(image, "PNG", transparency=0))[0])
    assert (out.getpixel((2, 2))[3], out.getpixel((30, 2))) == (0, (255, 0, 0, 255))


@pytest.mark.parametrize("profile", [b"x", b"\0" * 128, b"\xff" * 200_000, _profile("XYZ"), _profile("LAB")])
def test_a_profile_that_is_none_is_passed_over(profile):
    assert read(re_encode(picture(kind="JPEG", icc_profile=profile))[0]).size == (8, 6)


def test_the_longest_side_is_bounded_and_a_small_picture_stays_as_it_is():
    large = read(re_encode(written(halves((5000, 100)), "PNG"))[0])
    assert large.size == (LONGEST_SIDE, LONGEST_SIDE // 50)
    upright = read(re_encode(written(halves((5000, 100)), "JPEG", exif=noted(6)))[0])
    assert upright.size == (LONGEST_SIDE // 50, LONGEST_SIDE)
    assert read(re_encode(picture((1, 1)))[0]).size == (1, 1)


def test_forty_megapixels_are_taken_within_two_seconds_and_one_more_line_is_not():
    content = written(Image.new("RGB", (8000, 5000), "red"), "JPEG")
    begun = time.process_time()
    assert read(re_encode(content)[0]).size == (2400, 1500)
    assert time.process_time() - begun < LITTLE
    with pytest.raises(PictureRefused, match="too many pixels"):
        re_encode(pictures.png_of(8000, 5001))


def test_what_is_too_large_is_told_before_anything_is_decoded(monkeypatch):
    monkeypatch.setattr("kit.parsing.images._upright", lambda *args: pytest.fail("decoded"))
    with pytest.raises(PictureRefused, match="too many pixels"):
        re_encode(pictures.png_of(60_000, 60_000))
    with pytest.raises(PictureRefused, match="too many pixels"):
        as_png(pictures.png_of(7000, 6000), box=(9, 9))


def test_ten_scans_are_what_cameras_write():
    assert re_encode(written(halves((400, 400)), "JPEG", progressive=True) + b"\xff\xda" * 999)[1] == "image/jpeg"


def test_it_needs_no_django():
    """So that a process of its own can do it."""
    import subprocess
    import sys

    program = (
        "import sys; from kit.parsing.images import re_encode;"
        "re_encode(sys.stdin.buffer.read()); print('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], input=picture(), capture_output=True, check=True)
    assert done.stdout == b"False\n"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("IMG_1.HEIC", "IMG_1.jpg"),
        ("عکسِ می‌زِ ۳.png", "عکسِ می‌زِ ۳.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\x\\y.jpg", "y.jpg"),
        ("a\u202egpj.exe", "agpj.jpg"),
        ("a\x00\n\u2066b.png", "ab.jpg"),
        ("x" * 900, "x" * 100 + ".jpg"),
    ],
)
def test_a_name_is_kept_as_text_that_can_be_seen(given, shown):
    assert shown_name(given, ".jpg") == shown
