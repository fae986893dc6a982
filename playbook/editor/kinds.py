"""Which fields of a kind of page are written in each language, and which are the same in both.

Each app says its own by `PageTexts(screens={LessonPage: TextKind(texts=("title", "body"), …)})`.
"""

from dataclasses import dataclass, field

from playbook.links.page_texts import all_page_texts
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


def kind_of(model):
    """The TextKind, or None."""
    told = (texts.screens.get(model) for texts in all_page_texts())
    return next(filter(None, told), None)
