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


def test_a_drawing_with_script_is_saved_not_shown(shown):
    answer = shown("drawing.svg")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"".join(answer.streaming_content)


def test_a_visitor_signs_in_first(visitor, db):
    assert visitor.get("/media/clip.mp4").url.startswith("/account/login/")
