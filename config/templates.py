"""Templates as they are read by people, pages as they are sent: without the indentation that only an author needs."""

import re

from django.template.loaders import filesystem

# A line that says nothing itself: the line before it ends with white space already.
_SILENT = re.compile(
    r"^[ \t]*(\{% *(?:load|extends|block|endblock|if|elif|else|endif|for|empty|endfor|with|endwith)\b[^%\n]*%\}"
    r"|\{#[^\n]*?#\})[ \t]*\n",
    re.MULTILINE,
)
_INDENTED = re.compile(r"\n\s+")
# What keeps its white space. None of our templates writes text into one of these by hand over several lines.
_KEPT = re.compile(r"<(?:pre|textarea)\b", re.IGNORECASE)


def packed(source: str) -> str:
    """The same page for who reads it: lines lose their indentation, lines of logic alone lose their end."""
    if _KEPT.search(source):
        return source
    return _SILENT.sub(r"\1", _INDENTED.sub("\n", source))


class PackedLoader(filesystem.Loader):
    """Our own templates, packed once when they are first used. Mails in plain text stay as they stand."""

    def get_contents(self, origin):
        source = super().get_contents(origin)
        return packed(source) if origin.name.endswith(".html") else source
