"""What became of what was typed, in words."""

from django.utils.translation import gettext as _
from wagtail.admin import messages

from kit.phrases import listed
from kit.text.bilingual import LANGUAGE_NAMES


def say_what_was_saved(request, screen, typed, published, submitted):
    if published:
        messages.success(request, _("Published: %(languages)s.") % {"languages": _names(screen, published)})
    elif submitted:
        messages.success(
            request, _("Handed in for approval: %(languages)s.") % {"languages": _names(screen, submitted)}
        )
    elif typed:
        messages.success(request, _("Saved as a draft: %(languages)s.") % {"languages": _listed(typed)})
    elif "publish" not in request.POST:
        messages.info(request, _("Saved; no text was changed."))


def say_why_not(request, screen, unready, held):
    """`unready` = {language: names of texts}; `held` = [(page, what it lacks)]."""
    for language, names in unready.items():
        words = {"language": LANGUAGE_NAMES[language], "texts": listed(screen.label_of(name) for name in names)}
        text = _("%(language)s is kept as a draft and does not go live yet. Still to be written: %(texts)s.")
        messages.warning(request, text % words)
    for page, problem in held:
        language = LANGUAGE_NAMES[page.locale.language_code]
        text = _("%(language)s is kept as a draft and does not go live yet: %(problem)s")
        messages.warning(request, text % {"language": language, "problem": problem})


def _names(screen, pages):
    keys = {page.pk for page in pages}
    return _listed(language for language, page in screen.sheet.pages.items() if page.pk in keys)


def _listed(languages):
    return listed(LANGUAGE_NAMES[language] for language in languages)
