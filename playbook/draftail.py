"""The editor of rich text in the CMS, which takes only what the editor itself can have sent."""

from django.core.exceptions import BadRequest
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea

# As JSON; a standard's text may have 12,000 letters, and the longest lesson is far below this.
LONGEST = 500_000
# What the converter ends with when given something else: no JSON, other types, keys left out, thousands of levels.
UNREADABLE = (AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class RichTextArea(DraftailRichTextArea):
    def value_from_datadict(self, data, files, name):
        """The text as HTML. Raises BadRequest, which is answered with 400, where it cannot come from the editor."""
        if len(data.get(name) or "") > LONGEST:
            raise BadRequest("a rich text longer than any that is written")
        try:
            text = super().value_from_datadict(data, files, name)
            _refuse_what_no_database_holds(text or "")
        except UNREADABLE as problem:
            raise BadRequest("a rich text that is none") from problem
        return text


def _refuse_what_no_database_holds(text):
    text.encode()
    if "\x00" in text:
        raise ValueError("a NUL in a text")
