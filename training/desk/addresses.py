"""Where the workbench leads."""

from django.urls import reverse

from playbook.translations.addresses import texts_url


def course_desk(course):
    return reverse("training:course_desk", args=[course.translation_key])


def words_url(pages, back):
    """Where both languages of a page are written side by side. `pages`: {language: page}."""
    page = next(iter(pages.values()))
    return texts_url(page.translation_key, back=back)
