"""The team board: people beside one another, and standards beside teams."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.models import CycleAssignment
from home.board.cycles import chosen_cycle, cycles_of
from home.board.figures import SORTED_BY, figures_of, in_order_of
from home.board.heat import heat_map_of
from home.filters import BoardFilter
from home.shell.counts import waiting_counts
from home.tables import BoardTable, InOrder
from kit.display import number, shortday
from kit.lists import ListPage
from kit.phrases import joined
from people.models import StaffMember, Team
from people.roles import is_hr, led_team_ids, staff_of


class Board(ListPage):
    permission = "home.view_board"
    table_class = BoardTable
    filterset_class = BoardFilter
    template_name = "home/board.html"

    @property
    def empty(self):
        if self.teams is None:
            return {
                "title": _("Nobody is here yet"),
                "text": _("Bring the staff list as a file, or add people one by one."),
                "icon": "users-group",
                "url": reverse("people:import"),
                "button": _("Import a staff list"),
            }
        return {
            "title": _("Nobody is in your teams yet"),
            "text": _("As soon as HR puts people into them, they stand here."),
            "icon": "users-group",
        }

    def rows(self):
        user, mine = self.request.user, staff_of(self.request.user)
        people = StaffMember.objects.visible_to(user).active_on(self.today).with_names()
        if is_hr(user):
            return people
        return people.filter(team__in=led_team_ids(user)).exclude(pk=mine.pk)

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def cycle(self):
        return chosen_cycle(self.request.user, self.request.GET.get("cycle", ""), self.today)

    @cached_property
    def teams(self):
        """The lead's teams; None for HR: all."""
        user = self.request.user
        if is_hr(user):
            return None
        own, led = staff_of(user).team, led_team_ids(user)
        return [own] if led == {own.pk} else list(Team.objects.filter(pk__in=led).select_related("branch"))

    def filtered(self, rows):
        filterset = super().filtered(rows)
        if self.teams is not None and len(self.teams) == 1:
            del filterset.filters["team"]
        choices = [(cycle.key, cycle.title) for cycle in cycles_of(self.request.user)]
        field = filterset.form.fields["cycle"]
        field.widget.choices = [("", field.empty_label), *choices]
        return filterset

    def sorted_table(self, rows):
        """Columns worked out in Python sort in Python; the names and the teams in the database, page by page."""
        column, descending = self._worked_out_order()
        only_open = self.request.GET.get("open") in ("on", "true", "True")
        if not (column or only_open or self.request.GET.get("_export")):
            return super().sorted_table(rows)
        figures = figures_of(rows.order_by().values_list("pk", flat=True), self.cycle, self.today, self.request.user)
        if only_open:
            figures = {pk: row for pk, row in figures.items() if row.has_open}
            rows = rows.filter(pk__in=figures)
        if column is None:
            table = super().sorted_table(rows)
        else:
            ordered = InOrder(rows, in_order_of(column, figures, descending=descending))
            table = BoardTable(
                ordered, order_by=self.request.GET["sort"]
            )  # given the request, it would order by all in it
        table.figures = figures
        return table

    def _worked_out_order(self):
        wanted = self.request.GET.get("sort", "")
        column = wanted.removeprefix("-")
        return (column, wanted.startswith("-")) if column in SORTED_BY else (None, False)

    def page(self, table, filterset):
        if self.teams is not None and len(self.teams) == 1:
            table.exclude = ("team",)
        if not table.figures:
            shown = [row.record.pk for row in table.paginated_rows]
            table.figures = figures_of(shown, self.cycle, self.today, self.request.user)
        is_narrowed = any(self.request.GET.get(name) for name in filterset.filters)
        self.people = self.rows().count() if is_narrowed else table.page.paginator.count
        return super().page(table, filterset)

    @property
    def title(self):
        if self.teams is None:
            return _("Board")
        return self.teams[0].name if len(self.teams) == 1 else _("My teams")

    @property
    def lead(self):
        people = self.people
        parts = [ngettext("%(n)s person", "%(n)s people", people) % {"n": number(people)}]
        if self.cycle:
            parts += [self.cycle.title, *self._left()]
        return joined(parts)

    def _left(self):
        """How many evaluations of the cycle the reader has still to write."""
        if not waiting_counts(self.request.user).get("to_evaluate"):
            return []
        mine = CycleAssignment.objects.of_evaluator(staff_of(self.request.user)).filter(cycle=self.cycle)
        rows = list(mine.open().with_progress().order_by().values_list("wanted", "done", "due_on"))
        left = sum(max(wanted - done, 0) for wanted, done, _due in rows)
        if not left:
            return []
        due = min(due_on for wanted, done, due_on in rows if done < wanted)
        words = ngettext("%(n)s evaluation to write until %(day)s", "%(n)s evaluations to write until %(day)s", left)
        return [words % {"n": number(left), "day": shortday(due)}]

    def context(self):
        return {
            "cycle": self.cycle,
            "may_evaluate": bool(self.teams),
            "heat": heat_map_of(self.cycle, self.teams) if self.cycle else None,
        }
