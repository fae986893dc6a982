"""What real question files found, by the number of the case."""

from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.training import CourseFactory
from training.actions import import_questions
from training.bank.gift_reader import read_gift
from training.bank.gift_writer import write_gift
from training.bank.intake import Loss, Remark
from training.bank.moodle_reader import read_moodle_xml
from training.bank.moodle_writer import write_moodle_xml
from training.kinds.drafts import Problem
from training.kinds.numbers import NotANumber, exact, exact_text
from training.kinds.short_answers import fits
from training.marking import engine
from training.models import Question, QuestionVersion
from training.questions.versions import content_of
from training.quiz.display import answer_line, previewed

CASES = Path(__file__).parent / "cases"
NOW = timezone.now()


def content(name):
    return (CASES / name).read_bytes()


def gift(name):
    return read_gift(content(name))


def asked(reading, mina, number=0):
    """The content of a question of a file, once it is imported."""
    course = CourseFactory()
    import_questions(drafts=reading.drafts, course=course, standards={}, by=mina.user, at=NOW)
    return content_of(course.questions.order_by("position")[number], {})


def chosen(question, text):
    return [option["key"] for option in question["options"] if text in (option["fa"], option["en"])]


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_every_case_written_and_read_again_stays_the_same(name):
    reading = (read_moodle_xml if name.endswith("xml") else read_gift)(content(name))
    assert read_gift(write_gift(reading.drafts).encode()).drafts == reading.drafts
    assert read_moodle_xml(write_moodle_xml(reading.drafts)).drafts == reading.drafts


def test_t01_answers_have_the_questions_format_and_no_tag_is_read(db, mina):
    reading = gift("t01-html-answers.gift")
    assert [[option.text.fa for option in draft.options] for draft in reading.drafts] == [
        ["۶۵ درجه", "۹۰ درجه"],
        ["کلد برو", "قهوهٔ سرد"],
        ["5 €", "<5"],
    ]
    assert [option.feedback.fa for option in reading.drafts[0].options] == ["آفرین", "دهان می=سوزد"]
    question = asked(reading, mina, 1)
    assert [engine.points_for(question, [text]) for text in ("کلد برو", "قهوهٔ سرد", "چای")] == [10000, 5000, 0]
    shown = previewed(asked(reading, mina, 2), Random(1))
    assert sorted(option.text for option in shown.options) == ["5 €", "<5"]


@pytest.mark.parametrize("own", ["", "[html]", "[moodle]", "[markdown]"])
def test_t01_a_tag_is_words_to_nobody_in_any_format(own):
    [draft] = read_gift(f"::x::{own}<b>a</b> <5{{=<i>b</i>#<p>c</p> ~d}}".encode()).drafts
    texts = [draft.options[0].text.fa, draft.options[0].feedback.fa, draft.options[1].text.fa]
    assert texts == ["b", "c", "d"]


def test_t01_pairs_of_moodle_xml_have_the_questions_format():
    answer = "<answer><text>&lt;i&gt;{}&lt;/i&gt;</text></answer>"
    part = f"<subquestion{{}}><text>&lt;b&gt;{{}}&lt;/b&gt;</text>{answer}</subquestion>"
    pairs = part.format("", "a", "b") + part.format(' format="html"', "c", "d")
    head = '<questiontext format="HTML"><text>&lt;p&gt;x&lt;/p&gt;</text></questiontext>'
    [draft] = read_moodle_xml(f'<quiz><question type="Matching">{head}{pairs}</question></quiz>'.encode()).drafts
    assert [(option.text.fa, option.match.fa) for option in draft.options] == [("a", "b"), ("c", "d")]


def test_t02_small_numbers_are_kept_exactly(db, mina):
    reading = gift("t02-small-number.gift")
    first, second = asked(reading, mina), asked(reading, mina, 1)
    given = ("1.3e-4", "۱٫۳×۱۰^-۴", "0.00013", "0", "0.0002")
    assert [engine.points_for(first, [text]) for text in given] == [10000, 10000, 10000, 0, 0]
    assert [engine.points_for(second, [text]) for text in ("9.5e-11", "9.5*10⁻¹¹", "0")] == [10000, 10000, 0]


def test_t02_what_cannot_be_kept_is_refused_by_line():
    digits = "1" * 39
    reading = read_gift(f"\n\n::x::How many?{{#0.{digits}:0.{digits[:35]}}}".encode())
    assert [(note.line, note.reason) for note in reading.refused] == [(3, Problem.DIGITS)]


@pytest.mark.parametrize("text", ["9.5e-11", "1.3e-4", "0.000000000000001", "1e20", "-0.5", "123456.789", "0"])
def test_t02_a_number_written_and_read_again_is_the_same(text):
    assert exact(exact_text(exact(text))) == exact(text)


