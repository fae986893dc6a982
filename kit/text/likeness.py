"""Which texts are alike: cosine of weighted character n-grams of folded words. Pure; no dictionary, no language.

    index = Index([("AFT-02", ("سفارش را سر وقت می‌رساند", "خیلی دیر")), …])
    index.nearest("غذا خیلی دیر رسید", most=5)    # [Near("AFT-02", 0.41)], the most alike first
    marked("سفارش را سر وقت می‌رساند", "دیر رسید")   # [("سفارش را سر وقت ", False), ("می‌رساند", True)]

A word is cut into pieces of three and four letters, its ends marked, so that «رسید» is near «می‌رساند» and "waiting"
near "waited"; a piece weighs more the fewer texts have it. Words that stand in every text say nothing and are left out.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kit.text.folding import fold

LONGEST = 4000  # letters of a text that are looked at
SIZES = (3, 4)
# From this share of common letters on, two words are said to be alike.
WORD_ALIKE = 0.5
_WORD = re.compile(r"[^\W_]+")
_SHOWN_WORD = re.compile(r"[^\W_](?:[\w\u200c\u0640]*\w)?")
# «می‌رساند» and «نمی‌رساند» begin as «رساند» does.
_GOES_ON = re.compile(r"^ن?می(?=\w{3})")
_STRETCHED = re.compile(r"(.)\1{2,}")
_EVERYWHERE = """
از به با در بر تا را و یا که این آن آنها اینها او ما شما من تو هم هر چه چی چون اگر ولی اما نه برای یک دو سه خود
است هست هستم بود بودم بودن شد شده شدن می‌شود نمی‌شود باشد کرد کردم کرده کردن کردند می‌کند می‌کنم نمی‌کند کند
کنند کنم کنید دارد دارم داشت ندارد داد داده دادن می‌دهد دهد خیلی همه هیچ فقط باز باید نباید خواهد رو یه اون مثل
همین همان پس پیش بعد روی زیر دیگر دیگه های ها ای ام ات اش مان تان شان چند وقتی هنگام بدون تنها بی the a an and
or of to in on at for with without from by as is are was were be been being it its this that these those i we
you he she they me us him her them my our your his their not no do does did has have had will would can could
should must may so if but than then there here very just all any every each some what which who whom when where
how why about into over under again before after one two up out off only also too
"""
SAYS_NOTHING = frozenset(fold(word).replace(" ", "") for word in _EVERYWHERE.split())


@dataclass(frozen=True)
class Near:
    """`score`: 0 (nothing in common) to 1 (the same words)."""

    name: object
    score: float


class Index:
    """Texts to be compared with. `documents`: [(name, texts)], each text a string; empty ones count for nothing."""

    def __init__(self, documents: Iterable[tuple[object, Iterable[str]]]) -> None:
        counted = [(name, Counter(grams(" ".join(texts)))) for name, texts in documents]
        self.names = [name for name, _counts in counted]
        spread = Counter(gram for _name, counts in counted for gram in counts)
        self._rarity = {gram: math.log(1 + len(counted) / count) for gram, count in spread.items()}
        self._unseen = math.log(1 + max(1, len(counted)))
        self._vectors = [self._vector(counts) for _name, counts in counted]
        self._postings = defaultdict(list)
        for place, vector in enumerate(self._vectors):
            for gram, weight in vector.items():
                self._postings[gram].append((place, weight))

    def nearest(self, text: str | None, most: int | None = 5, at_least: float = 0.0) -> list[Near]:
        """The texts that have something in common with `text`: Near, the most alike first, then in their order."""
        return self._near(self._vector(Counter(grams(text))), most, at_least)

    def pairs(self, at_least: float) -> dict[object, list[Near]]:
        """{name: [Near]} of the texts that are as alike as that, each named at both."""
        found = {}
        for place, vector in enumerate(self._vectors):
            others = self._near(vector, None, at_least, besides=place)
            if others:
                found[self.names[place]] = others
        return found

    def _near(
        self, vector: Mapping[str, float], most: int | None, at_least: float, besides: int | None = None
    ) -> list[Near]:
        scores: dict[int, float] = defaultdict(float)
        for gram, weight in vector.items():
            for place, other in self._postings.get(gram, ()):
                scores[place] += weight * other
        if besides is not None:
            scores.pop(besides, None)
        alike = sorted((-score, place) for place, score in scores.items() if score > 0 and score >= at_least)
        return [Near(self.names[place], min(1.0, -score)) for score, place in alike[:most]]

    def _vector(self, counts: Mapping[str, int]) -> dict[str, float]:
        """Weights whose squares add up to one."""
        weights = {gram: (1 + math.log(count)) * self._rarity.get(gram, self._unseen) for gram, count in counts.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {gram: weight / length for gram, weight in weights.items()} if length else {}


def grams(text: str | None) -> list[str]:
    """The pieces of the words of a text that say something."""
    return [piece for word in told_words(text) for piece in _pieces(word)]


def told_words(text: str | None) -> list[str]:
    """The folded words of a text without those that stand everywhere; «خیلییییی» is «خیلی»."""
    words = _WORD.findall(_STRETCHED.sub(r"\1", fold(str(text or "")[:LONGEST])))
    bare = (_GOES_ON.sub("", word) for word in words if word not in SAYS_NOTHING)
    return [word for word in bare if len(word) > 2 and word not in SAYS_NOTHING]


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[str, ...]:
    ended = f" {word} "
    return tuple(ended[begin : begin + size] for size in SIZES for begin in range(len(ended) - size + 1)) or (ended,)


def marked(text: str, other: str | None) -> list[tuple[str, bool]]:
    """`text` in pieces, each with whether its word is alike to one of `other`: [(piece, is alike)]."""
    known = {word: frozenset(_pieces(word)) for word in told_words(other)}
    found, reached = [], 0
    for match in _SHOWN_WORD.finditer(str(text or "")):
        if _is_alike(match[0], known):
            found += [(text[reached : match.start()], False), (match[0], True)]
            reached = match.end()
    found.append((text[reached:] if text else "", False))
    return [piece for piece in found if piece[0]]


def _is_alike(word: str, known: Mapping[str, frozenset[str]]) -> bool:
    for told in told_words(word):
        if told in known:
            return True
        mine = frozenset(_pieces(told))
        for other, pieces in known.items():
            if other[0] in told and 2 * len(mine & pieces) >= WORD_ALIKE * 2 * max(len(mine), len(pieces)):
                return True
    return False
