"""All that an app says about the texts of its pages, in one object, which its `AppConfig.ready` registers:

    TEXTS = PageTexts("training", texts={LessonPage: lesson_texts}, screens={LessonPage: TextKind(("title", "body"))})

The playbook's own is in `playbook/own_links/pages.py`. Whoever asks walks `all_page_texts()`, the folder's pages first.
"""

from dataclasses import dataclass, field

from kit.registry import Registry


@dataclass(frozen=True)
class PageTexts:
    """`texts`: {kind of page: (page) -> {name of the text: words}} of pages in two languages, in the order in which
    they are listed. `related`: {kind of page: what is fetched with it}.
    `screens`: {kind of page: TextKind}, how both languages are written (playbook.editor.kinds).
    `findings`: (languages) -> [Finding], what things that are no pages lack, in a constant number of queries
    (playbook.translations.findings).
    """

    app: str
    texts: dict = field(default_factory=dict)
    related: dict = field(default_factory=dict)
    screens: dict = field(default_factory=dict)
    findings: tuple = ()


_stated = Registry[PageTexts]()
register, made_up = _stated.register, _stated.made_up


def all_page_texts() -> list[PageTexts]:
    """Those of every app, the lowest floor first: the folder's pages stand before those that teach them."""
    return list(_stated)[::-1]
