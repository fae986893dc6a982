"""A password that nobody guesses: zxcvbn estimates it, with the words of company and person counting for nothing."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kit.text.folding import fold
from people.company.organisation import organisation
from people.models import Branch, Team

# zxcvbn's time grows with the square of the length: at 72 letters it takes a tenth of a second at worst.
READ = 72
ENOUGH = 3  # of 4: safe against whoever has the hashes and one machine
SHORTEST_WORD = 3
MOST_ROWS = 500
PRODUCT = ("havadar", "هوادار", "folder", "playbook", "password", "گذرواژه", "رمز", "admin", "مدیر")
# What Persian speakers choose first, as it is said; zxcvbn's lists are English.
COMMON = """
salam khoda khodaya eshgh eshq azizam jigar asheghetam dooset doset daram dostet doostet mamad mohammad mohamad ali reza
hossein hosein mahdi mehdi fatemeh zahra maryam sara iran irani tehran persepolis perspolis esteghlal ramz ramze obor
oboor gozarvazheh karbar modir farda emrooz shab rooz bahar tabestan paeez zemestan golabi pesar dokhtar madar pedar
baba maman javid omid
سلام خدا خدایا عشق عزیزم جیگر عاشقتم دوستت دارم محمد علی رضا حسین مهدی فاطمه زهرا مریم ایران تهران پرسپولیس استقلال
رمز عبور کاربر فردا امروز بهار تابستان پاییز زمستان پسر دختر مادر پدر بابا مامان امید
"""
# The Persian standard keyboard, key by key.
_KEYS = dict(zip("ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو", "qwertyuiop[]asdfghjkl;'zxcvbnm,", strict=False))
_BY_KEY = str.maketrans(_KEYS)

REASONS = {
    "repeat": _("It says the same thing again and again."),
    "spatial": _("Its keys lie beside each other."),
    "sequence": _("It only counts on, like abc or 123."),
    "date": _("It is mostly a date."),
    "regex": _("It is mostly a year."),
    "dictionary": _("It is one of the words and passwords that are tried first."),
    "known": _("It is made of names and words that belong to you or to the company."),
}
HELP = _("Three or four words that have nothing to do with each other are good, with spaces if you like.")


class GuessingValidator:
    """For AUTH_PASSWORD_VALIDATORS."""

    def validate(self, password, user=None):
        known = known_words(user)
        text = fold(password[: 4 * READ])[:READ]
        problem = _guessed(text, known) or _guessed(text.translate(_BY_KEY), known)
        if problem:
            raise ValidationError([_("This password is easy to guess."), REASONS[problem], HELP], code="easy_to_guess")

    def get_help_text(self):
        return _("Not easy to guess: no names, dates or words of the company.") + " " + HELP


def _guessed(text, known):
    """The name of a reason why it would be guessed; "" where it would not."""
    from zxcvbn import zxcvbn  # its lists take a moment to load, and few requests need them

    if not text:
        return "dictionary"
    found = zxcvbn(text, user_inputs=known, max_length=READ)
    if found["score"] < ENOUGH:
        longest = max(found["sequence"], key=lambda match: len(match["token"]), default={})
        if longest.get("dictionary_name") == "user_inputs":
            return "known"
        return longest.get("pattern") if longest.get("pattern") in REASONS else "dictionary"
    rest = _without(text, known)
    return "" if rest == text or (rest and zxcvbn(rest, max_length=READ)["score"] >= ENOUGH) else "known"


def _without(text, words):
    """What is left when the words are taken out, the longest first."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, "")
    return text.strip()


def known_words(user=None):
    """Folded words of the product, the company and the person; Persian ones also as typed on Latin keys."""
    texts = [*PRODUCT, COMMON, *_company()]
    texts += _person(user) if user is not None else []
    words = {word for text in texts for word in re.split(r"[\W_]+", fold(text)) if len(word) >= SHORTEST_WORD}
    typed = {word.translate(_BY_KEY) for word in words}
    return sorted(words | {word for word in typed if len(word) >= SHORTEST_WORD})


def _company():
    company = organisation()
    rows = [
        names
        for model in (Branch, Team)
        for names in model.objects.values_list("name_fa", "name_en", "code")[:MOST_ROWS]
    ]
    return [company.name_fa, company.name_en, *(name for names in rows for name in names)]


def _person(user):
    staff = user.staff_member_or_none if hasattr(user, "staff_member_or_none") else None
    names = ("given_name_fa", "family_name_fa", "given_name_en", "family_name_en", "code", "email")
    own = [getattr(user, name, "") for name in ("username", "email", "first_name", "last_name")]
    return [*own, *(getattr(staff, name) for name in names if staff is not None)]
