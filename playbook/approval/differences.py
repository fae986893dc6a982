"""What a page's newest draft says otherwise than what is live, field by field, word by word; for any page of ours."""

import re
from html import unescape

from django.db import models
from django.utils.encoding import force_str
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from kit import display
from kit.phrases import NO, YES, listed
from playbook.editions.differences import Difference, word_diff

# Kept by Wagtail for itself, or told elsewhere on the screen.
SILENT = {
    *(field.name for field in Page._meta.get_fields()),
    *("page_ptr", "id", "sort_order", "translation_key", "locale", "page", "key", "uuid"),
}
SAID_ANYWAY = ("title", "go_live_at", "expire_at")
BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|tr|blockquote)>|<br\s*/?>", re.IGNORECASE)
PICTURE = re.compile(r"<(?:embed|img)\b[^>]*?(?:\balt=\"([^\"]*)\")?[^>]*>", re.IGNORECASE)


def page_differences(page):
    """[Difference] between the live page and its newest draft; of a page that was never live everything is new."""
    draft = page.get_latest_revision_as_object()
    live = page.specific if page.live else None
    language = page.locale.language_code
    before, after = said_by(live) if live else {}, said_by(draft)
    found = []
    for label in dict.fromkeys([*after, *before]):
        old, new = before.get(label, ""), after.get(label, "")
        if old != new:
            found.append(Difference(label, language, word_diff(old, new)))
    return found


def said_by(page):
    """{label: text} of everything that an author writes on a page, in the order of its fields."""
    said = {}
    for name in SAID_ANYWAY:
        field = page._meta.get_field(name)
        if name != "title" or not hasattr(page, "behaviour"):
            said[capfirst(force_str(field.verbose_name))] = _text(page, field)
    said |= _fields(page)
    for relation in get_all_child_relations(type(page)):
        children = getattr(page, relation.get_accessor_name()).all()
        for place, child in enumerate(children, start=1):
            what = capfirst(force_str(child._meta.verbose_name))
            for label, text in _fields(child).items():
                said[f"{what} {display.number(place)} · {label}"] = text
    return {label: text for label, text in said.items() if text}


def _fields(row):
    fields = [field for field in row._meta.get_fields() if getattr(field, "editable", False)]
    named = [field for field in fields if field.name not in SILENT and hasattr(field, "verbose_name")]
    return {capfirst(force_str(field.verbose_name)): _text(row, field) for field in named}


def _text(row, field):
    if isinstance(field, (ParentalManyToManyField, models.ManyToManyField)):
        return listed(getattr(row, field.name).all())
    value = getattr(row, field.name)
    if value in (None, ""):
        return ""
    if isinstance(field, models.ForeignKey):
        return str(value)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return str(YES if value else NO)
    if isinstance(value, int):
        return display.number(value)
    if isinstance(field, models.DateTimeField):
        return display.moment(value)
    if isinstance(field, (RichTextField, StreamField)):
        return _plain(value if isinstance(field, RichTextField) else str(value))
    return str(value)


def _plain(html):
    """The words of rich text, each block a line; a picture is told by what it shows."""
    told = PICTURE.sub(lambda found: _("[picture: %(alt)s]") % {"alt": found[1] or "…"}, html)
    lines = strip_tags(BLOCK_END.sub("\n", told)).splitlines()
    return "\n".join(" ".join(unescape(line).split()) for line in lines if line.strip())
