"""Rich texts on screens and on paper: {% load texts %}."""

from django import template
from django.utils.html import format_html, format_html_join, strip_tags

from kit.pdf.texts import direction
from playbook.pictures import drawing, paper
from playbook.standards import fields

register = template.Library()
MARKS = {"gone": "<del>{}</del>", "new": "<ins>{}</ins>"}


@register.filter
def drawn(text):
    """{{ standard.body|drawn }}: cleaned, with its pictures and links."""
    return drawing.drawn(text)


@register.simple_tag
def picture(image, alt):
    """{% picture value.image value.alternative %}: of the CMS; said to be gone where it is."""
    return drawing.shown(image, alt)


@register.simple_tag
def printed(text, album):
    """{% printed row.body album %}: the same for a document, pictures inlined. `album`: `paper.album_for(texts)`."""
    return paper.printed(text, album)


@register.inclusion_tag("playbook/_more_texts.html")
def more_texts(standard, language="", *, for_public=False):
    """{% more_texts standard %}: what has no place of its own on the page, each under its heading; of a frozen standard
    in one `language` where it is named, else in the reader's; `for_public`: what stands in front of the public."""
    flags = ["is_public"] if for_public else []
    return {"texts": _unplaced(standard, f"_{language}" if language else "", *flags)}


@register.inclusion_tag("playbook/pdf/_more_texts.html")
def more_texts_printed(said):
    """{% more_texts_printed row %}: the same of what a document says of a standard."""
    return {"texts": _unplaced(said)}


def _unplaced(row, ending="", *flags):
    """[(heading, words)]; a document that was fixed before a text came says nothing of it."""
    texts = fields.unplaced(fields.SIGNED, *flags)
    found = ((text.heading, getattr(row, f"{text.name}{ending}", "")) for text in texts)
    return [(heading, words) for heading, words in found if words]


@register.filter
def rich_dir(text):
    """The side on which a rich text begins, by its words: its tags are Latin."""
    return direction(strip_tags(str(text)))


@register.filter
def compared(pieces):
    """{{ difference.pieces|compared }}: what is gone and what is new, inside words too, where no line can be broken."""
    return format_html_join("", "{}", ((format_html(MARKS.get(piece.kind, "{}"), piece.text),) for piece in pieces))
