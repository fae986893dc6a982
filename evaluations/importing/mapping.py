"""What the columns of a file of past evaluations mean, written down in a small TOML file (docs/operations.md).

code = "course-evaluations"          # names scorecard and scales; letters, digits, hyphens
title_fa, title_en                   # of the scorecard, the cycle and the imported edition; one of them is enough
missing = ["did not see"]            # words for "no answer", besides the usual ones (N/A, null, -, ندارد, …)
[subject]   kind = "person" or "place"; code, name_fa, name_en = patterns over columns: "{instcode}-{course code}"
[place]     branch, team, role       # names in Persian (and *_en), made when missing
[evaluator] code, name_fa, name_en   # patterns; without braces a constant
[source]    value = "lead"           # lead, self, peer, upward, mystery; or
            column = "Relationship"  # with [source.words] Manager = "lead" for words that are not known
[date]      value = "2013-06-15"     # or column = "date"; Jalali or Gregorian, any digits, a time behind it is dropped
            order = "mdy"            # where a date does not say it: dmy, mdy, ymd, jalali
[cycle]     starts_on, ends_on       # [start, end)
[context]   columns = ["attendance"] # kept beside the evaluation, not judged
[identity]  columns = ["id"]         # what tells one evaluation from another; without it, what its row says
            each_file = true         # equal rows of another file are others
[long]      criterion = "Behaviour", answer = "Rating"   # one row for each criterion; else one for each evaluation
[[scale]]   name = "rating", kind = "steps", "number" or "percent"; lowest, highest, fails_below for numbers;
            [[scale.outcome]] answer = "5" or answers = ["5", "five"], value = 10000, label_fa, label_en, is_pass = true
[[outcome]] the same, of the one scale of a mapping that names none
[[criterion]] column = "Orientation", text_fa, text_en, weight = 1, scale = "rating",
                standard = "DUR-01" (of the folder in force; every criterion or none)
"""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from evaluations.importing import answers, checks
from evaluations.importing.scales import MappedScale, read_scales
from evaluations.importing.toml_fields import Fields, MappingError
from evaluations.models import Source
from kit.importing.dates import ISO, ORDERS
from kit.text.folding import fold, tidy
from kit.values.canonical import content_hash

PLACE = re.compile(r"\{([^{}]+)\}")
PERSON_KIND, PLACE_KIND = "person", "place"
# What a source weighs and from how many evaluations on it is shown, where the mapping knows several.
WEIGHTS = {"lead": (60, 1), "self": (10, 1), "peer": (30, 3), "upward": (30, 4), "mystery": (60, 1)}
WORDS = {
    "lead": "lead manager boss supervisor superior line manager مدیر سرپرست رئیس بالادست",
    "self": "self own myself خود خودارزیابی خودش",
    "peer": "peer colleague coworker co-worker teammate همکار همتا هم‌رده",
    "upward": "upward subordinate report employee زیردست زیرمجموعه",
    "mystery": "mystery visit visitor shopper inspector auditor بازرس بازدید",
}
SOURCE_WORDS = {fold(word): source for source, words in WORDS.items() for word in words.split()} | {
    fold(words): source
    for source, several in {
        "lead": ("line manager", "direct manager", "team lead", "مدیر مستقیم"),
        "upward": ("direct report", "from below", "از پایین"),
        "mystery": ("mystery visit", "mystery shopper", "مشتری مخفی", "بازدید ناشناس"),
        "self": ("self assessment", "self-assessment", "خود ارزیابی"),
    }.items()
    for words in several
}


@dataclass(frozen=True)
class MappedCriterion:
    """`standard` is the code of a standard of the folder, or "": an imported standard is made for it."""

    column: str
    text_fa: str
    text_en: str
    weight: int
    standard: str
    scale: MappedScale


@dataclass(frozen=True)
class MappedSource:
    """A constant `value`, or the word in a `column`: `words` are folded."""

    value: str
    column: str
    words: dict

    def of(self, word):
        """The source that a word means, or None."""
        return self.words.get(fold(word)) or SOURCE_WORDS.get(fold(word))

    @property
    def all(self):
        """{source: (weight, threshold)} of every one that the file may bring."""
        return dict(WEIGHTS) if self.column else {self.value: (100, WEIGHTS[self.value][1])}


