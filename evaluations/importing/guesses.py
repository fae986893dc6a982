"""What the columns of a file look like: dates, numbers, percent, a few words. Proposed, never decided."""

from dataclasses import dataclass, field
from fractions import Fraction

from evaluations.importing.answers import MISSING
from evaluations.scoring.scale_numbers import NoNumber, read_number
from kit.importing.dates import ISO, ORDERS, possible_orders, read_day
from kit.text.folding import fold

MOST_WORDS, LOOKED_AT = 11, 5000
DAY, NUMBER, PERCENT, STEPS, TEXT, EMPTY = "day", "number", "percent", "steps", "text", "empty"
# Usual ends of numbers, the narrowest first.
RANGES = ((0, 1), (1, 5), (0, 5), (1, 7), (1, 10), (0, 10), (0, 20), (0, 100))
HINTS = {
    "about": "code employee reviewee person store shop branch instructor staff id کد پرسنل کارمند فروشگاه شعبه مدرس",
    "name": "name نام",
    "evaluator": "reviewer evaluator rater assessor manager supervisor ارزیاب ارزیابی‌کننده بازرس مدیر",
    "source": "relationship relation source نسبت رابطه منبع",
    "criterion": "behaviour behavior criterion competency item question رفتار معیار سؤال شاخص",
    "answer": "rating answer score value نمره پاسخ امتیاز",
}
# What the usual words are worth beside each other.
WORTH = {
    fold(word): worth
    for worth, words in {
        100: "yes true always excellent outstanding exceeds بله بلی همیشه عالی آری",
        90: "exceptional بسیارخوب",
        75: "good often meets usually خوب اغلب",
        50: "average fair neutral sometimes partly متوسط گاهی تاحدی",
        25: "poor rarely weak ضعیف به‌ندرت",
        0: "no false never bad unsatisfactory نه خیر هرگز بد هیچ‌وقت",
    }.items()
    for word in words.split()
}


@dataclass
class Guess:
    """One column. `words`: its different answers as first written, without those for "no answer"."""

    place: int
    head: str
    kind: str
    words: list = field(default_factory=list)
    ends: tuple = ()

    @property
    def may_be_score(self):
        return self.kind in (NUMBER, PERCENT, STEPS)

    @property
    def is_score(self):
        """Probably: one single word tells nobody from anybody."""
        return self.may_be_score and (self.kind != STEPS or len(self.words) > 1)

    @property
    def likeness(self):
        """Columns that are alike are judged on one scale."""
        if self.kind == NUMBER:
            return (NUMBER, self.ends)
        return (self.kind, tuple(sorted(map(fold, self.words)))) if self.kind == STEPS else (self.kind,)


def guess_columns(table):
    return [_guess(place, head, [row[place] for row in table.rows]) for place, head in enumerate(table.header)]


def _guess(place, head, cells):
    words = {}
    for cell in cells[:LOOKED_AT]:
        if fold(cell) not in MISSING:
            words.setdefault(fold(cell), " ".join(cell.split()))
    values = list(words.values())
    if not values:
        return Guess(place, head, EMPTY)
    numbers = _numbers(values)
    if numbers is not None:
        is_percent = "%" in fold(head) or any("%" in fold(value) for value in values)
        ends = next((pair for pair in RANGES if pair[0] <= min(numbers) and max(numbers) <= pair[1]), None)
        if is_percent and ends:
            return Guess(place, head, PERCENT, values[: MOST_WORDS + 1])
        if ends:
            return Guess(place, head, NUMBER, values[: MOST_WORDS + 1], ends)
    if all(_is_day(value) for value in values[:200]):
        return Guess(place, head, DAY)
    return Guess(place, head, STEPS if len(values) <= MOST_WORDS else TEXT, values[: MOST_WORDS + 1])


def _numbers(values):
    try:
        return [Fraction(read_number(value)) for value in values]
    except NoNumber:
        return None


def _is_day(value):
    for order in ORDERS:
        try:
            read_day(value, order)
        except ValueError:
            continue
        return True
    return False


def orders_of(table, place):
    """The orders that the dates of a column may have; one: it is known."""
    return possible_orders([row[place] for row in table.rows]) if place is not None else [ISO]


def hinted(guesses, what, kinds=None):
    """The place of the first column whose heading suggests it, or None."""
    hints = {fold(hint) for hint in HINTS[what].split()}
    for guess in guesses:
        if (kinds is None or guess.kind in kinds) and any(hint in fold(guess.head) for hint in hints):
            return guess.place
    return None


def worths(words, scales):
    """{word: (basis points, is it a pass)}: as one of the company's `scales` has them, else by their usual order,
    spread evenly from full marks down to nothing."""
    for scale in scales:
        found = _on(scale, words)
        if found:
            return found
    order = sorted(words, key=lambda word: -WORTH.get(fold(word), 50))
    last = max(1, len(order) - 1)
    return {word: ((last - n) * 10000 // last, n < last) for n, word in enumerate(order)}


def _on(scale, words):
    steps = {}
    for outcome in scale.outcomes.all():
        for label in (outcome.label_fa, outcome.label_en):
            steps[fold(label)] = (outcome.value, outcome.is_pass)
    return {word: steps[fold(word)] for word in words} if all(fold(word) in steps for word in words) else None
