"""Every page in both languages: what it lacks, and the screen on which it is written."""

from dataclasses import dataclass, field

from django.utils.text import capfirst

from kit.filters import Pills, RowFilter
from kit.lists import ListPage
from kit.text.bilingual import active_language
from playbook.editor.kinds import kind_of
from playbook.translations.addresses import texts_url
from playbook.translations.findings import Lack, text_findings
from playbook.translations.pairs import Pair, Translated, state_of, written_pairs

COMPLETE = Translated.COMPLETE.value


@dataclass
class PairRow:
    """`findings`: (what it lacks, where that is mended); `url` is empty where the reader may not write that kind."""

    pair: Pair
    state: Translated
    findings: list
    url: str

    @property
    def lacks(self):
        """A draft lacks what it lacks before anybody looks for more."""
        found = {finding.lack.value for finding, _url in self.findings}
        return found or ({self.state.value} - {COMPLETE})

    @property
    def page(self):
        return self.pair.source

    @property
    def title(self):
        """In the reader's language where it is written in that."""
        return (self.pair.pages.get(active_language()) or self.page).draft_title

    @property
    def kind(self):
        return capfirst(str(self.page._meta.verbose_name))

    @property
    def persian(self):
        return self.pair.pages.get("fa")

    @property
    def english(self):
        return self.pair.pages.get("en")

    @property
    def code(self):
        """A standard's; a touchpoint's short name says nothing that its name does not."""
        return getattr(self.page, "code", "") if hasattr(self.page, "behaviour") else ""


@dataclass
class LooseRow:
    """What is no page, such as a question: its words stand in its own form."""

    name: str
    kind: str
    findings: list = field(default_factory=list)

    @property
    def lacks(self):
        return {finding.lack.value for finding, _url in self.findings}


def _is_shown(row, lack):
    return lack in (row.lacks or {COMPLETE})


class LanguageList(ListPage):
    permission = "playbook.manage_editions"
    per_page = 50
    template_name = "playbook/languages.html"
    row_filter = RowFilter(Pills("show", [(COMPLETE, Translated.COMPLETE.label), *Lack.choices], _is_shown))

    def rows(self):
        return _rows(self.request.user, self.request.get_full_path())

    def context(self):
        """What no page lacks is no choice, but for the state of the two languages itself."""
        pills = [pill for pill in self.narrowed.counts("show") if pill[2] or pill[0] in Translated.values]
        return {"show": self.narrowed.chosen["show"], "pills": pills, "count": len(self.narrowed.every)}


def _rows(user, here):
    pairs, found = written_pairs(), {}
    live = [pair for pair in pairs if any(page.live for page in pair.pages.values())]
    for finding in text_findings(live):
        found.setdefault(finding.key, []).append((finding, finding.url(here)))
    rows = [_row(pair, found.pop(str(pair.translation_key), []), user, here) for pair in pairs]
    return rows + [LooseRow(each[0][0].name, each[0][0].kind, each) for each in found.values()]


def _row(pair, findings, user, here):
    kind = kind_of(type(pair.source))
    may_write = kind and user.has_perm(kind.permission)
    url = texts_url(pair.translation_key, back=here) if may_write else ""
    return PairRow(pair, state_of(pair), findings if may_write else [], url)
