"""The folder as a file that somebody brings: a table with headings of its own, or the JSON that the folder writes."""

from django.utils.translation import gettext_lazy

from kit.importing.kinds import Field, Kind
from kit.importing.layouts import Grid
from kit.importing.uploads import read_whole
from kit.spreadsheets import Limits
from kit.spreadsheets.reader import table_of
from kit.text.bilingual import active_language
from people.company.languages import written_languages
from playbook.files.columns import COLUMNS, KINDS, NAMES
from playbook.models import Phase, TouchpointPage

# Ten times the largest folder that anybody has kept; every row is compared with the living one.
MOST_ROWS = 2000
FORMAT = "havadar-folder-1"
# A text of 12,000 letters, and what the names of its pictures take more in a file than in a page.
LIMITS = Limits(rows=MOST_ROWS, cell=24000)
READER = "playbook.files.json_rows.read"
WORDS = {"no_folder": gettext_lazy("This JSON file is no folder of Havadar.")}
# Words that suggest a column.
HINTS = {"touchpoint": ("touchpoint", "تماس"), "measure": ("measure", "سنجه"), "owner": ("owner", "مسئول")}


def _heads(column, main):
    """In a file of one's own the heading of a text bears no language: it is the company's main one."""
    name, _underscore, language = column.name.rpartition("_")
    own = (column.fa.rpartition(" (")[0], column.en.rpartition(" (")[0], name) if language == main else ()
    return (column.fa, column.en, *own)


def _touchpoints():
    pages = TouchpointPage.objects.live().filter(locale__language_code=written_languages()[0]).order_by("path")
    return tuple(pages.values_list("code", "title"))


# What one answer may say for a whole file.
FOR_ALL = {
    "kind": lambda: tuple((kind, words[active_language()]) for kind, words in KINDS.items()),
    "phase": lambda: tuple(Phase.choices),
    "touchpoint": _touchpoints,
}


def folder_kind():
    """The folder as a table, as a company that writes in its languages brings it."""
    language, main = active_language(), written_languages()[0]
    return Kind(
        "folder",
        gettext_lazy("The folder as a file"),
        fields=tuple(
            Field(
                column.name,
                column.head(language),
                _heads(column, main),
                hints=HINTS.get(column.name, ()),
                is_required=column.name == "kind",
                may_be_same=column.name in FOR_ALL,
                choices=FOR_ALL[column.name]() if column.name in FOR_ALL else (),
            )
            for column in COLUMNS
        ),
        permission="playbook.import_folder",
        address="playbook:folder_import",
        limits=LIMITS,
        read=json_grid,
    )


def json_grid(content, limits):
    """The Grid of the folder's own JSON, None of every other file. Raises SpreadsheetError."""
    if not content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    about = {"names": NAMES, "form": FORMAT, "rows": limits.rows, "cell": limits.cell}
    table = table_of(READER, content, WORDS, **about)
    return Grid([""], 0, [table.header, *table.rows], [0, *table.numbers], [])


def read_folder_file(file):
    """Brought, as the headings say it. Raises SpreadsheetError with a clear sentence."""
    return read_whole(folder_kind(), file)
