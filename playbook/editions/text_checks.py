"""The checks of an edition that are about its words: each names what it is about and leads to what mends it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.display import number
from kit.http.back import leading
from playbook.translations.findings import Lack

# So many are named on the spot; the others stand on the page of both languages.
NAMED = 6


def check_texts(findings, languages, back=""):
    """Dicts for {% checks %}; nothing is said of translations in a company of one language."""
    by_lack = {lack: [found for found in findings if found.lack == lack] for lack in Lack}
    checks = [_check(lack, found, back) for lack, found in by_lack.items() if found]
    if len(languages) > 1 and not by_lack[Lack.MISSING]:
        checks.insert(0, {"ok": True, "text": _("Everything that is published reads in Persian and in English.")})
    return checks


def _check(lack, found, back):
    count = len(found)
    check = {
        "ok": False,
        "text": _words(lack, count) % {"count": number(count)},
        "lines": [(_line(each), each.url(back)) for each in found[:NAMED]],
    }
    if count > NAMED:
        check["url"] = leading(reverse("playbook:languages"), show=lack.value, back=back)
        check["link"] = _("See all")
    return check


def _line(found):
    return f"{found.name} · {found.detail or found.kind}"


def _words(lack, count):
    if lack == Lack.LEFT_OVER:
        return ngettext(
            "%(count)s standard was deleted or taken down in one language alone. It stays out of the edition; remove "
            "what is left of it, or write its other text.",
            "%(count)s standards were deleted or taken down in one language alone. They stay out of the edition; "
            "remove what is left of them, or write their other text.",
            count,
        )
    if lack == Lack.MISSING:
        return ngettext("%(count)s text is not translated yet.", "%(count)s texts are not translated yet.", count)
    if lack == Lack.STALE:
        return ngettext(
            "In %(count)s place one language changed and the other did not follow.",
            "In %(count)s places one language changed and the other did not follow.",
            count,
        )
    if lack == Lack.NUMBERS:
        return ngettext(
            "In %(count)s place the two languages name other numbers. Perhaps that is meant so; have a look.",
            "In %(count)s places the two languages name other numbers. Perhaps that is meant so; have a look.",
            count,
        )
    return ngettext(
        "In %(count)s place a picture has no words for those who do not see it.",
        "In %(count)s places pictures have no words for those who do not see them.",
        count,
    )
