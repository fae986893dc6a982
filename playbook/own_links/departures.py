"""What it means that a page of the folder is deleted, said before: what is frozen stays."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.display import number
from kit.phrases import listed
from playbook.folder.departures import standing_on
from playbook.folder.report import facts_of
from playbook.links.coverage import CRITERIA, LESSONS, QUESTIONS, columns
from playbook.models import StandardPage
from playbook.translations.twins import twins_of


def of_standard(page, on):
    said = _(
        "Editions that are frozen keep %(code)s; the next one no longer holds it, and nobody signs it any more. Its "
        "code is never given again."
    )
    counts, labels = facts_of([page], on)[page.pk].counts, columns()
    cited = [f"{labels[name]}: {number(counts[name])}" for name in (LESSONS, QUESTIONS, CRITERIA) if counts.get(name)]
    follow = _("It is cited (%(cited)s); these have to follow then.")
    sentences = [said % {"code": page.code}, *([follow % {"cited": listed(cited)}] if cited else [])]
    return sentences + standing_on([page.code])


def of_touchpoint(page, on):
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


def of_policy(page, on):
    return [_("Frozen editions keep the complaint policy; the next one has none until it is written again.")]
