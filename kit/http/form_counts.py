"""Forms that say themselves how many rows they bring (the CMS's): a count beyond every screen is refused unseen."""

import re
from typing import Any, Protocol, TypeVar

from django.shortcuts import render
from django.utils.translation import gettext as _

from kit import display


class HasFormsets(Protocol):
    formsets: dict[str, Any]


FormClass = TypeVar("FormClass", bound=HasFormsets)


# Lines of a table in a form, blocks of a page with those that were taken out again.
MOST_LINES, MOST_BLOCKS = 100, 500
COUNTS = (("-TOTAL_FORMS", MOST_LINES), ("-INITIAL_FORMS", MOST_LINES), ("-count", MOST_BLOCKS))
_NUMBER = re.compile("[0-9]{1,6}")


class CountedForms:
    """Each line costs work before the form as a whole is looked at, so this is asked first."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST" or not request.path.startswith("/cms/"):
            return None
        for ending, most in COUNTS:
            if any(name.endswith(ending) and not is_within(value, most) for name, value in request.POST.items()):
                return _refused(request, most)
        return None


def is_within(text: str, most: int) -> bool:
    return bool(_NUMBER.fullmatch(text)) and int(text) <= most


def bounded_lines(form_class: FormClass) -> FormClass:
    """A form of Wagtail whose tables make no more rows than one beyond what they may hold."""
    for formset in form_class.formsets.values():
        formset.absolute_max = formset.max_num + 1
    return form_class


def _refused(request, most):
    context = {
        "said": _("A form holds at most %(most)s lines; this one says that it brings more.")
        % {"most": display.number(most)}
    }
    return render(request, "kit/too_many.html", context, status=400)
