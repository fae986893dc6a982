"""Signs that home pages borrow from the apps below."""

from django import template

from kit.phrases import joined
from kit.templatetags.components import chip
from training.labels import STATUS_ICONS, STATUS_KINDS, STATUS_LABELS
from training.models.status import Status

register = template.Library()


@register.simple_tag
def training_chip(status):
    """The status of an assignment in words, as the lists of training show it."""
    status = Status(status)
    return chip(STATUS_LABELS[status], kind=STATUS_KINDS[status], icon=STATUS_ICONS[status])


@register.simple_tag
def joined_line(detail, due):
    """What it is about and until when, as one line; a full stop before the separator would be one too many."""
    return joined([str(detail).rstrip(" .") if due else detail, due])
