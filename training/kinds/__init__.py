"""What a question is apart from its row: its kinds, its draft, its numbers, its mark-up. Pure."""

from training.kinds.base import Kind
from training.kinds.matching import Matching
from training.kinds.multiple import Multiple
from training.kinds.numeric import Numeric
from training.kinds.short import Short
from training.kinds.single import Single
from training.kinds.true_false import TrueFalse

# In the order in which authors are offered them.
KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (Single(), Multiple(), TrueFalse(), Matching(), Short(), Numeric())
}


class UnknownKind(ValueError):
    """No such kind of question."""


def kind_of(name: str) -> Kind:
    """The kind of that name. Raises UnknownKind."""
    if name not in KINDS:
        raise UnknownKind(name)
    return KINDS[name]
