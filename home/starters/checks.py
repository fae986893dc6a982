"""Everything that is wrong with the file of a starter folder, as sentences for whoever writes it. No database."""

import re
from collections import Counter
from itertools import pairwise

from home.starters.questions import question_draft
from kit.text.bilingual import LANGUAGES
from kit.text.letters import seen
from playbook.models.codes import CODE_PATTERN, PREFIXES, Measure, Phase
from playbook.models.pages import ICONS, StandardPage
from playbook.models.policy_steps import STEP_TITLES
from playbook.standards import fields
from training.kinds.checks import problems

FEWEST, MOST = 12, 20
# Whatever else a standard may say, the file may leave out.
TEXTS = tuple(text.name for text in fields.SIGNED if text.is_first and not text.is_rich)
CHECK = fields.names(fields.CHECK, "is_first")
SENTENCES = {
    name: StandardPage._meta.get_field(name).max_length for name in fields.names(fields.STANDARD, "is_sentence")
}
LONGEST = {**SENTENCES, "remedy": 200, "name": 120, "summary": 400}
LIMITS = ("per_case", "per_customer", "per_month")
CRITICAL = {"none", "section", "all"}
# Letters that a Persian keyboard does not write, and a prefix or ending that is written with a space.
ARABIC_LETTERS = re.compile("[\u064a\u0643\u0649]")
LOOSE_PARTS = re.compile(r"(?:^|[\s«(])ن?می [\u0600-\u06ff]|[\u0600-\u06ff] (?:ها|های|هایی|ترین)(?=[\s.،؛:»)]|$)")

# A behaviour is one sentence: in Persian its verb comes last, in English it comes first ("Greets").
ENDS_WITH_VERB, BEGINS_WITH_VERB = re.compile(r"[^.؟]+(?:د|ست)\.$"), re.compile(r"[A-Z][a-z]+s [^.?]+\.$")


def problems_of(starter, scales):
    """`scales`: {short name: scale}. Returns a list; an empty one means that the folder can be loaded."""
    found = [*_languages(starter.data, starter.name), *_standards(starter), *_policy(starter)]
    return [*found, *_courses(starter), *_scorecards(starter, scales)]


def scale_problems(scale):
    values = [value for _fa, _en, value, _passes in scale["outcomes"]]
    if values != sorted(set(values), reverse=True) or (values[0], values[-1]) != (10000, 0):
        yield f"{scale['code']}: values do not descend from 10000 to 0"
    yield from _languages(scale, scale["code"])