def test_t03_raised_signs_and_tables_are_shown_and_the_picture_is_named(db, mina):
    reading = gift("t03-lost-markup.gift")
    assert [(note.line, note.reason, note.detail) for note in reading.losses] == [(1, Loss.PICTURE, "لاته")]
    shown = previewed(asked(reading, mina), Random(1))
    for mark in ("10<sup>2</sup>", "H<sub>2</sub>O", "<td>آرد</td>"):
        assert mark in shown.text
    assert "<img" not in shown.text
    assert shown.plain_text.startswith("در دستور، 10² گرم آرد و H₂O به دمای ۹۰ درجه آمده است.")
    assert "آرد | شکر" in shown.plain_text


def test_t03_nothing_vanishes_unlisted():
    text = (
        '<p style="color:red">a</p><audio src="x.mp3"></audio><a href="javascript:x">b</a><iframe src="y"></iframe>'
        "<blink>c</blink><script>d</script>"
    )
    escaped = text.replace("=", "\\=").replace(":", "\\:")
    reading = read_gift(f"[html]{escaped}{{=e ~f}}".encode())
    found = {(note.reason, note.detail) for note in reading.losses}
    assert found == {
        (Loss.STYLE, "color:red"),
        (Loss.MEDIA, "x.mp3"),
        (Loss.LINK, "javascript:x"),
        (Loss.MEDIA, "y"),
        (Loss.MARKUP, "<blink>"),
        (Loss.CODE, "<script>"),
    }


def test_t03_an_options_raised_sign_stays_one():
    [draft] = read_gift(
        b"[html]x{=[html]10<sup>2</sup> m<sup>a</sup> ~[html]<table><tr><td>1</td></tr></table>}"
    ).drafts
    assert [option.text.fa for option in draft.options] == ["10² m^a", "1"]


def test_t05_a_comma_is_a_decimal_sign_where_it_can_be_one(db, mina):
    reading = gift("t05-decimal-comma.gift")
    assert [(note.line, note.reason) for note in reading.remarks] == [(1, Remark.DECIMAL)]
    question = asked(reading, mina)
    assert [engine.points_for(question, [text]) for text in ("2,125", "۲٫۱۲۵", "2.125", "2125")] == [10000] * 3 + [0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2,125", Fraction(17, 8)),
        ("0,125", Fraction(1, 8)),
        ("1,234,567", 1234567),
        ("1,234.5", Fraction(2469, 2)),
        ("1.234,5", Fraction(2469, 2)),
        ("۱٬۲۳۴", 1234),
        ("۱٬۲۳۴٫۵", Fraction(2469, 2)),
        ("1 000", 1000),
        ("۱۲/۵", Fraction(25, 2)),
    ],
)
def test_t05_how_numbers_are_read(text, value):
    assert exact(text) == value


@pytest.mark.parametrize("text", ["12 5", "1,2,3", "1,23,456", "1,234,5", "", "e5", "four"])
def test_t05_what_is_no_number(text):
    with pytest.raises(NotANumber):
        exact(text)


def test_t05_the_first_rule_reads_it_as_it_did(db, mina):
    question = asked(gift("t05-decimal-comma.gift"), mina)
    assert engine.RULES[1].points(question, ["2,125"]) == 0


def test_t06_shapes_that_moodle_takes():
    reading = gift("t06-shapes.gift")
    short, number, several = reading.drafts
    assert (short.kind, short.options[0].text.fa) == ("short", "تهران")
    assert [(option.number, option.tolerance, option.feedback.fa) for option in number.options] == [
        ("4", "1", ""),
        ("*", "", "Not quite"),
    ]
    assert [(option.is_correct, option.share) for option in several.options] == [(True, None)] * 3 + [(False, None)]
    assert [(note.line, note.reason, note.detail) for note in reading.refused] == [(7, Problem.SAME_TWICE, "T06d")]
    assert [note.reason for note in reading.remarks] == [Remark.ROUNDED]


@pytest.mark.parametrize("percents", [("33", "33", "33"), ("33.3", "33.3", "33.3"), ("16.7", "16.7", "66.7")])
def test_t06_rounded_parts_are_forgiven(percents):
    answers = " ".join(f"~%{percent}%{place}" for place, percent in enumerate(percents))
    reading = read_gift(f"x{{{answers} ~%-100%no}}".encode())
    assert reading.refused == [] and len(reading.drafts) == 1


def test_t06_parts_that_are_no_rounding_are_refused():
    assert [note.reason for note in read_gift(b"x{~%20%a ~%20%b ~%-100%no}").refused] == [Problem.SHARES]


