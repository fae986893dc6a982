"""What it means that something leaves the folder, said before it is deleted.

An app above says what stands on standards, and what its own kinds of pages mean:

    register_standing(evaluations_on)                    # evaluations_on(codes) -> sentences
    register_consequence(CoursePage, end_of_course)      # end_of_course(page, on) -> sentences
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.display import number
from kit.phrases import listed
from playbook.folder.report import facts_of
from playbook.links.coverage import CRITERIA, LESSONS, QUESTIONS, columns
from playbook.models import ComplaintPolicyPage, StandardPage, TouchpointPage
from playbook.translations.twins import twins_of

_standing, _consequences = [], {}


def register_standing(function):
    """`function(codes)`: sentences about what stands on these standards and stays."""
    if function not in _standing:
        _standing.append(function)


def register_consequence(model, function):
    """`function(page, on)`: sentences about what ends and what stays when such a page is deleted."""
    _consequences[model] = function


def consequence_of(page, on):
    """Sentences in one text; the counts are those of the edition in force on the day. Empty for other kinds."""
    function = _consequences.get(type(page))
    return " ".join([*function(page, on), *goes_along(page)]) if function else ""


def goes_along(page):
    """Which other text goes with it."""
    said = _("Its other text goes with it: “%(title)s”.")
    return [said % {"title": twin.title} for twin in twins_of(page)]


def standing_on(codes):
    return [sentence for function in _standing for sentence in function(codes)]


def _of_standard(page, on):
    said = _(
        "Editions that are frozen keep %(code)s; the next one no longer holds it, and nobody signs it any more. Its "
        "code is never given again."
    )
    counts, labels = facts_of([page], on)[page.pk].counts, columns()
    cited = [f"{labels[name]}: {number(counts[name])}" for name in (LESSONS, QUESTIONS, CRITERIA) if counts.get(name)]
    follow = _("It is cited (%(cited)s); these have to follow then.")
    sentences = [said % {"code": page.code}, *([follow % {"cited": listed(cited)}] if cited else [])]
    return sentences + standing_on([page.code])


def _of_touchpoint(page, on):
    codes = sorted(codes_below(page))
    if not codes:
        return [_("No standard stands there.")]
    said = ngettext(
        "%(count)s standard goes with it: %(codes)s. Frozen editions keep it, its code is never given again.",
        "%(count)s standards go with it: %(codes)s. Frozen editions keep them, their codes are never given again.",
        len(codes),
    )
    return [said % {"count": number(len(codes)), "codes": listed(codes)}, *standing_on(codes)]


def codes_below(page):
    """Of both texts."""
    found = set()
    for each in (page, *twins_of(page)):
        found |= {*StandardPage.objects.descendant_of(each).values_list("code", flat=True)}
    return found


def _of_policy(page, on):
    return [_("Frozen editions keep the complaint policy; the next one has none until it is written again.")]


register_consequence(StandardPage, _of_standard)
register_consequence(TouchpointPage, _of_touchpoint)
register_consequence(ComplaintPolicyPage, _of_policy)