def _languages(table, where):
    """Whatever is said in one language is said in the other; Persian is written with Persian letters."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _languages(value, f"{where}.{name}")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, row in enumerate(value, 1):
                yield from _languages(row, f"{where}.{name}[{row.get('code', number)}]")
        elif name.endswith(("_fa", "_en")):
            yield from _text(table, name, f"{where}.{name}")


def _text(table, name, where):
    stem, language = name[:-3], name[-2:]
    other = table.get(f"{stem}_{'en' if language == 'fa' else 'fa'}")
    texts = table[name] if isinstance(table[name], list) else [table[name]]
    flat = [text for one in texts for text in (one if isinstance(one, list) else [one])]
    if not all(seen(text).strip() for text in flat) or not flat:
        yield f"{where}: says nothing"
    if not other or (isinstance(other, list) and len(other) != len(texts)):
        yield f"{where}: is not said as often in the other language"
    if stem in LONGEST and any(len(text) > LONGEST[stem] for text in flat):
        yield f"{where}: is too long"
    if language == "fa" and any(ARABIC_LETTERS.search(text) or LOOSE_PARTS.search(text) for text in flat):
        yield f"{where}: is not spelt as in Persian"


def _standards(starter):
    codes = Counter(starter.codes)
    yield from (f"{code}: stands twice" for code, times in codes.items() if times > 1)
    if not FEWEST <= len(codes) <= MOST:
        yield f"{len(codes)} standards"
    places = Counter(touchpoint["code"] for touchpoint in starter.touchpoints)
    yield from (f"{place}: stands twice" for place, times in places.items() if times > 1)
    for touchpoint in starter.touchpoints:
        if touchpoint["icon"] not in dict(ICONS):
            yield f"{touchpoint['code']}: no such symbol"
        yield from _place(touchpoint, {role["code"] for role in starter.roles})
    missing = {Phase.BEFORE, Phase.DURING, Phase.AFTER} - {touchpoint["phase"] for touchpoint in starter.touchpoints}
    yield from (f"nothing {phase} the purchase" for phase in sorted(missing))


def _place(touchpoint, roles):
    for standard in touchpoint["standard"]:
        code = standard["code"]
        if not CODE_PATTERN.match(code) or not code.startswith(PREFIXES[touchpoint["phase"]]):
            yield f"{code}: no code of its phase"
        if standard["measure"] not in Measure.values:
            yield f"{code}: no such measure"
        yield from (f"{code}: no role {role}" for role in standard.get("roles", ()) if role not in roles)
        yield from _standard_texts(standard)


def _standard_texts(standard):
    code = standard["code"]
    if not ENDS_WITH_VERB.search(standard["behaviour_fa"]) or not BEGINS_WITH_VERB.match(standard["behaviour_en"]):
        yield f"{code}: the behaviour does not say who does what"
    texts = (*TEXTS, *(CHECK if standard["critical"] else ()))
    for name in (f"{text}_{language}" for text in texts for language in LANGUAGES):
        if not standard.get(name):
            yield f"{code}: no {name}"
    if not standard["critical"] and any(f"{name}_fa" in standard for name in CHECK):
        yield f"{code}: only critical standards have a check question"
    if standard.get("check_right_fa") in standard.get("check_wrong_fa", ()):
        yield f"{code}: the right answer is among the wrong ones"


def _policy(starter):
    policy, roles = starter.policy, {role["code"] for role in starter.roles}
    if len(policy["step"]) != len(STEP_TITLES):
        yield f"{len(policy['step'])} steps of the complaint policy"
    for line in policy["authority"]:
        if line.get("role", next(iter(roles))) not in roles:
            yield f"{line['remedy_en']}: no role {line['role']}"
        limits = [line[name] for name in LIMITS if name in line]
        if bool(limits) == line.get("costs_nothing", False) or any(less > more for less, more in pairwise(limits)):
            yield f"{line['remedy_en']}: limits are missing or out of order"


def _courses(starter):
    codes = set(starter.codes)
    if len(starter.courses) != 2:
        yield f"{len(starter.courses)} courses"
    for course in starter.courses:
        where = course["title_en"]
        if not 2 <= len(course["lesson"]) <= 3:
            yield f"{where}: {len(course['lesson'])} lessons"
        if not 4 <= len(course["question"]) <= 6:
            yield f"{where}: {len(course['question'])} questions"
        for lesson in course["lesson"]:
            yield from (
                f"{lesson['title_en']}: no standard {code}" for code in lesson["standards"] if code not in codes
            )
        yield from (wrong for question in course["question"] for wrong in _question(question, codes))


def _question(question, codes):
    if question["standard"] not in codes:
        yield f"{question['text_en']}: no standard {question['standard']}"
    yield from (f"{question['text_en']}: {problem}" for problem in problems(question_draft(question)))


def _scorecards(starter, scales):
    roles = {role["code"] for role in starter.roles}
    bound = {standard["code"]: standard.get("roles") or roles for standard in starter.standards}
    if not 3 <= len(starter.scorecards) <= 4:
        yield f"{len(starter.scorecards)} scorecards"
    for card in starter.scorecards:
        if card["role"] not in roles:
            yield f"{card['title_en']}: no role {card['role']}"
        if sum(section["weight"] for section in card["section"]) != 100:
            yield f"{card['title_en']}: the sections do not weigh 100"
        for section in card["section"]:
            for criterion in section["criteria"]:
                yield from _criterion(criterion, card, bound, scales)


def _criterion(criterion, card, bound, scales):
    code, weight, scale, critical, _may_not_arise = criterion
    if card["role"] not in bound.get(code, ()):
        yield f"{card['title_en']}: {code} does not bind its role"
    if not 1 <= weight <= 10 or scale not in scales or critical not in CRITICAL:
        yield f"{card['title_en']}: {criterion}"
