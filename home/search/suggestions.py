""" "Did you mean": where a search finds little, the words nearest to what was typed, of those the reader may see."""

from django.db.models import Q

from home.search.results import edition_for
from kit.text.folding import words_sought
from kit.text.nearness import SHORTEST, nearest, spellings_of
from people.models import StaffMember
from playbook.search import spoken_words
from training.search import titles_of

LITTLE = 2
CLOSE, VERY_CLOSE = 0.7, 0.8
MOST_TITLES, MOST_NAMES = 500, 200
MOST_MENDED, SHOWN = 3, 3
NAMES = ("given_name_fa", "family_name_fa", "given_name_en", "family_name_en")


def meant(user, text, on, total):
    """Up to three other searches, the likeliest first, each of which finds something; a constant number of questions.

    `total`: how much was found. Words that are known are left as they are.
    """
    words = words_sought(text)
    if total > LITTLE or not any(len(word.plain) >= SHORTEST for word in words):
        return []
    known = _known(user, words, on)
    near = {}
    for word in words:
        if len(near) < MOST_MENDED and not any(word.plain in one for one in known):
            close = nearest(word.plain, known, SHOWN, VERY_CLOSE if total else CLOSE)
            near |= {word.plain: [known[one] for one in close]} if close else {}
    return _searches(words, near)


def _searches(words, near):
    """The whole search mended; then single words, which find something even where together they find nothing."""
    if not near:
        return []
    if len(words) == 1:
        return near[words[0].plain]
    whole = " ".join(near.get(word.plain, [word.written])[0] for word in words)
    return list(dict.fromkeys([whole, *(spelt for spellings in near.values() for spelt in spellings)]))[:SHOWN]


def _known(user, words, on):
    """{folded word: as it is spelt} of the folder, of titles in the training, and of people's names."""
    edition = edition_for(user, on)
    known = dict(spoken_words(edition)) if edition else {}
    titles = titles_of(user, MOST_TITLES) if user.has_perm("training.take_course") else []
    return known | spellings_of([*titles, *_names(user, words, on)])


def _names(user, words, on):
    """Of those whom the reader may see, who begin or end as one of the words does."""
    alike = Q(pk=None)
    for word in words:
        if len(word.plain) >= SHORTEST:
            alike |= Q(folded_names__contains=word.plain[:2]) | Q(folded_names__contains=word.plain[-2:])
    rows = StaffMember.objects.visible_to(user).active_on(on).filter(alike).order_by("pk")
    return [name for names in rows.values_list(*NAMES)[:MOST_NAMES] for name in names]
