"""Help with writing as it is shown: hints in words, without those put away, and the standards that read alike."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.display import number
from playbook.evidence.proposals import alike_to
from playbook.models import HintPutAway, StandardPage
from playbook.standards.advice.hints import Kind, advice_on, read
from playbook.standards.advice.readability import ENOUGH
from playbook.translations.addresses import texts_url


@dataclass(frozen=True)
class ShownHint:
    """`kind`: what it is put away by; `field`: the text that it is about; `text`: the sentence."""

    kind: str
    field: str
    text: str


@dataclass(frozen=True)
class Alike:
    code: str
    behaviour: str
    url: str


@dataclass(frozen=True)
class WritingHelp:
    """`reading`: one line on length and reading; `away`: how many hints were put away that would be shown."""

    hints: list
    alike: list
    reading: str
    away: int


def page_of(key, language):
    """The standard's page in a language, or in the other; None where there is none."""
    pages = {page.locale.language_code: page for page in _pages(key)}
    return pages.get(language) or next(iter(pages.values()), None)


def _pages(key):
    return StandardPage.objects.filter(translation_key=key).select_related("locale").order_by("pk") if key else []


def help_with(texts, language, *, standard=None, other=None):
    """Help with the texts of one standard in one language. `standard`: its translation key, where it is kept already;
    `other`: the behaviour in the other language, if it is not what is kept. At most three queries."""
    if other is None:
        other = next((page.behaviour for page in _pages(standard) if page.locale.language_code != language), "")
    advice = advice_on(texts, language, other)
    away = _away(standard, language)
    shown = [hint for hint in advice.hints if hint.kind not in away]
    behaviour = texts.get("behaviour", "")
    alike = alike_to(behaviour, language, besides=standard) if behaviour else []
    return WritingHelp(
        hints=[ShownHint(hint.kind.value, hint.field, sentence(hint, language)) for hint in shown],
        alike=[Alike(page.code, page.behaviour, texts_url(page.translation_key)) for page in alike],
        reading=reading_line(advice, language) if behaviour else "",
        away=len(advice.hints) - len(shown),
    )


def _away(standard, language):
    if not standard:
        return set()
    return set(HintPutAway.objects.filter(standard=standard, language=language).values_list("kind", flat=True))


def texts_of(page):
    return {name: getattr(page, name) for name in read()}


def reading_line(advice, language):
    """Length of the behaviour, and how the texts read as a whole where they are long enough to tell."""
    length = ngettext("The behaviour has %(count)s word.", "The behaviour has %(count)s words.", advice.length) % {
        "count": number(advice.length)
    }
    reading = advice.reading
    if reading.words < ENOUGH:
        return length
    measured = {"words": number(reading.words_a_sentence), "share": number(reading.long_share)}
    if reading.is_hard(language):
        rest = _("All texts: hard to read, with %(words)s words a sentence and %(share)s %% long words.")
    else:
        rest = _("All texts: easy to read, with %(words)s words a sentence and %(share)s %% long words.")
    return f"{length} {rest % measured}"


def sentence(hint, language):
    """A hint in the reader's language, kind and short. `language`: of the text that it is about."""
    said = {"words": hint.words, "count": number(hint.count)}
    if hint.kind == Kind.NO_VERB:
        return _verb_last() if language == "fa" else _verb_first()
    return _SENTENCES[hint.kind]() % said


def _verb_first():
    return _("Does it begin with what is done? English is easiest to follow that way: “Greets every guest …”.")


def _verb_last():
    return _("Does it end with what is done? Persian is easiest to follow as a whole sentence, with its verb.")


_SENTENCES = {
    Kind.UNSEEN: lambda: _("“%(words)s” cannot be seen or heard. What would somebody standing by notice?"),
    Kind.VAGUE: lambda: _("“%(words)s” means something else to everyone. How soon, or how much?"),
    Kind.SEVERAL: lambda: _("It asks for %(count)s things at once. Are some of them standards of their own?"),
    Kind.NEGATIVE: lambda: _("It says what is not done. What is done instead?"),
    Kind.LONG: lambda: _("%(count)s words are a lot to remember. What can go into “why” or the examples?"),
    Kind.HARD: lambda: _("Some sentences are long. Read them out, and cut where you run out of breath."),
    Kind.NUMBERS: lambda: _("The other language has other numbers (%(words)s). Which are right?"),
    Kind.LOUD: lambda: _("Capitals and exclamation marks sound like shouting; it is strong enough without them."),
    Kind.NO_GOOD: lambda: _("What does one say or do when it is done well? An example says more than an explanation."),
    Kind.NO_BAD: lambda: _("What should customers never see or hear? An example makes the difference clear."),
}
