"""Which fields of a kind of page are written in each language, and which are the same in both.

Apps above add their own, in AppConfig.ready: `register_screen(LessonPage, texts=("title", "body"), …)`.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from playbook.editor.rows import AuthorityPart, StepsPart
from playbook.models import ComplaintPolicyPage, FolderPage, StandardPage, TouchpointPage
from playbook.standards import fields
from playbook.translations.pairs import plain_words

MANAGE = "playbook.manage_editions"


@dataclass(frozen=True)
class TextKind:
    """`texts` in each language, `shared` once for both; `parts` are tables of a page; `permission` is needed to write.

    `heads` = {name of a text: heading that begins with it}; they stand below the tables.
    `begin(page)` = {field: what stands in a language that is not written yet}, such as a lesson's pictures without
    their words.
    """

    texts: tuple
    shared: tuple = ()
    parts: tuple = ()
    permission: str = MANAGE
    begin: object = None
    words: dict = field(default_factory=dict)
    heads: dict = field(default_factory=dict)

    def words_of(self, name, value):
        """What is read of a text's value, such as that of a lesson's blocks: `words` = {name: function of it}."""
        return self.words.get(name, plain_words)(value)


_screens = {}


def register_screen(model, **words):
    _screens[model] = TextKind(**words)


def kind_of(model):
    return _screens.get(model)


register_screen(FolderPage, texts=("title", "introduction"))
register_screen(TouchpointPage, texts=("title",), shared=("phase", "icon", "code"))
register_screen(
    StandardPage,
    texts=fields.names(fields.STANDARD),
    heads={"check_question": _("Check question before signing")},
    shared=("measure", "is_critical", "roles", "caretaker", "review_interval_days", "code"),
)
register_screen(
    ComplaintPolicyPage,
    texts=("title", *(f"public_{name}" for name in fields.names(fields.POLICY))),
    shared=("public_minutes",),
    parts=(StepsPart, AuthorityPart),
    heads={"public_do": _("Where everybody reads along")},
)
