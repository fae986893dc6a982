"""Keeping in mind what both languages of a page said when they said the same."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from kit.audit.chain import record
from people.models import User
from playbook.models import TextPairing
from playbook.translations.pairs import Pair, digest, missing_texts, stale_texts

# A text may be published later than it was written: the last few agreements are known again.
MOST = 4


@transaction.atomic
def note_pair(*, pair: Pair, at: datetime) -> TextPairing | None:
    """Note each text that was written anew in both languages, and each that now reads in both for the first time.

    Written anew in one alone, it stays as it was noted: the other fell behind. Doing it twice is doing it once.
    """
    lacking, behind = dict(missing_texts(pair)), dict(stale_texts(pair))
    fit = [name for name in pair.names if all(pair.words(name)) and name not in lacking and name not in behind]
    return _agree(pair, fit, at)


@transaction.atomic
def check_texts(*, pair: Pair, names: Iterable[str], by: User, at: datetime) -> list[str]:
    """What changed in one language is still right in the other. Returns the texts of which that is now known."""
    stale = dict(stale_texts(pair))
    checked = [name for name in names if name in stale]
    if checked:
        pair.pairing = _agree(pair, checked, at)
        record(verb="texts.checked", on=pair.source, by=by, at=at, texts=checked)
    return checked


def _agree(pair, names, at):
    found = {name: [digest(words) for words in pair.words(name)] for name in names}
    if not found or _is_known(pair.pairing, found):
        return pair.pairing
    TextPairing.objects.get_or_create(translation_key=pair.translation_key, defaults={"noted_at": at})
    pairing = TextPairing.objects.select_for_update().get(translation_key=pair.translation_key)
    for name, pair_of_hashes in found.items():
        before = [each for each in pairing.agreed.get(name, ()) if each != pair_of_hashes]
        pairing.agreed[name] = [*before, pair_of_hashes][-MOST:]
        pairing.words[name] = pair.words(name)
    pairing.noted_at = at
    pairing.save()
    pair.pairing = pairing
    return pairing


def _is_known(pairing, found):
    return pairing is not None and all(pairing.agreed.get(name, [None])[-1] == each for name, each in found.items())
