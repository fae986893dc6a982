import re

import pytest
from django.db.models import TextField, Value
from hypothesis import given
from hypothesis import strategies as st

from kit.filters import holding, searched
from kit.queries.database import Folded
from kit.text.folding import compact, fold, holds, tidy, western_digits, words_sought
from people.models import Team
from tests.factories.people import TeamFactory

# As people write the same words, one way and another.
ALIKE = [
    ("تأخیر", "تاخیر"),
    ("تاخیرِ", "تاخير"),
    ("مسئولیّت", "مسيولیت"),
    ("امضاء", "امضا"),
    ("رؤیا", "رويا"),
    ("خانۀ", "خانة"),
    ("خانهٔ", "خانه"),
    ("آدرس ۱۲٫۵٪", "ادرس ١٢.5%"),
    ("سـلام", "سلام"),
    ("ﻻزم", "لازم"),
    ("Café", "CAFE"),
    ("کتابِ   يك\u200cروزه", "کتاب یکروزه"),
]
APART = [("بسته\u200cبندی", "بسته بندی", "بستهبندی"), ("مهمان\u200cدار سالن", "مهمان دار سالن", "مهماندار سالن")]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_fold_makes_spellings_one(one, other):
    assert fold(one) == fold(other)
    assert compact(one) == compact(other)


@pytest.mark.parametrize("spellings", APART)
def test_half_space_space_and_nothing_are_one_where_words_are_compared_as_wholes(spellings):
    assert len({compact(each) for each in spellings}) == 1


@pytest.mark.parametrize("spellings", APART)
def test_half_space_space_and_nothing_are_one_where_words_are_looked_for(spellings):
    for written in spellings:
        for sought in spellings:
            assert holds(fold(f"گفت «{written}» و رفت"), words_sought(sought)), (written, sought)


def test_nothing_is_nothing():
    assert (fold(None), compact(" \u200c "), words_sought("\u200c \u0640")) == ("", "", [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("his tea was cold", "histea"),
        ("his tea was cold", "steaw"),
        ("ما در خانه بودیم", "مادر"),
        ("بس رد شد", "سرد"),
        ("خوش مزهترین", "شمزهتر"),
        ("گوش می داد و آمد", "می\u200cآمد"),
    ],
)
def test_a_word_does_not_run_over_into_the_next(text, words):
    assert not holds(fold(text), words_sought(words))


@pytest.mark.parametrize("words", ["tea", "COLD", "co", "12", "c++", "a|b", "(", "می\u200cگوید", "گوید", "نمی‌گوید"])
def test_parts_of_words_and_signs_are_found(words):
    assert holds(fold("Tea was cold, ۱۲ c++ a|b (نمی گوید)"), words_sought(words))


@given(st.text())
def test_fold_twice_is_fold_once(text):
    assert fold(fold(text)) == fold(text)
    assert compact(fold(text)) == compact(compact(text)) == compact(text)


WRITTEN = st.text("ابپیيئأآءۀةكگلمنهوؤ\u200c\u0640\u064e\u0651\u0654 \u00a0۱٣7aÉéZ٪٫.،-(", max_size=24)


@given(WRITTEN, WRITTEN)
def test_whatever_is_written_is_found_by_itself(before, words):
    sought = words_sought(words)
    assert holds(fold(f"{before} {words}"), sought)
    assert holds(fold(f"{before} {words}".replace("\u200c", " ")), words_sought(words.replace("\u200c", " ")))
    assert all(re.compile(word.pattern) for word in sought)


@pytest.mark.django_db
def test_the_database_folds_and_finds_as_python_does():
    TeamFactory()

    @given(WRITTEN, WRITTEN)
    def check(text, words):
        rows = Team.objects.annotate(text=Folded(Value(text, output_field=TextField())))
        sought = words_sought(words)
        assert rows.get().text == fold(text)
        assert holding(rows, "text", sought).exists() == holds(fold(text), sought)

    check()


@pytest.mark.django_db
@pytest.mark.parametrize("spellings", APART)
def test_lists_find_half_space_space_and_nothing_alike(spellings):
    for written in spellings:
        TeamFactory(name_fa=f"تیم {written}", name_en="His tea")
    for sought in spellings:
        assert searched(Team.objects.all(), sought, "name_fa", "name_en").count() == 3
    assert not searched(Team.objects.all(), "histea", "name_fa", "name_en").exists()


def test_western_digits_leave_the_rest():
    assert western_digits("کد ۰۱۲٣ a") == "کد 0123 a"


def test_tidy_keeps_half_spaces_and_mends_letters():
    assert tidy("  علي   مي\u200cگويد ") == "علی می\u200cگوید"
