"""Signs that home pages borrow from the apps below."""

from django import template

from kit.templatetags.components import chip
from training.status import Status
from training.words import STATUS_ICONS, STATUS_KINDS, STATUS_LABELS

register = template.Library()


@register.simple_tag
def training_chip(status):
    """The status of an assignment in words, as the lists of training show it."""
    status = Status(status)
    return chip(STATUS_LABELS[status], kind=STATUS_KINDS[status], icon=STATUS_ICONS[status])
