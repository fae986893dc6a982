"""Persian in a PDF is found, copied and searched as it was written."""

import io

import pikepdf
import pypdf
import pytest

from kit.pdf import render_pdf

WORDS = ["می‌شود", "ارزیابی‌ها", "اصلاح", "خلاصهٔ", "کالا", "لازم", "بالأخره", "مسئلهٔ"]
PAGE = "<html lang=fa dir=rtl><head><title>x</title></head><body><p>{}</p><p><b>{}</b></p></body></html>"


@pytest.fixture(scope="module")
def pdf():
    return render_pdf(PAGE.format("، ".join(WORDS), " ".join(reversed(WORDS)) + " Flat White 12.5"), language="fa")


def test_half_spaces_and_ligatures_are_read_letter_by_letter(pdf):
    text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert [word for word in WORDS if text.count(word) != 2] == []
    assert "Flat White 12.5" in text


def test_no_glyph_of_persian_stands_for_two_letters(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        maps = [each.ToUnicode.read_bytes() for each in document.objects if _has_map(each)]
    letters = [line.split()[-1] for each in maps for line in each.splitlines() if line.count(b"<") == 2]
    assert len(maps) == 2 and b"<200c>" in letters
    assert [letter for letter in letters if len(letter) > 6 and letter.startswith(b"<06")] == []


def _has_map(each):
    return isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each
