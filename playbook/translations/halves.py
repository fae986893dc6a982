"""Half of a thing that was deleted, from before both languages went together: found, named, and kept out of editions.

A standard that was only ever written in one language is no such half: its other text is missing, which is said
elsewhere. That there was another one is known from the editions that hold it, and from the CMS's own log.
"""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import PageLogEntry

from playbook.models import EditionKind, FrozenStandard, StandardPage

DELETED = "wagtail.delete"


@dataclass(frozen=True)
class Half:
    """`page` stands alone; its text in `gone` was deleted (`at`, where the log knows), or `is_down`: taken down."""

    page: StandardPage
    gone: str
    is_down: bool = False
    at: datetime | None = None


def left_over(pairs, languages):
    """Of {translation key: {language: live page}}: the keys of standards that are not in the folder any more, although
    one of their texts is. No query where every standard stands in the first language."""
    return {half.page.translation_key for half in halves_of(pairs, languages)}


def halves_of(pairs, languages):
    if len(languages) < 2:
        return []
    alone = {}
    for pair in pairs.values():
        for gone in dict.fromkeys(("fa", languages[0])):
            if pair and gone not in pair:
                alone[next(iter(pair.values())).translation_key] = (next(iter(pair.values())), gone)
    return _found(alone) if alone else []


def _found(alone):
    written = {
        (page.translation_key, page.locale.language_code): page
        for page in StandardPage.objects.filter(translation_key__in=alone).select_related("locale")
    }
    frozen = _frozen_texts(alone)
    logged = _deletions([page.code for page, _gone in alone.values()])
    found = []
    for key, (page, gone) in alone.items():
        other = written.get((key, gone))
        if other is not None:
            # A draft that was never published is a text on its way.
            if other.last_published_at:
                found.append(Half(page, gone, is_down=True))
        elif (key, gone) in frozen or page.code in logged:
            found.append(Half(page, gone, at=logged.get(page.code)))
    return found


def _frozen_texts(keys):
    rows = FrozenStandard.objects.filter(translation_key__in=keys, edition__kind=EditionKind.FOLDER).order_by()
    found = rows.values_list("translation_key", "behaviour_fa", "behaviour_en")
    return {
        (key, language)
        for key, persian, english in found
        for language, text in (("fa", persian), ("en", english))
        if text
    }


def _deletions(codes):
    """{code: when}: a page that bore it was deleted. The log keeps a page's name, which begins with its code."""
    entries = PageLogEntry.objects.filter(
        action=DELETED, deleted=True, content_type__app_label="playbook", content_type__model="standardpage"
    )
    names = entries.order_by("timestamp").values_list("label", "timestamp")
    wanted, found = set(codes), {}
    for label, when in names:
        code = label.partition(" · ")[0]
        if code in wanted:
            found[code] = when
    return found
