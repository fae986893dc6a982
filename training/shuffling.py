"""How the options of one question are laid out in one attempt: pure, the source of chance is passed in.

Every option is drawn alike, so neither its place nor its token says anything about whether it is the right one.
"""

TOKEN_BITS = 72


def layout(option_keys, chance):
    """[[token, option key], ...] in the order to show. `chance`: random.Random-like, SystemRandom in earnest."""
    keys = list(option_keys)
    chance.shuffle(keys)
    return [[f"{chance.getrandbits(TOKEN_BITS):018x}", key] for key in keys]


def key_of(laid_out, token):
    """The option behind a token, or None."""
    return next((key for own, key in laid_out if own == token), None)


def tokens_of(laid_out, keys):
    """The tokens that stand for option keys."""
    return [token for token, key in laid_out if key in (keys or ())]
