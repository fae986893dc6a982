"""Pictures and links of lessons and questions: what is broken or gone is said, and no page ends with an error."""

import pytest

from playbook.models import StandardPage
from tests.factories.playbook import cms_picture, embedded, live_standard, live_touchpoint
from training.models.blocks import PictureBlock, TextBlock
from training.quiz.display import in_language, shown

# Wagtail leaves the file unclosed in which it makes a smaller picture.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


def lesson_picture(image):
    block = PictureBlock()
    return block.render(block.normalize({"image": image, "alternative": "میز", "caption": "زیرنویس"}))


def test_a_picture_of_a_lesson_says_its_size_and_waits_until_it_is_seen():
    html = lesson_picture(cms_picture())
    assert 'width="720" height="405" alt="میز" loading="lazy"' in html and "1440w" in html and "زیرنویس" in html


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0broken", b"", b"<svg/>"])
def test_a_broken_picture_leaves_its_words(content):
    html = lesson_picture(cms_picture(content=content))
    assert "hv-nopicture" in html and "میز" in html and "<img" not in html


def test_a_picture_that_was_deleted_leaves_its_words():
    html = lesson_picture(None)
    assert "hv-nopicture" in html and "میز" in html


def test_a_link_of_a_lesson_to_what_is_gone_leaves_its_words():
    page, _twin = live_standard(live_touchpoint(), behaviour_en="")
    block, text = TextBlock(), f'<p>بخوانید: <a linktype="page" id="{page.pk}">این را</a></p>'
    assert "<a href=" in block.render(block.normalize(text))
    StandardPage.objects.get(pk=page.pk).delete()
    html = block.render(block.normalize(text))
    assert "این را" in html and "<a" not in html


def test_a_question_never_shows_raw_markup():
    text = f'<p>یک</p>{embedded(cms_picture())}<embed embedtype="media" url="https://evil.example">'
    content = {"kind": "short", "format": "html", "text": {"fa": text, "en": ""}, "answers": []}
    question = shown(content, [])
    assert "<embed" not in question.text and question.text.count("<img ") == 1 and "evil" not in question.text
    assert in_language(content["text"]) == text
