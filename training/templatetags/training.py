"""Words of training for templates."""

from django import template
from django.urls import reverse

from kit.templatetags.components import chip
from training.models import CoursePage
from training.status import Status
from training.words import STATUS_ICONS, STATUS_KINDS, STATUS_LABELS

register = template.Library()


@register.simple_tag
def status_chip(status):
    """{% status_chip card.status %}: nothing where nothing is asked."""
    if not status:
        return ""
    status = Status(status)
    return chip(STATUS_LABELS[status], kind=STATUS_KINDS[status], icon=STATUS_ICONS[status])


@register.simple_tag
def course_editor_url(course):
    """Where an author edits the first page of a course."""
    page = CoursePage.objects.filter(translation_key=course.translation_key).order_by("path").first()
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else reverse("wagtailadmin_home")
