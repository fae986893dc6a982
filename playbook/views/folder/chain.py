"""Lists of the chain that the folder has: customers' words about standards, and standards."""

from django.utils.translation import gettext_lazy as _

from playbook.chain.knots import QUOTE, STANDARD
from playbook.chain.lists import ChainList
from playbook.tables import ChainQuoteTable, ChainStandardTable


class QuotesOfChain(ChainList):
    kind = QUOTE
    table_class = ChainQuoteTable
    all_title = _("Customers' words")
    empty = {
        "title": _("No customer's word yet"),
        "text": _("Words appear here as soon as an author links them to a standard."),
        "icon": "quote",
    }


class StandardsOfChain(ChainList):
    kind = STANDARD
    table_class = ChainStandardTable
    all_title = _("Standards")
    empty = {
        "title": _("No standard yet"),
        "text": _("Standards appear here as soon as an edition is frozen."),
        "icon": "book-2",
    }

    def dressed(self, rows):
        return rows.select_related("edition")
