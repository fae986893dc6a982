import pytest

BODY = bytes(range(256)) * 4


@pytest.fixture
def shown(settings, tmp_path, narges, client_for):
    """get(path, Range=...) of a media folder with a video, a drawing and, outside it, a secret."""
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "clip.mp4").write_bytes(BODY)
    (tmp_path / "media" / "drawing.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("secret")
    client = client_for(narges)
    return lambda path, **headers: client.get(f"/media/{path}", headers=headers)


def body(answer):
    return b"".join(answer.streaming_content)


def test_a_file_is_shown_whole(shown):
    answer = shown("clip.mp4")
    assert (answer.status_code, answer["Content-Type"], body(answer)) == (200, "video/mp4", BODY)
    assert answer["Cache-Control"] == "private, max-age=3600"


@pytest.mark.parametrize(
    ("wish", "range_", "part"),
    [
        ("bytes=0-9", "bytes 0-9/1024", BODY[:10]),
        ("bytes=1000-", "bytes 1000-1023/1024", BODY[1000:]),
        ("bytes=-4", "bytes 1020-1023/1024", BODY[-4:]),
        ("bytes=1020-9999", "bytes 1020-1023/1024", BODY[1020:]),
    ],
)
def test_a_part_is_shown(shown, wish, range_, part):
    answer = shown("clip.mp4", Range=wish)
    assert (answer.status_code, answer["Content-Range"], body(answer)) == (206, range_, part)
    assert answer["Content-Length"] == str(len(part))


@pytest.mark.parametrize("wish", ["bytes=1024-", "bytes=9-3"])
def test_a_part_that_is_not_there_is_refused(shown, wish):
    assert shown("clip.mp4", Range=wish).status_code == 416


@pytest.mark.parametrize("path", ["../secret.txt", "%2e%2e/secret.txt", "nothing.png", ""])
def test_nothing_else_is_shown(shown, path):
    assert shown(path).status_code == 404


@pytest.mark.parametrize(
    "wish",
    ["bytes=0-" + "9" * 5000, "bytes=" + "9" * 5000 + "-", "bytes=-" + "9" * 5000, "bytes=1e30-", "bytes=٣-",
     "bytes=0-1,5-6", "bytes=-", "bytes", "lines=0-9", "bytes=0x1-", "bytes=--1", "bytes=0-9\t9"],
    ids=lambda wish: wish[:16].encode("ascii", "replace").decode(),
)  # fmt: skip
def test_a_wish_that_is_none_is_passed_over(shown, wish):
    answer = shown("clip.mp4", Range=wish)
    assert (answer.status_code, body(answer)) == (200, BODY)


def test_the_largest_number_that_is_read_is_bounded_by_the_file(shown):
    assert body(shown("clip.mp4", Range="bytes=-" + "9" * 18)) == BODY
    assert shown("clip.mp4", Range="bytes=" + "9" * 18 + "-").status_code == 416


@pytest.mark.parametrize("since", ["x", "9" * 5000, "Mon, 99 Foo 99999 99:99:99 GMT", "Thu, 01 Jan 0000 00:00:00 GMT"])
def test_a_date_that_is_none_is_passed_over(shown, since):
    answer = shown("clip.mp4", **{"If-Modified-Since": since})
    assert (answer.status_code, body(answer)) == (200, BODY)


@pytest.mark.parametrize("path", ["a%00b", "clip.mp4%00.png", "x" * 5000, "/".join(["x"] * 3000), "%ed%a0%80", "%ff"])
def test_a_name_that_no_file_can_have_is_not_found(shown, path):
    assert shown(path).status_code == 404


def test_a_drawing_with_script_is_saved_not_shown(shown):
    answer = shown("drawing.svg")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"".join(answer.streaming_content)


def test_a_visitor_signs_in_first(visitor, db):
    assert visitor.get("/media/clip.mp4").url.startswith("/account/login/")
