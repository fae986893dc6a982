"""How one question is laid out in one attempt: pure, the source of chance is passed in.

Every option is drawn alike, so neither its place nor its token says anything about whether it is the right one. The
two halves of pairs are drawn apart, and right halves that read the same stand there once.
"""

from training.kinds.drafts import CHOSEN, MATCHING
from training.marking.engine import canonical_matches

TOKEN_BITS = 72
LEFT, RIGHT = "left", "right"


def layout(option_keys, chance):
    """[[token, option key], ...] in the order to show. `chance`: random.Random-like, SystemRandom in earnest."""
    keys = list(option_keys)
    chance.shuffle(keys)
    return [[f"{chance.getrandbits(TOKEN_BITS):018x}", key] for key in keys]


def layout_of(content, chance):
    """The layout of a question of any kind: a list, two lists for pairs, nothing where one writes."""
    options = content["options"]
    if content["kind"] in CHOSEN:
        return layout([option["key"] for option in options], chance)
    if content["kind"] != MATCHING:
        return []
    left = [option["key"] for option in options if option["fa"] or option["en"]]
    right = dict.fromkeys(canonical_matches(options).values())
    return {LEFT: layout(left, chance), RIGHT: layout(right, chance)}


def key_of(laid_out, token):
    """The option behind a token, or None."""
    return next((key for own, key in laid_out if own == token), None)


def tokens_of(laid_out, keys):
    """The tokens that stand for option keys."""
    return [token for token, key in laid_out if key in (keys or ())]
