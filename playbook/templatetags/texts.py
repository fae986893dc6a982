"""Rich texts on screens and on paper: {% load texts %}."""

from django import template
from django.utils.html import format_html, format_html_join, strip_tags

from kit.pdf.texts import direction
from playbook.pictures import drawing, paper

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


@register.filter
def rich_dir(text):
    """The side on which a rich text begins, by its words: its tags are Latin."""
    return direction(strip_tags(str(text)))


@register.filter
def compared(pieces):
    """{{ difference.pieces|compared }}: what is gone and what is new, inside words too, where no line can be broken."""
    return format_html_join("", "{}", ((format_html(MARKS.get(piece.kind, "{}"), piece.text),) for piece in pieces))
