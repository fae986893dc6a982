"""Words of training for templates."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from kit import display
from kit.display import number
from kit.phrases import listed
from kit.templatetags.components import chip, icon
from training.labels import (
    SEEN_KINDS,
    SEEN_LABELS,
    STATUS_ICONS,
    STATUS_KINDS,
    STATUS_LABELS,
    later_words,
    whom_words,
)
from training.marking.tallies import places_of, shown_score
from training.models.status import Status

register = template.Library()


@register.simple_tag
def status_chip(status):
    """{% status_chip card.status %}: nothing where nothing is asked."""
    if not status:
        return ""
    status = Status(status)
    return chip(STATUS_LABELS[status], kind=STATUS_KINDS[status], icon=STATUS_ICONS[status])


@register.simple_tag
def seen_chip(seen):
    """{% seen_chip seen %}: how often a behaviour was seen at work, of how many times."""
    words = SEEN_LABELS[seen.state] % {"n": number(seen.count), "wanted": number(seen.wanted)}
    return chip(words, kind=SEEN_KINDS[seen.state], icon="eye")


@register.simple_tag
def status_sign(status):
    """A status without room for words: its icon, named for those who do not see it."""
    status = Status(status)
    label = str(STATUS_LABELS[status])
    kind = STATUS_KINDS[status]
    sign = icon(STATUS_ICONS[status], label=label)
    return format_html('<span class="hv-{}" title="{}">{}</span>', kind or "3", label, sign)


@register.inclusion_tag("training/_board_tabs.html", takes_context=True)
def board_tabs(context):
    """The boards that the reader may open."""
    request = context["request"]
    boards = [("training:board", _("People"), "training.view_board"),
              ("training:courses_board", _("Courses"), "training.view_assignments"),
              ("training:expiring", _("Expiring"), "training.view_board")]  # fmt: skip
    return {
        "items": [
            {"label": label, "url": reverse(name), "is_current": request.path == reverse(name)}
            for name, label, permission in boards
            if request.user.has_perm(permission)
        ]
    }


@register.filter
def mark_text(mark):
    """A pass mark with as many decimals as it has: 67 %, 66.67 %."""
    return display.percent(mark, places_of(mark))


@register.filter
def score_text(attempt):
    """The newest score of an attempt, beside whose mark it stands: one below it never reads like it."""
    score = getattr(attempt, "result_score", attempt.score)
    return display.percent(shown_score(score, attempt.pass_mark), places_of(attempt.pass_mark))


@register.simple_tag
def people_names(people):
    return listed(staff.name for staff in people)


@register.filter
def later(requirement):
    """What a requirement sets off after today, in sentences."""
    return later_words(requirement)


@register.filter
def whom(requirement):
    return whom_words(requirement)
