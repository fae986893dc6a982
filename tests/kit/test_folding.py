from hypothesis import given
from hypothesis import strategies as st

from kit.folding import fold, tidy, western_digits


def test_fold_makes_spellings_one():
    assert fold("كتابِ   يك\u200cروزه") == fold("کتاب یکروزه")
    assert fold("مسئولیّت") == fold("مسيولیت")
    assert fold("آدرس ۱۲٫۵٪") == fold("ادرس ١٢.5%")
    assert fold("خانۀ") == fold("خانة")
    assert fold("Café") == "cafe"
    assert fold(None) == ""


@given(st.text())
def test_fold_twice_is_fold_once(text):
    assert fold(fold(text)) == fold(text)


def test_western_digits_leave_the_rest():
    assert western_digits("کد ۰۱۲٣ a") == "کد 0123 a"


def test_tidy_keeps_half_spaces_and_mends_letters():
    assert tidy("  علي   مي\u200cگويد ") == "علی می\u200cگوید"