@dataclass(frozen=True)
class Mapping:
    code: str
    title_fa: str
    title_en: str
    kind: str
    subject: dict
    place: dict
    evaluator: dict
    source: MappedSource
    date: dict
    starts_on: date
    ends_on: date
    context: tuple[str, ...]
    identity: tuple[str, ...]
    each_file: bool
    long: dict
    missing: frozenset
    scales: tuple[MappedScale, ...]
    criteria: tuple[MappedCriterion, ...]
    text: str = field(repr=False)
    hash: str = ""

    @property
    def is_of_places(self):
        return self.kind == PLACE_KIND

    @property
    def columns(self):
        """Every column that the file must have."""
        patterns = [*self.subject.values(), *self.evaluator.values()]
        named = [tidy(name) for pattern in patterns for name in PLACE.findall(pattern)]
        single = [self.date.get("column", ""), self.source.column]
        judged = list(self.long.values()) or [criterion.column for criterion in self.criteria]
        rest = [*self.context, *self.identity, *judged]
        return [name for name in dict.fromkeys([*named, *single, *rest]) if name]


def read_mapping(text):
    """The Mapping in a TOML text. Raises MappingError with everything that is missing or wrong."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        words = {"problem": str(problem)[:200]}
        raise MappingError([_("The mapping is not TOML: %(problem)s") % words]) from problem
    problems = []
    mapping = _mapping(Fields(data, "", problems), text, problems)
    if not problems:
        checks.check(mapping, problems)
    if problems:
        raise MappingError(problems)
    return mapping


def fill(pattern, record):
    """`pattern` with the values of a row in its {column} places."""
    return tidy(PLACE.sub(lambda match: record[tidy(match[1])], pattern))


def _mapping(data, text, problems):
    fa, en = data.text("title_fa", most=120, needed=False), data.text("title_en", most=120, needed=False)
    if not (fa or en):
        data.refuse(_("title_fa or title_en is needed."))
    subject, cycle = data.table("subject"), data.table("cycle")
    scales = read_scales(data)
    return Mapping(
        code=data.text("code", most=35),
        title_fa=fa or en,
        title_en=en,
        kind=subject.choice("kind", (PERSON_KIND, PLACE_KIND), PERSON_KIND),
        subject=_patterns(subject),
        place=_place(data.table("place")),
        evaluator=_patterns(data.table("evaluator")),
        source=_source(data.table("source", needed=False)),
        date=_date(data.table("date")),
        starts_on=cycle.day("starts_on"),
        ends_on=cycle.day("ends_on"),
        context=data.table("context", needed=False).texts("columns"),
        identity=data.table("identity", needed=False).texts("columns"),
        each_file=data.table("identity", needed=False).flag("each_file", False),
        long=_long(data),
        missing=answers.MISSING | {fold(word) for word in data.texts("missing")},
        scales=tuple(scales.values()),
        criteria=tuple(_criterion(item, scales) for item in data.tables("criterion")),
        text=text,
        hash="" if problems else content_hash(_plain(data.values)),
    )


def _patterns(table):
    """`name_fa` or `name_en` may be left out, but not both; the code alone is a name too."""
    found = {name: table.text(name, most=400, needed=name == "code") for name in ("code", "name_fa", "name_en")}
    if not found["name_fa"]:
        found["name_fa"] = found["name_en"] or found["code"]
    return found


def _place(table):
    found = {name: table.text(name, most=120, needed=False) for name in ("branch", "team", "role")}
    english = {f"{name}_en": table.text(f"{name}_en", most=120, needed=False) for name in found}
    for name in found:
        found[name] = found[name] or english[f"{name}_en"]
        if not found[name]:
            table.refuse(_("a %(name)s is needed.") % {"name": name})
    return found | english


def _source(table):
    column = table.text("column", needed=False)
    words = table.table("words", needed=False)
    known = {fold(word): words.choice(word, Source.values) for word in words.values}
    value = table.choice("value", Source.values, "" if column else "lead")
    if column and value:
        table.refuse(_("either a column or a value."))
    return MappedSource(value or "lead", column, known)


def _date(table):
    column, value = table.text("column", needed=False), table.day("value", needed=False)
    if bool(column) == (value is not None):
        table.refuse(_("either a column or a value."))
    order = table.choice("order", ORDERS, ISO)
    return {"column": column, "order": order} if column else {"value": value, "order": order}


def _long(data):
    if "long" not in data.values:
        return {}
    table = data.table("long")
    return {"criterion": table.text("criterion"), "answer": table.text("answer")}


def _criterion(item, scales):
    column, name = item.text("column"), item.text("scale", needed=False)
    fa, en = item.text("text_fa", most=1000, needed=False), item.text("text_en", most=1000, needed=False)
    scale = scales.get(name) or (next(iter(scales.values())) if not name and len(scales) == 1 else None)
    if scale is None and scales:
        item.refuse(_("there is no scale “%(name)s”.") % {"name": name})
    return MappedCriterion(
        column=column,
        text_fa=fa or en or column,
        text_en=en,
        weight=item.number("weight", 1, least=1, most=10000),
        standard=item.text("standard", most=40, needed=False),
        scale=scale,
    )


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if isinstance(value, (str, int, bool)) else str(value)
