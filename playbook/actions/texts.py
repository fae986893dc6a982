"""Writing both languages of a page: all of it, or nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page

from kit.audit.chain import record
from people.models import User
from playbook.actions.pairs import check_texts, note_pair
from playbook.errors import TextsChanged
from playbook.models import TextPairing
from playbook.translations.pairs import Pair


class Sheet(Protocol):
    """What is asked of `playbook.editor.sheets.Sheet`, which stands above."""

    @property
    def translation_key(self) -> UUID: ...
    @property
    def pages(self) -> Mapping[str, Page]: ...


@transaction.atomic
def save_texts(
    *,
    sheet: Sheet,
    typed: Mapping[str, Page],
    seen: Mapping[str, Any],
    checked: Iterable[str] = (),
    by: User,
    at: datetime,
) -> Pair:
    """Keep what was typed as the newest draft of each language. Raises TextsChanged where somebody saved after `seen`.

    sheet: the pages as they stand (`playbook.editor.sheets.Sheet`); typed: {language: page} to be written.
    seen: {language: revision} that the writer had before her; checked: texts whose translation is still right.
    Returns the Pair as it is now.
    """
    _refuse_unseen(sheet, seen)
    for language, page in typed.items():
        _write(sheet, language, page, by)
    pairing = TextPairing.objects.filter(translation_key=sheet.translation_key).first()
    pages = {language: page for language, page in sheet.pages.items() if page.pk}
    pair = Pair(sheet.translation_key, pages, pairing)
    check_texts(pair=pair, names=checked, by=by, at=at)
    note_pair(pair=pair, at=at)
    if typed:
        record(verb="texts.saved", on=typed[next(iter(typed))], by=by, at=at, languages=sorted(typed))
    return pair


def _refuse_unseen(sheet, seen):
    rows = Page.objects.select_for_update().filter(translation_key=sheet.translation_key).order_by("pk")
    now = {row.locale.language_code: row for row in rows.select_related("locale")}
    for language in sheet.pages:
        row = now.get(language)
        stands = str(row.latest_revision_id or f"page-{row.pk}") if row else ""
        if stands != seen.get(language, ""):
            raise TextsChanged


def _write(sheet, language, page, by):
    if not page.pk:
        _add(sheet, language, page, by)
    else:
        _no_alias(page)
        if not page.live:
            page.save()
    page.save_revision(user=by, log_action=True, clean=False)


def _no_alias(page):
    """A page that only repeated another one becomes a page of its own: it is written now."""
    if page.alias_of_id:
        Page.objects.filter(pk=page.pk).update(alias_of=None)
        page.alias_of = None


def _add(sheet, language, page, by):
    source = next((each for each in sheet.pages.values() if each.pk), None)
    page.live, page.has_unpublished_changes, page.owner = False, True, by
    # Only a label in the CMS until the sentence is written: no text of the page.
    page.title = page.title or (source.title if source else "…")
    parent = _parent(sheet, language)
    page.slug = source.slug if source and Page._slug_is_available(source.slug, parent, page) else ""
    parent.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=by, content_changed=True)


def _parent(sheet, language):
    """Where the page belongs; a page above that has no such language gets a draft of it, which is not live."""
    parent, locale = sheet.parents[language], sheet.pages[language].locale
    if parent.is_root() or parent.locale_id == locale.pk:
        return type(parent).objects.get(pk=parent.pk)
    return parent.specific.copy_for_translation(locale, copy_parents=True)
