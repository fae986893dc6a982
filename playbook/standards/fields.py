"""The texts of a standard, of a step of the complaint policy and of the public lane, each stated once.

    names(SIGNED)                  # ("behaviour", "why", …): what a signatory reads
    names(STANDARD, "is_sentence")  # of all texts of a standard those that are one sentence

Whatever lists them walks these tables: hashes, comparison, previews, search, help with writing, the page of both
languages, the folder's file, the proof, documents, starter folders. tests/playbook/test_fields.py looks for every text
in each of them.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Text:
    """A column of a page, and two (`_fa`, `_en`) of the row that an edition keeps.

    `words`: what it is called within a sentence. `head`: in Persian and English, above its columns of the folder's
    file. `heading`: stands above it on pages and in documents where the text has no place of its own there.
    """

    name: str
    words: Promise
    head: tuple[str, str]
    heading: Promise | str = ""
    # It stood in the first editions: hashed even where it is empty. A later text is hashed, and in documents,
    # where it says something, so that what was frozen and printed before it came stays what it is.
    is_first: bool = False
    is_sentence: bool = False
    is_rich: bool = False
    # Found by words, of the reader and of a customer.
    is_searched: bool = True
    # Read by whoever helps with the writing.
    is_advised: bool = True
    # Stands in front of the public where its standard does.
    is_public: bool = False


# What a signatory reads.
SIGNED = (
    Text(
        "behaviour",
        _("the behaviour"),
        ("رفتار", "Behaviour"),
        is_first=True,
        is_sentence=True,
        is_public=True,
    ),
    Text("why", _("the reason"), ("چرا مهم است", "Why"), is_first=True, is_public=True),
    Text("good", _("the good example"), ("این‌طور", "This way"), is_first=True),
    Text("bad", _("the bad example"), ("این‌طور نه", "Not this way"), is_first=True),
    Text("body", _("the details"), ("بیشتر", "More about it"), is_first=True, is_rich=True, is_searched=False),
)

# The question before a critical standard is signed: sealed from whoever signs, and in no document.
CHECK = (
    Text(
        "check_question",
        _("the check question"),
        ("پرسش", "Check question"),
        is_first=True,
        is_sentence=True,
        is_searched=False,
        is_advised=False,
    ),
    Text(
        "check_right",
        _("the right answer"),
        ("پاسخ درست", "Right answer"),
        is_first=True,
        is_sentence=True,
        is_searched=False,
        is_advised=False,
    ),
    Text(
        "check_wrong",
        _("the wrong answers"),
        ("پاسخ‌های نادرست", "Wrong answers"),
        is_first=True,
        is_searched=False,
        is_advised=False,
    ),
)

# All that an author writes of a standard.
STANDARD = (*SIGNED, *CHECK)

# Of a step of the complaint policy; on its page, with `public_` before the name, also of the public lane.
POLICY = (
    Text("do", _("what to do"), ("بکنید", "Do"), is_first=True),
    Text("say", _("what to say"), ("بگویید", "Say"), is_first=True),
    Text("never_say", _("what never to say"), ("هرگز نگویید", "Never say"), is_first=True),
)


def names(texts: tuple[Text, ...], *flags: str) -> tuple[str, ...]:
    """The names of those that bear every flag."""
    return tuple(text.name for text in texts if all(getattr(text, flag) for flag in flags))


def words_of(texts: tuple[Text, ...]) -> dict[str, Promise]:
    return {text.name: text.words for text in texts}


def in_both(texts: tuple[Text, ...]) -> tuple[str, ...]:
    """The columns of the texts: ("behaviour_fa", "behaviour_en", …)."""
    return tuple(f"{name}_{language}" for name in names(texts) for language in ("fa", "en"))


def searched() -> tuple[str, ...]:
    """What the words of a search are looked for in, the name of the touchpoint among it."""
    return (*names(SIGNED, "is_searched"), "touchpoint_name")


def standing(row: object, texts: tuple[Text, ...]) -> tuple[str, ...]:
    """The names of those that stand in a document of the frozen `row`: a later text where it says something."""
    return tuple(
        text.name
        for text in texts
        if text.is_first or getattr(row, f"{text.name}_fa") or getattr(row, f"{text.name}_en")
    )


def unplaced(texts: tuple[Text, ...], *flags: str) -> tuple[Text, ...]:
    """Those that are drawn one below the other, each under its heading, and bear every flag."""
    return tuple(text for text in texts if text.heading and all(getattr(text, flag) for flag in flags))
