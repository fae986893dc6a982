"""Help with writing on the screen of both languages: a box for each language, about what stands in its fields."""

from dataclasses import dataclass

from playbook.folder.advice import WritingHelp, help_with
from playbook.models import StandardPage
from playbook.models.advice_panel import FIELDS

OTHER = {"fa": "en", "en": "fa"}


@dataclass(frozen=True)
class Box:
    """`standard`: its translation key where it is kept already; `other`: the field with the other language's words."""

    language: str
    language_name: str
    dir: str
    help: WritingHelp
    standard: str
    other: str


def writing_helps(screen):
    """A Box for each language of a standard; of other pages there are none."""
    if screen.sheet.model is not StandardPage:
        return []
    return [_box(screen, cell.language, cell) for cell in screen.row_of(FIELDS[0]).cells]


def _box(screen, language, cell):
    other = OTHER[language]
    texts = {name: screen.forms[language][name].value() or "" for name in FIELDS}
    there = screen.forms[other]["behaviour"].value() or "" if other in screen.forms else ""
    standard = screen.sheet.translation_key if screen.sheet.written else None
    shown = help_with(texts, language, standard=standard, other=there)
    field = f"{other}-{FIELDS[0]}" if other in screen.forms else ""
    return Box(language, cell.language_name, cell.dir, shown, str(standard or ""), field)
