"""A file is chosen by a button that speaks the reader's language."""

import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
FACE = re.compile(
    r'<div class="hv-upload[^"]*" data-upload>\s*<input[^>]*type="file"[^>]*>\s*<span class="hv-upload-face"[^>]*>'
)


@pytest.mark.parametrize(
    ("language", "button", "none"),
    [("fa", "انتخاب فایل", "هنوز فایلی انتخاب نشده"), ("en", "Choose a file", "No file chosen yet")],
)
def test_the_public_page_of_documents_has_a_button_of_our_words(visitor, language, button, none):
    visitor.cookies["language"] = language
    page = visitor.get(reverse("kit:verify")).content.decode()
    assert FACE.search(page) and button in page and page.count(none) == 2


def test_the_input_stays_the_control_and_its_face_is_shown_by_a_script_alone(visitor):
    page = visitor.get(reverse("kit:verify")).content.decode()
    face = re.search(r'<span class="hv-upload-face"([^>]*)>', page)[1]
    assert "data-needs-script" in face and "hidden" in face and 'aria-hidden="true"' in face
    assert '<label class="form-label" for="file">' in page and 'type="file" id="file"' in page
