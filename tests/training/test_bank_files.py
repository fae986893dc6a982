"""GIFT and Moodle XML: what goes out comes back the same; what cannot come in is named by line; nothing breaks us."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.training.kinds import DRAFTS, option
from training.bank.gift_reader import read_gift
from training.bank.gift_writer import write_gift
from training.bank.intake import LARGEST, BankFileError, Loss, Note, normal
from training.bank.languages import joined, parted
from training.bank.moodle_reader import read_moodle_xml
from training.bank.moodle_writer import write_moodle_xml
from training.kinds.checks import problems
from training.kinds.drafts import Draft, DraftOption, Problem, Words

FORMATS = {
    "gift": (lambda drafts: write_gift(drafts).encode(), read_gift),
    "xml": (write_moodle_xml, read_moodle_xml),
}
STEADY = settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
RICH = [
    *DRAFTS.values(),
    Draft(
        "multiple",
        Words("<p>کدام <b>درست</b> است؟</p>", "<p>Which ~ = # { } : \\ %50% // ?</p>"),
        (
            option("%50% تخفیف = خوب", "a -> b", True, share=3_333_333, feedback="# آفرین\nدو سطر"),
            option("::نام::", "[html]<b>", True, share=3_333_333),
            option("~", "\\", True, share=3_333_334),
            option("{", "}", share=-5_000_000),
        ),
        name="نام :: با # نشانه‌ها",
        category="$course$/top/پیش از خرید",
        text_format="html",
        feedback=Words("همه", "all {of} it"),
        weight=3,
        codes=("BEF-01", "DUR-02"),
        note="یادداشت\n\nسطر دوم",
    ),
    Draft("single", Words("نیم‌نمره"), (option("الف", right=True), option("ب", share=5_000_000), option("پ"))),
    Draft("numeric", Words(en="Pi?"), (option(right=True, number="3.14159"), option(number="*", feedback="no"))),
]


def through(name, drafts):
    write, read = FORMATS[name]
    return read(write(drafts))


@pytest.mark.parametrize("name", FORMATS)
def test_what_goes_out_comes_back_the_same(name):
    reading = through(name, RICH)
    assert reading.drafts == [normal(draft) for draft in RICH]
    assert (reading.refused, reading.losses) == ([], [])


LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Co", "Cc"])
TEXT = st.text(st.one_of(st.sampled_from("~=#{}:\\%>-<&[]/*\n abسیw۱۲"), LETTERS), min_size=1, max_size=12)
WORDS = st.builds(Words, fa=TEXT, en=st.one_of(st.just(""), TEXT))
SHARE = st.integers(-10_000_000, 10_000_000)


def options_of(kind):
    common = {"text": WORDS, "feedback": st.one_of(st.just(Words()), WORDS)}
    if kind == "matching":
        return st.builds(DraftOption, text=WORDS, match=WORDS)
    if kind == "numeric":
        numbers = st.decimals(-1000, 1000, places=3).map(str)
        common = {"number": numbers, "tolerance": st.just("0.5"), "feedback": common["feedback"]}
    return st.builds(DraftOption, **common, is_correct=st.booleans(), share=st.one_of(st.none(), SHARE))


@st.composite
def any_draft(draw):
    kind = draw(st.sampled_from(["single", "multiple", "matching", "short", "numeric"]))
    options = draw(st.lists(options_of(kind), min_size=2, max_size=4))
    return Draft(kind, draw(WORDS), tuple(options), name=draw(TEXT), category="دسته", feedback=draw(WORDS))


def is_sound(draft):
    """Fit to be asked, and not written in marks of the file's own: a language mark is one wherever it stands."""
    texts = [draft.text, draft.feedback, *(text for each in draft.options for text in (each.text, each.match))]
    return not problems(draft) and "mlang" not in str(texts)


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
@STEADY
@given(draft=any_draft().map(normal).filter(is_sound))
def test_any_question_goes_out_and_comes_back(name, draft):
    assert through(name, [draft]).drafts == [draft]


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
@STEADY
@given(data=st.data())
def test_no_mutation_of_a_file_breaks_the_reader(name, data):
    """Read, or refused with a reason; never anything else."""
    write, read = FORMATS[name]
    content = bytearray(write(RICH))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        piece = data.draw(st.one_of(st.binary(max_size=4), st.sampled_from([b"{", b"}", b"~=", b"#", b"<", b"]]>"])))
        content[place : place + data.draw(st.integers(0, 40))] = piece
        content = content or bytearray(b"x")
    with suppress(BankFileError):
        assert all(not problems(draft) for draft in read(bytes(content)).drafts)


GIFT = """\
// a note of the author
// [id:q1] [tag:DUR-01]
$CATEGORY: tom/dick and harry

::Q1:: 1+1=2 {T}

::Q2:: What's between orange and green in the spectrum?
{ =yellow # right; good! ~red # wrong, it's yellow ~%50%blue # almost }

Two plus {=two =2} equals four.

Which are even?{~%50%2 ~%50%4 ~%-100%3####think}

When was Ulysses S. Grant born? {#1822:5}

Pi? {#=3.14:0.01#good =%50%3..4 ~#no}

Match. {=cat -> cat food =dog -> dog food = -> bird food}

Grant is {~buried =entombed ~living} in Grant's tomb.

Write an essay. {}

Only a description.

broken {=a ~b
"""


