"""The list that a knot of the chain opens: exactly the rows that it counts.

class LessonsOfChain(ChainList):             # in training/views/chain.py
    kind = LESSON
    table_class = ChainLessonTable

`?of=standard.KEY` says whose rows; `&wording=other` those that cite another wording of it. Without it: all that the
reader may see. Where there is one row only, its page opens at once.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kit.lists import ListPage
from playbook.chain.knots import (
    OTHER,
    Place,
    find_place,
    knot_of,
    line_of,
    on_another_wording,
    rows_of,
    wordings_of_place,
)

ANYWHERE = Place("", "", "", "")


class ChainList(ListPage):
    """`kind`: of the knot. `page_of(row)`: the row's page. `all_title`: what the list is called without a place."""

    kind = ""
    all_title = ""
    template_name = "playbook/chain_list.html"

    def page_of(self, row):
        return row.get_absolute_url()

    def dressed(self, rows):
        """With what the table shows."""
        return rows

    @cached_property
    def knot(self):
        return knot_of(self.kind)

    @cached_property
    def place(self):
        """None where everything is shown."""
        asked = self.request.GET.get("of", "")
        place = find_place(self.request.user, asked) if asked else None
        if asked and (place is None or place.kind == self.kind):
            raise Http404
        return place

    @cached_property
    def wordings(self):
        return wordings_of_place(self.place) if self.place else None

    @property
    def is_other(self):
        return self.request.GET.get("wording") == OTHER

    def get(self, request, **kwargs):
        if not self.knot.is_open(request.user, self.place or ANYWHERE):
            raise PermissionDenied(self.knot.list_name)
        only = list(self.rows()[:2]) if self.place and not request.htmx and "_export" not in request.GET else []
        return redirect(self.page_of(only[0])) if len(only) == 1 else super().get(request, **kwargs)

    def rows(self):
        if self.place is None:
            return self.dressed(self.knot.seen(self.request.user))
        return self.dressed(rows_of(self.knot, self.place, self.wordings, self.request.user, other=self.is_other))

    @property
    def title(self):
        return self.all_title

    @property
    def lead(self):
        return self.place.title if self.place else ""

    def context(self):
        if self.place is None:
            return {}
        line = line_of(self.place, self.request.user, here=self.kind)
        return {"place": self.place, "chain": line, "note": self._note()}

    def _note(self):
        """What is said above the rows that do not stand on the wording in question."""
        if not self.is_other or self.wordings is None or not self.wordings.others:
            return ""
        count = self.rows().count()
        return _("%(what)s. What it cites reads differently there.") % {
            "what": on_another_wording(count, self.wordings.editions)
        }
