"""Help with writing beside the texts of a standard: {% load advice %}."""

from django import template

from playbook.folder.advice import help_with, texts_of

register = template.Library()


@register.simple_tag
def writing_help(page, language, standard):
    """{% writing_help page language standard as help %}: about the page's texts; `standard`: its key, or None."""
    return help_with(texts_of(page), language, standard=standard)
