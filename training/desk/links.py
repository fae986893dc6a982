"""Where the workbench leads: screens of others, each asked for by its name, and the CMS's where there is none."""

from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode


def course_desk(course):
    return reverse("training:course_desk", args=[course.translation_key])


def words_url(pages, back):
    """Where both languages of a page are written side by side. `pages`: {language: page}."""
    page = next(iter(pages.values()))
    try:
        return f"{reverse('playbook_texts:page', args=[page.translation_key])}?{urlencode({'back': back})}"
    except NoReverseMatch:
        return reverse("wagtailadmin_pages:edit", args=[page.pk])


def new_question(course, kind, back):
    try:
        address = reverse("training:question_new", args=[course.translation_key, kind])
    except NoReverseMatch:
        return f"{reverse('training_questions:add')}?{urlencode({'kind': kind, 'course': course.pk})}"
    return f"{address}?{urlencode({'back': back})}"


def back_within(address, otherwise):
    """`address` if it is a path on this site."""
    is_path = address.startswith("/") and not address.startswith("//")
    return address if is_path and url_has_allowed_host_and_scheme(address, None) else otherwise