def test_the_format_of_the_manual_is_read():
    reading = read_gift(GIFT.encode(), "en")
    assert [draft.kind for draft in reading.drafts] == [
        "true_false",
        "single",
        "short",
        "multiple",
        "numeric",
        "numeric",
        "matching",
        "single",
    ]
    assert reading.drafts[2].text.en == "Two plus _____ equals four."
    assert reading.drafts[1].options[2].share == 5_000_000
    assert reading.drafts[3].feedback.en == "think"
    assert {draft.category for draft in reading.drafts} == {"tom/dick and harry"}
    assert [(note.line, note.reason) for note in reading.refused] == [
        (22, Loss.KIND),
        (24, Loss.KIND),
        (26, Loss.SYNTAX),
    ]


XML = """<?xml version="1.0"?>
<quiz>
 <question type="multichoice"><name><text>n</text></name>
  <questiontext format="html"><text><![CDATA[<p>Which <img src="@@PLUGINFILE@@/a.png"> one?</p>]]></text>
   <file name="a.png" encoding="base64">AAAA</file></questiontext>
  <defaultgrade>1.5</defaultgrade><penalty>0.3333333</penalty><single>false</single>
  <answer fraction="50" format="html"><text>&lt;p&gt;a &amp;amp; b&lt;/p&gt;</text></answer>
  <answer fraction="50" format="html"><text>c</text></answer>
  <answer fraction="-33.33333"><text>d</text></answer>
  <hint><text>think</text></hint>
  <tags><tag><text>DUR-01</text></tag></tags>
 </question>
 <question type="essay"><name><text>no</text></name></question>
 <question type="shortanswer"><questiontext><text>one?</text></questiontext>
  <answer fraction="90"><text>x</text></answer></question>
</quiz>"""


def test_what_moodle_has_and_we_have_not_is_named_by_line():
    reading = read_moodle_xml(XML.encode(), "en")
    (draft,) = reading.drafts
    assert (draft.text_format, draft.codes, draft.weight) == ("html", ("DUR-01",), 2)
    assert [each.text.en for each in draft.options] == ["a & b", "c", "d"]
    assert draft.options[2].share == -3_333_333
    assert set(reading.losses) == {
        Note(3, Loss.WEIGHT, "1.5"),
        Note(6, Loss.SETTING, "penalty"),
        Note(10, Loss.SETTING, "hint"),
        Note(5, Loss.FILE, "a.png"),
        Note(3, Loss.PICTURE, "@@PLUGINFILE@@/a.png"),
    }
    assert [(note.line, note.reason) for note in reading.refused] == [(13, Loss.KIND), (14, Problem.NO_ANSWER)]


BOMB = b'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><quiz>&b;</quiz>'
FILE_OF_OURS = b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question>&x;</question></quiz>'


@pytest.mark.parametrize(
    ("content", "loss"),
    [
        (BOMB, Loss.HOSTILE),
        (FILE_OF_OURS, Loss.HOSTILE),
        (b'<!DOCTYPE q SYSTEM "http://example.com/x.dtd"><quiz/>', Loss.HOSTILE),
        (b"<quiz>" + b"<a>" * 5000, Loss.HOSTILE),
        (b"<quiz>" + b"<a/>" * 70_000 + b"</quiz>", Loss.HOSTILE),
        (b"<quiz>" + b" " * LARGEST + b"</quiz>", Loss.TOO_LARGE),
        (b"<quiz><question></quiz>", Loss.NOT_XML),
        (b"<html/>", Loss.NO_QUIZ),
        (b"<quiz/>", Loss.NO_QUESTIONS),
        (b"", Loss.NOT_XML),
        (b'<?xml version="1.0" encoding="utf-7"?><quiz/>', Loss.NOT_XML),
        (b'<?xml version="1.0" encoding="nothing"?><quiz/>', Loss.NOT_XML),
        (b"\xff\xfe\x00", Loss.NOT_XML),
    ],
)
def test_hostile_and_broken_xml_is_refused(content, loss):
    with pytest.raises(BankFileError) as refused:
        read_moodle_xml(content)
    assert refused.value.loss == loss


@pytest.mark.parametrize(
    ("content", "loss"),
    [
        (b"\xff\x00\x01", Loss.NOT_TEXT),
        (b"", Loss.NO_QUESTIONS),
        (b"// only a comment", Loss.NO_QUESTIONS),
        (b"x" * (LARGEST + 1), Loss.TOO_LARGE),
        (b"a{T}\n\n" * 2001, Loss.TOO_MANY),
    ],
)
def test_what_is_no_gift_is_refused(content, loss):
    with pytest.raises(BankFileError) as refused:
        read_gift(content)
    assert refused.value.loss == loss


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{mlang fa}سلام{mlang}{mlang en}Hi{mlang}", Words("سلام", "Hi")),
        (
            '<span lang="fa" class="multilang">سلام</span><span lang="en" class="multilang">Hi</span>',
            Words("سلام", "Hi"),
        ),
        ("{mlang en}Hi{mlang}{mlang other}سلام{mlang}", Words("سلام", "Hi")),
        ("1: {mlang fa}سلام{mlang}", Words("1: سلام", "1:")),
        ("سلام", Words("سلام")),
    ],
)
def test_two_languages_in_one_text(text, words):
    assert parted(text)[0] == words


def test_a_third_language_is_named():
    assert parted("{mlang fa}س{mlang}{mlang de}H{mlang}") == (Words("س"), ["de"])
    assert joined(Words(en="Hi")) == "{mlang en}Hi{mlang}"
