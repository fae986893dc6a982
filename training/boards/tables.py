"""The columns of the boards."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from kit.tables import (
    DayColumn,
    NumberColumn,
    PercentColumn,
    PersonColumn,
    StateColumn,
    Table,
    TemplateCell,
    TextColumn,
)
from people.models import StaffMember
from training.boards.figures import CourseFigures
from training.labels import STATUS_LABELS, VERDICT_ICONS, VERDICT_KINDS, VERDICT_LABELS
from training.models import Course, Question, Standing
from training.models.status import Status
from training.quiz.statistics import ItemFigures
from training.tables import CourseColumn, StatusColumn, where_a_person_leads


class StandingColumn(TemplateCell):
    """A course beside people: the status of each as a sign, in words for who does not see it."""

    def __init__(self, course, **kwargs):
        super().__init__("training/cells/standing.html", verbose_name=course.title, accessor="pk", **kwargs)
        self.course = course
        self.exclude_from_export = False

    def render(self, record, table, **kwargs):
        standing = table.standings.get((record.pk, self.course.pk))
        return render_to_string(self.template_name, {"standing": standing, "course": self.course})

    def value(self, record, table):
        standing = table.standings.get((record.pk, self.course.pk))
        return str(STATUS_LABELS[Status(standing.status)]) if standing else ""


class PeopleTable(Table):
    """People beside courses. `standings`: {(staff id, course id): Standing with status}, filled by the page."""

    name = PersonColumn(_("Name"), linkify=lambda record, table: where_a_person_leads(record, table.sees_everyone))
    team = TextColumn(verbose_name=_("Team"), accessor="team__name", order_by=("team__name_fa",))
    to_mend = NumberColumn(_("Not in order"))
    see = TemplateCell("training/cells/see.html", verbose_name="", accessor="pk")

    class Meta(Table.Meta):
        model = StaffMember
        fields = ("name", "team", "to_mend", "see")
        sequence = ("...", "see")

    phone = ("name", "to_mend", "see")

    standings = {}
    sees_everyone = False


@dataclass(frozen=True)
class CourseRow:
    course: Course
    figures: CourseFigures

    @property
    def pk(self):
        return self.course.pk

    @property
    def title(self):
        return self.course.title


class CoursesTable(Table):
    """A row for each course; in memory, for there are not many."""

    title = TextColumn(_("Course"), linkify=lambda record: record.course.board_url)
    people = NumberColumn(_("People"), accessor="figures__people")
    done = NumberColumn(_("Up to date"), accessor="figures__done")
    share = PercentColumn(_("Share"), accessor="figures__valid_share", places=0)
    under_way = NumberColumn(_("Under way"), accessor="figures__under_way")
    late = NumberColumn(_("Overdue"), accessor="figures__late")
    lapsed = NumberColumn(_("Expired or outdated"), accessor="figures__lapsed")
    pass_rate = PercentColumn(_("Passed at once"), accessor="figures__pass_rate", places=0)

    class Meta(Table.Meta):
        fields = ("title", "people", "done", "share", "under_way", "late", "lapsed", "pass_rate")

    phone = ("title", "share", "late", "lapsed")


@dataclass(frozen=True)
class ItemRow:
    question: Question
    figures: ItemFigures

    @property
    def pk(self):
        return self.question.pk

    @property
    def text(self):
        return str(self.question)

    @property
    def verdict(self):
        return self.figures.verdict.value

    @property
    def place(self):
        return self.question.position


class ItemTable(Table):
    """The questions of a quiz with their figures."""

    place = NumberColumn(_("No."))
    text = TextColumn(_("Question"), orderable=False)
    count = NumberColumn(_("Answers"), accessor="figures__count")
    difficulty = PercentColumn(_("Mean mark"), accessor="figures__difficulty", places=0)
    discrimination = PercentColumn(_("Tells apart"), accessor="figures__discrimination", places=0)
    verdict = StateColumn(_("Verdict"), kinds=VERDICT_KINDS, icons=VERDICT_ICONS, labels=VERDICT_LABELS)
    mend = TemplateCell("training/cells/mend.html", verbose_name="")

    class Meta(Table.Meta):
        fields = ("place", "text", "count", "difficulty", "discrimination", "verdict", "mend")


class ExpiringTable(Table):
    staff = PersonColumn(
        _("Person"),
        path="staff",
        linkify=lambda record, table: where_a_person_leads(record.staff, table.sees_everyone),
    )
    team = TextColumn(_("Team"), accessor="staff__team__name", order_by="staff__team__name_fa")
    course = CourseColumn()
    completed_on = DayColumn(_("Completed"))
    valid_until = DayColumn(_("Valid until"))
    status = StatusColumn()

    class Meta(Table.Meta):
        model = Standing
        fields = ("staff", "team", "course", "completed_on", "valid_until", "status")

    phone = ("staff", "course", "valid_until", "status")

    sees_everyone = False
