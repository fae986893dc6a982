"""Numbers of two texts beside each other: vectors."""

import pytest

from playbook.standards.numerals import different_numbers, numbers_in


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("تا زنگ سوم جواب می‌دهد.", {"3"}),
        ("Answers by the fourth ring.", {"4"}),
        ("در ۳۰ ثانیه", {"30"}),
        ("within 30 seconds", {"30"}),
        ("بیست و پنج دقیقه", {"25"}),
        ("twenty-five minutes", {"25"}),
        ("twenty five minutes and ten seconds", {"25", "10"}),
        ("دویست متر", set()),
        ("three hundred metres", {"300"}),
        ("سیصد", set()),
        ("۲٫۵ متر", {"2.5"}),
        ("1,000 rials", {"1000"}),
        ("از سه‌شنبه تا پنج‌شنبه", set()),
        ("سه‌بار می‌پرسد", {"3"}),
        ("Before 9:30", {"9:30"}),
        ("یک لبخند", {"1"}),
        ("نه می‌گوید و نه می‌پرسد", set()),
        ("طبقهٔ نهم", {"9"}),
        ("", set()),
    ],
)
def test_numbers_are_read(text, numbers):
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    ("persian", "english", "alone"),
    [
        ("تا زنگ سوم", "by the fourth ring", (["3"], ["4"])),
        ("تا زنگ سوم", "by the third ring", ([], [])),
        ("در ۳۰ ثانیه", "within thirty seconds", ([], [])),
        ("در ۳۰ ثانیه", "within 45 seconds", (["30"], ["45"])),
        ("در ۳۰ ثانیه", "soon", (["30"], [])),
        ("یک لبخند", "a smile", ([], [])),
        ("هر دو دست", "with both hands", ([], [])),
        ("سه بار", "again and again", ([], [])),
        ("بیست و پنج دقیقه", "25 minutes", ([], [])),
        ("۱۰ تا ۱۲", "between 10 and 12", ([], [])),
    ],
)
def test_differences_are_a_hint(persian, english, alone):
    assert tuple(map(list, different_numbers(persian, english))) == alone
