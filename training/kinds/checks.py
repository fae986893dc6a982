"""What is wrong with a draft. Pure."""

from training.kinds import kind_of
from training.kinds.drafts import LONGEST_NOTE, MOST_CODES, MOST_OPTIONS, Draft, Problem


def problems(draft: Draft) -> list[Problem]:
    """In the order in which one would mend it."""
    found = [] if draft.text else [Problem.NO_TEXT]
    if _is_too_long(draft):
        found.append(Problem.TOO_LONG)
    return found + list(kind_of(draft.kind).problems(draft.options))


def _is_too_long(draft: Draft) -> bool:
    long = max(len(draft.text.fa), len(draft.text.en)) > 4000 or len(draft.name) > 250 or len(draft.category) > 250
    texts = [text for option in draft.options for text in (option.text, option.match, option.feedback)]
    long = long or len(draft.options) > MOST_OPTIONS or len(draft.note) > LONGEST_NOTE or len(draft.codes) > MOST_CODES
    return long or any(max(len(text.fa), len(text.en)) > 1000 for text in texts)
