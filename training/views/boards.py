"""How training stands: people beside courses, courses beside one another, one course in depth, what expires."""

from datetime import timedelta
from functools import partial

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kit.display import duration, number
from kit.lists import ListPage
from kit.phrases import joined
from people.models import StaffMember
from people.roles import led_team_ids, staff_of
from training.boards.figures import CourseFigures, figures_of_courses, funnel, quiz_figures
from training.boards.tables import (
    CourseRow,
    CoursesTable,
    ExpiringTable,
    ItemRow,
    ItemTable,
    PeopleTable,
    StandingColumn,
)
from training.filters import CoursesFilter, ExpiringFilter, PeopleFilter
from training.labels import FUNNEL_LABELS
from training.models import Course, Standing
from training.models.status import IS_NOT_VALID
from training.progress.staleness import all_changes

WITHIN_DAYS = 60


class BoardPage(ListPage):
    """What the boards share: the day, and whom the reader may see."""

    permission = "training.view_board"

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def sees_everyone(self):
        return self.request.user.has_perm("training.view_assignments")

    def people(self):
        """Everyone at work, or whom the reader leads."""
        if self.sees_everyone:
            return StaffMember.objects.active_on(self.today)
        led = StaffMember.objects.visible_to(self.request.user).filter(team__in=led_team_ids(self.request.user))
        return led.active_on(self.today).exclude(pk=staff_of(self.request.user).pk)

    def sorted_table(self, rows):
        table = super().sorted_table(rows)
        table.sees_everyone = self.sees_everyone
        return table

    def filtered(self, rows):
        """Who leads one team has nothing to choose among teams."""
        filterset = super().filtered(rows)
        if not self.sees_everyone:
            filterset.filters.pop("team", None)
            filterset.form.fields.pop("team", None)
        return filterset


class PeopleBoard(BoardPage):
    filterset_class = PeopleFilter
    template_name = "training/board.html"
    title = gettext_lazy("Training board")
    empty = {
        "title": gettext_lazy("Nobody is here yet"),
        "text": gettext_lazy("People stand here as soon as they are in a team."),
        "icon": "users-group",
        "url": reverse_lazy("people:staff_add"),
        "button": gettext_lazy("Add a person"),
        "permission": "people.add_staff_member",
    }

    def rows(self):
        late = self._standings().filter(staff=OuterRef("pk"), status__in=[each.value for each in IS_NOT_VALID])
        counted = late.order_by().values("staff").annotate(n=Count("pk")).values("n")
        return self.people().with_names().annotate(to_mend=Coalesce(Subquery(counted), 0))

    def _standings(self):
        rows = Standing.objects.filter(course__is_live=True)
        return rows.with_status(self.today, all_changes(self.today))

    @cached_property
    def courses(self):
        return list(Course.objects.filter(is_live=True))

    @property
    def table_class(self):
        columns = [(f"course_{course.pk}", StandingColumn(course)) for course in self.courses]
        return partial(PeopleTable, extra_columns=columns)

    def sorted_table(self, rows):
        table = super().sorted_table(rows)
        table.exclude = ("see",) if self.sees_everyone else ("team",)
        if self.request.GET.get("_export"):
            table.standings = self._by_person(rows.order_by().values("pk"))
        return table

    def page(self, table, filterset):
        shown = [row.record.pk for row in table.paginated_rows]
        table.standings = self._by_person(shown)
        return super().page(table, filterset)

    def _by_person(self, staff):
        return {(row.staff_id, row.course_id): row for row in self._standings().filter(staff__in=staff)}

    @property
    def lead(self):
        people, courses = self.people().count(), len(self.courses)
        parts = [
            ngettext("%(n)s person", "%(n)s people", people) % {"n": number(people)},
            ngettext("%(n)s course", "%(n)s courses", courses) % {"n": number(courses)},
        ]
        return joined(parts)


class CoursesBoard(BoardPage):
    permission = "training.view_assignments"
    filterset_class = CoursesFilter
    table_class = CoursesTable
    template_name = "training/board.html"
    title = gettext_lazy("Courses beside one another")
    lead = gettext_lazy("Everybody at work, in their newest term. “Passed at once”: of all first attempts.")
    empty = {
        "title": gettext_lazy("No course is published yet"),
        "text": gettext_lazy("Each one stands here with how many passed it."),
        "icon": "school",
        "url": reverse_lazy("wagtailadmin_explore_root"),
        "button": gettext_lazy("Write a course"),
        "permission": "training.write_courses",
    }

    def rows(self):
        return Course.objects.filter(is_live=True)

    def filtered(self, rows):
        filterset = super().filtered(rows)
        self.team = filterset.form.cleaned_data.get("team") if filterset.form.is_valid() else None
        return filterset

    def sorted_table(self, rows):
        courses = list(rows)
        figures = figures_of_courses(self.today, team=self.team)
        return super().sorted_table([CourseRow(each, figures.get(each.pk, CourseFigures())) for each in courses])


class CourseBoard(BoardPage):
    """One course: funnel, tiles, and its questions with what they tell."""

    permission = "training.view_assignments"
    table_class = ItemTable
    template_name = "training/course_board.html"
    empty = {
        "title": gettext_lazy("No question is asked here"),
        "text": gettext_lazy("The course is completed by reading its lessons."),
        "icon": "clipboard-check",
    }

    @cached_property
    def course(self):
        return get_object_or_404(Course.objects.visible_to(self.request.user), key=self.kwargs["key"])

    @cached_property
    def quiz(self):
        return quiz_figures(self.course)

    def rows(self):
        questions = self.course.questions.in_use()
        return [ItemRow(each, self.quiz.items[each.pk]) for each in questions if each.pk in self.quiz.items]

    @property
    def title(self):
        return self.course.title

    @property
    def lead(self):
        n = self.quiz.attempts
        words = ngettext(
            "The quiz: from the newest attempt; it took %(time)s.",
            "The quiz: from the newest %(n)s attempts; the median takes %(time)s.",
            n,
        )
        facts = {"n": number(n), "time": duration(self.quiz.seconds)}
        return words % facts if n else _("Nobody has sat the quiz yet.")

    def context(self):
        figures = figures_of_courses(self.today, courses=[self.course.pk]).get(self.course.pk, CourseFigures())
        steps = funnel(self.course, self.today)
        return {
            "course": self.course,
            "figures": figures,
            "quiz": self.quiz,
            "funnel": [(FUNNEL_LABELS[step.name], step) for step in steps],
            "to_repair": sum(each.has_to_be_repaired for each in self.quiz.items.values()),
        }


class ExpiringList(BoardPage):
    filterset_class = ExpiringFilter
    table_class = ExpiringTable
    template_name = "training/board.html"
    title = gettext_lazy("Certificates that expire")
    lead = gettext_lazy("Passes that end in the next weeks, or have ended and were not renewed.")
    empty = {
        "title": gettext_lazy("Nothing expires"),
        "text": gettext_lazy("No pass ends in this time."),
        "icon": "hourglass",
    }

    def rows(self):
        asked = self.request.GET.get("within", "")
        days = int(asked) if asked in dict(ExpiringFilter.WITHIN) else WITHIN_DAYS
        rows = Standing.objects.at_work(self.today).filter(
            staff__in=self.people().order_by().values("pk"), valid_until__lte=self.today + timedelta(days=days)
        )
        return (
            rows.with_status(self.today, all_changes(self.today))
            .select_related("course", "staff__team")
            .order_by("valid_until", "pk")
        )
