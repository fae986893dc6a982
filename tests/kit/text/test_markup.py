import pytest
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from kit.templatetags.components import chip
from kit.text.markup import escaped


@pytest.mark.parametrize("value", ["<b> & \"'", mark_safe("<b>"), 5, None, gettext_lazy("Team"), "ویرایش «۳»"])
def test_it_escapes_as_django_does(value):
    assert escaped(value) == conditional_escape(value)


def test_safe_text_does_not_stand_in_for_text_that_is_not():
    bold = "<b>x</b>"
    assert bold in chip(mark_safe(bold))
    assert bold not in chip(bold)
