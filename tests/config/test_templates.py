"""Pages weigh what they say: the loader takes away what only the authors of templates need."""

import pytest
from django.template.loader import get_template

from config.templates import packed


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("<ul>\n  <li>\n    a\n  </li>\n</ul>\n", "<ul>\n<li>\na\n</li>\n</ul>\n"),
        ("{% load i18n %}\n{# why #}\n<b>a</b>\n", "{% load i18n %}{# why #}<b>a</b>\n"),
        # Between two elements of a line there is white space as before, and where there was none there is none.
        (
            "<b>a</b>\n{% if x %}\n  <b>b</b>\n{% endif %}\n<b>c</b>\n",
            "<b>a</b>\n{% if x %}<b>b</b>\n{% endif %}<b>c</b>\n",
        ),
        ("<b>a</b>{% if x %}\n  b{% endif %}c\n", "<b>a</b>{% if x %}\nb{% endif %}c\n"),
        # What writes something keeps the space after it.
        ("{% icon x %}\n{{ name }}\n", "{% icon x %}\n{{ name }}\n"),
        ("<textarea>\n  a\n</textarea>\n", "<textarea>\n  a\n</textarea>\n"),
    ],
)
def test_a_template_is_packed(written, sent):
    assert packed(written) == sent


def test_our_pages_are_packed_and_plain_mails_are_not(settings):
    assert "\n  " not in get_template("components/shell/tabbar.html").template.source
    mail = "people/mail/notice.txt"
    assert get_template(mail).template.source == (settings.BASE_DIR / "templates" / mail).read_text(encoding="utf-8")