def test_t06_equal_left_halves_and_answers_of_another_worth_are_refused():
    reading = read_gift("::a::x{=چای -> گرم =چای -> سرد}\n\n::b::x{=cat =%50%cat}\n\n::c::x{#=4 =%50%4}".encode())
    assert [(note.line, note.reason) for note in reading.refused] == [(line, Problem.SAME_TWICE) for line in (1, 3, 5)]


@pytest.mark.parametrize("word", ["False", "false", "FALSE", "0"])
def test_t07_several_may_be_chosen_in_any_case(word):
    [draft] = read_moodle_xml(
        content("t07-single-false.xml").replace(b"<single>False", f"<single>{word}".encode())
    ).drafts
    assert (draft.kind, [option.is_correct for option in draft.options]) == ("multiple", [True, True, False])


@pytest.mark.parametrize("typed", ["معذرت خواهی", "معذرت‌خواهی", "معذرتخواهي", "«معذرت‌خواهی».", "معذرت‌خواهی!"])
def test_t09_spaces_stops_and_letters_are_one_in_short_answers(typed):
    assert fits("معذرت‌خواهی", typed)


@pytest.mark.parametrize(
    ("pattern", "text", "agrees"),
    [
        ("عذرخواهی", "عذرخواهی.", True),
        ("عذرخواهی", "عذر خواهی", True),
        ("ice cream", "icecream", False),
        ("1 2", "12", False),
        ("5\\*", "5*", True),
        ("کلد*", "کلد برو.", True),
        ("*برو", "کلد برو!", True),
        (".", ".", True),
        ("هتل", "متل", False),
    ],
)
def test_t09_what_stays_apart(pattern, text, agrees):
    assert fits(pattern, text) is agrees


def test_t09_the_answer_is_said_to_be_right(db, mina):
    question = asked(read_gift("x{=معذرت‌خواهی =عذرخواهی}".encode()), mina)
    for text in ("معذرت خواهی", "معذرت‌خواهی", "عذرخواهی."):
        assert answer_line(question, [text]).is_right
    assert engine.RULES[1].points(question, ["معذرت خواهی"]) == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_a_gift_file_in_every_usual_encoding(encoding):
    [draft] = read_gift("كدام شهر؟{=تهران}".encode(encoding)).drafts
    assert draft.options[0].text.fa == "تهران"


# t04: corrected questions come again -------------------------------------------------------------------------------


def upload(client, course, name):
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = {"course": course.key, "file": SimpleUploadedFile(name, content(name)), "language": "fa"}
    return client.post(reverse("training:bank_import"), sent)["Location"]


@pytest.fixture
def bank(db, mina, client_for):
    course, client = CourseFactory(), client_for(mina)
    client.post(upload(client, course, "t04-corrected-a.gift") + "confirm/")
    assert course.questions.count() == 1
    return course, client


def test_t04_the_preview_says_same_name_and_text_other_answers(bank):
    course, client = bank
    page = client.get(upload(client, course, "t04-corrected-b.gift"))
    [changed] = page.context["changed"]
    assert changed["before"] == [("۶", 10000), ("۹", 0)] and changed["after"] == [("۶", 0), ("۹", 10000)]
    assert page.context["new"] == []


@pytest.mark.parametrize(
    ("wish", "count", "right"), [("replace", 1, ["۹"]), ("both", 2, ["۶", "۹"]), ("skip", 1, ["۶"])]
)
def test_t04_what_becomes_of_it(bank, wish, count, right):
    course, client = bank
    before = course.questions.get()
    keys = {option.text_fa: option.key for option in before.options.all()}
    client.post(upload(client, course, "t04-corrected-b.gift") + "confirm/", {"all": wish})
    questions = list(Question.objects.filter(course=course).order_by("position"))
    assert len(questions) == count
    assert [each.text_fa for one in questions for each in one.options.all() if each.is_correct] == right
    assert {option.text_fa: option.key for option in questions[0].options.all()} == keys
    page = client.get(upload(client, course, "t04-corrected-b.gift"))
    assert (len(page.context["changed"]), page.context["plan"].new == []) == (
        (1, False) if wish == "skip" else (0, True)
    )


def test_t04_one_of_them_goes_its_own_way(bank):
    course, client = bank
    question = course.questions.get()
    client.post(
        upload(client, course, "t04-corrected-b.gift") + "confirm/",
        {"all": "replace", f"choice-{question.key}": "skip"},
    )
    assert [each.text_fa for each in question.options.all() if each.is_correct] == ["۶"]
    assert QuestionVersion.objects.count() == 0
