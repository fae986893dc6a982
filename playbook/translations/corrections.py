"""Where a text is mended: the screen of both languages, with the caret in the text, and back afterwards."""

from django.urls import reverse

from kit.http.back import leading
from playbook.translations.addresses import texts_url


def mend_text(page, *, field="", back=""):
    """`page`: any of its languages."""
    return texts_url(page.translation_key, field=field, back=back)


def remove_page(page, *, back=""):
    """The CMS asks first, and says what goes along; it leads back by a name of its own."""
    return leading(reverse("wagtailadmin_pages:delete", args=[page.pk]), next=back)
