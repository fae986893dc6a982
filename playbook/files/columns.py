"""Columns of the folder's file, in Latin, Persian and English, and how words of its cells are understood."""

import re
from dataclasses import dataclass

from django.utils.translation import override

from kit.text.bilingual import active_language
from kit.text.folding import compact, western_digits
from playbook.models.authority import LIMITS
from playbook.models.codes import Measure, Phase
from playbook.models.pages import ICONS
from playbook.standards import fields

TOUCHPOINT, STANDARD, STEP, AUTHORITY, LANE = "touchpoint", "standard", "step", "authority", "lane"
# What the page of the complaint policy says.
OF_POLICY = (STEP, AUTHORITY, LANE)
KINDS = {
    TOUCHPOINT: {"fa": "نقطهٔ تماس", "en": "touchpoint"},
    STANDARD: {"fa": "استاندارد", "en": "standard"},
    STEP: {"fa": "گام شکایت", "en": "complaint step"},
    AUTHORITY: {"fa": "اختیار", "en": "authority"},
    LANE: {"fa": "پاسخ در جمع", "en": "public lane"},
}
YES = {"fa": "بله", "en": "yes"}
TRUE = {"yes", "1", "true", "بله", "آری", "x"}
FALSE = {"", "no", "0", "false", "نه", "خیر"}


@dataclass(frozen=True)
class Column:
    """`name` is the same in every file; `fa` and `en` stand above the column."""

    name: str
    fa: str
    en: str

    def head(self, language):
        return self.fa if language == "fa" else self.en


def _both(name, fa, en):
    return [Column(f"{name}_fa", f"{fa} (فارسی)", f"{en} (Persian)"), Column(f"{name}_en", f"{fa} (انگلیسی)", f"{en} (English)")]  # fmt: skip  # noqa: E501


def _texts(texts):
    return [column for text in texts for column in _both(text.name, *text.head)]


COLUMNS = [
    Column("kind", "نوع", "Kind"),
    Column("phase", "مرحله", "Phase"),
    Column("touchpoint", "نام کوتاه نقطهٔ تماس", "Short name of the touchpoint"),
    Column("icon", "نشان", "Symbol"),
    Column("code", "کد", "Code"),
    *_both("title", "نام", "Name"),
    *_texts(fields.SIGNED),
    Column("measure", "سنجه", "Measure"),
    Column("critical", "حیاتی", "Critical"),
    Column("roles", "نقش‌ها", "Job roles"),
    Column("owner", "مسئول", "Owner"),
    Column("review_days", "بازبینی هر چند روز", "Review every (days)"),
    *_texts(fields.CHECK),
    *_texts(fields.POLICY),
    Column("minutes", "مهلت (دقیقه)", "Time limit (minutes)"),
    Column("skippable", "می‌توان گذشت", "May be skipped"),
    *_both("remedy", "جبران", "What may be given"),
    Column("per_case", "سقف هر مورد (واحد خرد)", "At most per case (minor units)"),
    Column("per_customer", "سقف هر مشتری (واحد خرد)", "At most per customer (minor units)"),
    Column("per_month", "سقف هر ماه (واحد خرد)", "At most per month (minor units)"),
    Column("currency", "ارز", "Currency"),
]
NAMES = [column.name for column in COLUMNS]
STANDARD_TEXTS = fields.names(fields.STANDARD)
STEP_TEXTS = fields.names(fields.POLICY)
OF_KIND = {
    TOUCHPOINT: ["phase", "touchpoint", "icon", "title_fa", "title_en"],
    STANDARD: [
        "touchpoint", "code", *fields.in_both(fields.STANDARD),
        "measure", "critical", "roles", "owner", "review_days",
    ],
    STEP: ["code", *fields.in_both(fields.POLICY), "minutes", "skippable"],
    AUTHORITY: ["code", "roles", "remedy_fa", "remedy_en", *LIMITS, "currency"],
    LANE: [*fields.in_both(fields.POLICY), "minutes"],
}  # fmt: skip


def header_now(names):
    language = active_language()
    return [column.head(language) for column in COLUMNS if column.name in names]


def _words(choices):
    """{folded word in any language: value} of (value, lazy label) pairs."""
    found = {}
    for language in ("fa", "en"):
        with override(language):
            found |= {compact(str(label)): value for value, label in choices}
    return found | {compact(value): value for value, _label in choices}


def understood(name, text):
    """The plain value of a cell: words of either language become what the folder keeps; others stay as they are."""
    text = _without_guard(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if name == "kind":
        return {compact(word): kind for kind, words in KINDS.items() for word in (kind, *words.values())}.get(
            compact(text), text
        )
    if name in ("phase", "measure", "icon"):
        choices = {"phase": Phase.choices, "measure": Measure.choices, "icon": ICONS}[name]
        return _words(choices).get(compact(text), text)
    if name in ("critical", "skippable"):
        folded = compact(text)
        return "1" if folded in map(compact, TRUE) else "" if folded in map(compact, FALSE) else text
    if name in ("code", "review_days", "minutes", "currency"):
        return western_digits(text).upper()
    if name in LIMITS:
        return re.sub(r"[,٬\s]", "", western_digits(text))
    if name == "roles":
        parts = western_digits(text).replace("،", ",").replace("؛", ",").split(",")
        return ", ".join(sorted(part.strip() for part in parts if part.strip()))
    return text


def _without_guard(text):
    """Our own files put ' before what a spreadsheet would take for a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@", "\t") else text


def shown(name, value):
    """The same the other way round, in the reader's language."""
    language = active_language()
    if name == "kind":
        return KINDS[value][language]
    if name in ("critical", "skippable"):
        return YES[language] if value else ""
    choices = {"phase": Phase.choices, "measure": Measure.choices, "icon": ICONS}.get(name, [])
    return str(dict(choices).get(value, value))
