"""The editor of rich text in the CMS, which takes only what the editor itself can have sent."""

import json

from django.core.exceptions import BadRequest
from draftjs_exporter.error import ExporterException
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea
from wagtail.images.formats import get_image_format

# As JSON; a standard's text may have 12,000 letters, and the longest lesson is far below this.
LONGEST = 500_000
# Of lists within lists. The editor lets four; the converter opens a list for each, however many are said to be there.
DEEPEST = 10
# What the converter ends with when given something else: no JSON, other types, keys left out, thousands of levels.
UNREADABLE = (
    AssertionError, AttributeError, ExporterException, LookupError, RecursionError, TypeError, ValueError
)  # fmt: skip


class RichTextArea(DraftailRichTextArea):
    def value_from_datadict(self, data, files, name):
        """The text as HTML. Raises BadRequest, which is answered with 400, where it cannot come from the editor."""
        sent = data.get(name)
        if len(sent or "") > LONGEST:
            raise BadRequest("a rich text longer than any that is written")
        try:
            _refuse_what_no_editor_sends(sent)
            text = super().value_from_datadict(data, files, name)
            _refuse_what_no_database_holds(text or "")
        except UNREADABLE as problem:
            raise BadRequest("a rich text that is none") from problem
        return text


def _refuse_what_no_editor_sends(sent):
    """Judged before it is converted and kept: a page with a picture of no number could not be opened again."""
    content = json.loads(sent) if sent is not None else None
    if content is None:
        return
    for block in content.get("blocks", ()):
        depth = block.get("depth", 0)
        if not isinstance(depth, int) or not 0 <= depth <= DEEPEST:
            raise ValueError("a list in more lists than any has")
    for entity in content.get("entityMap", {}).values():
        _refuse_foreign_entity(entity["type"], entity.get("data") or {})


def _refuse_foreign_entity(kind, data):
    if kind == "IMAGE":
        get_image_format(data["format"])  # raises KeyError
    row = data["id"] if kind == "IMAGE" else data.get("id")
    if row is not None and not 0 < int(str(row)) < 2**63:
        raise ValueError("a number that no row has")


def _refuse_what_no_database_holds(text):
    text.encode()
    if "\x00" in text:
        raise ValueError("a NUL in a text")
