"""How one question is laid out in one attempt, and what somebody sends for it: pure, the source of chance is passed in.

Every option is drawn alike, so neither its place nor its token says anything about whether it is the right one.
"""

from collections.abc import Iterable
from random import Random

from training.kinds.shapes import LaidOut

TOKEN_BITS = 72
LEFT, RIGHT = "left", "right"


class UnknownAnswer(Exception):
    """A token that is none of this question's in this attempt, or an answer of another kind."""


class UnreadableAnswer(Exception):
    """A number was asked for, and this is none."""


def layout(option_keys: Iterable[str], chance: Random) -> LaidOut:
    """[[token, option key], ...] in the order to show. `chance`: random.Random-like, SystemRandom in earnest."""
    keys = list(option_keys)
    chance.shuffle(keys)
    return [[f"{chance.getrandbits(TOKEN_BITS):018x}", key] for key in keys]


def key_of(laid_out: LaidOut, token: str) -> str | None:
    """The option behind a token, or None."""
    return next((key for own, key in laid_out if own == token), None)


def known_key(laid_out: LaidOut, token: str) -> str:
    """The option behind a token. Raises UnknownAnswer."""
    key = key_of(laid_out, token)
    if key is None:
        raise UnknownAnswer
    return key


def tokens_of(laid_out: LaidOut, keys: Iterable[str] | None) -> list[str]:
    """The tokens that stand for option keys."""
    return [token for token, key in laid_out if key in (keys or ())]
