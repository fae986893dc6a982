"""Where a text is mended: the screen of both languages, with the caret in the text, and back afterwards."""

from django.urls import NoReverseMatch, reverse

from kit.back import leading


def mend_text(page, *, field="", back=""):
    """`page`: any of its languages. Without the screen of both languages the editor of the CMS opens."""
    try:
        address = reverse("playbook_texts:page", args=[page.translation_key])
    except NoReverseMatch:
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    return leading(address, field=field, back=back)


def remove_page(page, *, back=""):
    """The CMS asks first, and says what goes along; it leads back by a name of its own."""
    return leading(reverse("wagtailadmin_pages:delete", args=[page.pk]), next=back)
