"""A letter that no font has must not spoil the text of the whole document."""

import io

import pypdf
import pytest

from kit import display
from kit.pdf import render_pdf
from kit.reader import reading_as


@pytest.mark.parametrize("letter", ["👩‍👩‍👧", "\U000f0000", "\U0010ffff", "𓀀𓁀", "\ue000"])
def test_text_stays_readable_beside_a_strange_letter(letter):
    html = f"<html lang=en><title>x</title><body><p>Hello Narges سلام</p><p>[{letter}]</p></html>"
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(html, language="en")))
    assert reader.pages[0].extract_text().startswith("Hello Narges سلام\n[")


def test_what_a_font_has_stays_itself():
    html = "<html lang=fa><title>x</title><body><p>می‌خواهم «۳۵٪» — é ü ß</p></html>"
    text = pypdf.PdfReader(io.BytesIO(render_pdf(html, language="fa"))).pages[0].extract_text()
    assert "\ufffd" not in text
    assert "é" in text and "ß" in text


def test_a_minus_in_front_of_persian_digits_lends_its_sign_to_no_letter():
    with reading_as("fa"):
        amount = display.number(-12500)
    html = f"<html lang=fa dir=rtl><title>x</title><body><p>اصلاح حساب {amount} ریال، بالا و پایین</p></html>"
    text = pypdf.PdfReader(io.BytesIO(render_pdf(html, language="fa"))).pages[0].extract_text()
    assert "اصلاح حساب" in text and "بالا و پایین" in text
