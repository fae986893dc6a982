from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.phrases import listed
from kit.tables import (
    DayColumn,
    LinkColumn,
    NumberColumn,
    PersonColumn,
    StateColumn,
    Table,
    TemplateCell,
    TextColumn,
)
from training.desk.addresses import course_desk
from training.desk.states import STATE_ICONS, STATE_KINDS, CourseState
from training.labels import STATUS_ICONS, STATUS_KINDS, STATUS_LABELS, whom_words
from training.links.knots import question_url
from training.models import Assignment, Lesson, Question, Requirement
from training.progress.validity import months_of


class StatusColumn(StateColumn):
    """The status of an assignment today."""

    def __init__(self, **kwargs):
        super().__init__(_("Status"), kinds=STATUS_KINDS, icons=STATUS_ICONS, labels=STATUS_LABELS, **kwargs)


class CourseColumn(TextColumn):
    """Sorted by title in Persian, which every course has."""

    def __init__(self, **kwargs):
        super().__init__(_("Course"), accessor="course__title", order_by="course__title_fa", **kwargs)


def question_link(record):
    return question_url(record)


def where_a_person_leads(staff, sees_everyone):
    """To the courses that they were given; whoever leads them alone goes to their page."""
    return f"{reverse('training:assignments')}?q={staff.code}" if sees_everyone else staff.get_absolute_url()


class TeamTable(Table):
    staff = PersonColumn(_("Person"), path="staff", linkify=lambda record: record.staff.get_absolute_url())
    course = CourseColumn()
    status = StatusColumn()
    due_on = DayColumn(_("Due on"))
    completed_on = DayColumn(_("Completed on"))
    valid_until = DayColumn(_("Valid until"))

    class Meta(Table.Meta):
        model = Assignment
        fields = ("staff", "course", "status", "due_on", "completed_on", "valid_until")

    phone = ("staff", "course", "status", "due_on")


class AssignmentTable(TeamTable):
    staff = PersonColumn(
        _("Person"), path="staff", linkify=lambda record: reverse("training:assignment", args=[record.key])
    )
    team = TextColumn(_("Team"), accessor="staff__team__name", order_by="staff__team__name_fa")
    open = TemplateCell("training/_open_cell.html", verbose_name="")

    class Meta(Table.Meta):
        model = Assignment
        fields = ("staff", "team", "course", "status", "due_on", "completed_on", "valid_until", "open")
        sequence = fields


class WhomColumn(TextColumn):
    def render(self, record):
        return super().render(self.value(record))

    def value(self, record):
        return whom_words(record)


class WhenColumn(TextColumn):
    """The triggers of a requirement, in words."""

    def render(self, record):
        return super().render(self.value(record))

    def value(self, record):
        if record.standard_code:
            return str(_("when somebody scores low"))
        named = [
            (record.on_joining, _("when somebody joins")),
            (record.on_edition, _("when a standard changes")),
            (record.on_expiry, _("when a pass expires")),
        ]
        return listed([_("now"), *(words for is_on, words in named if is_on)])


class ValidityColumn(NumberColumn):
    """Months that a pass holds by a requirement, else by its course; nothing where it does not expire."""

    def render(self, record):
        value = self.value(record)
        return super().render(value) if value else str(_("does not expire"))

    def value(self, record):
        return months_of(record, record.course)


class RequirementTable(Table):
    course = CourseColumn(linkify=lambda record: record.course.board_url)
    whom = WhomColumn(_("Who"), accessor="pk", orderable=False)
    when = WhenColumn(_("When"), accessor="pk", orderable=False)
    due_days = NumberColumn(_("Days to complete it"))
    validity = ValidityColumn(_("Valid for months"), accessor="pk", orderable=False)
    end = TemplateCell("training/_end_cell.html", verbose_name="")

    class Meta(Table.Meta):
        model = Requirement
        fields = ("course", "whom", "when", "due_days", "validity", "end")


class CourseStateColumn(StateColumn):
    """Draft, published, or published with changes that are not."""

    def __init__(self, **kwargs):
        super().__init__(_("State"), kinds=STATE_KINDS, icons=STATE_ICONS, labels=dict(CourseState.choices), **kwargs)


class CourseDeskTable(Table):
    """Every course with its state; in memory, for there are not many. Each leads to its workbench."""

    title = TextColumn(_("Course"), linkify=lambda record: course_desk(record.course))
    state = CourseStateColumn()
    lessons = NumberColumn(_("Lessons"))
    questions = NumberColumn(_("Questions"))
    people = NumberColumn(_("People reached"))
    warnings = TextColumn(_("Needs attention"), orderable=False)

    class Meta(Table.Meta):
        fields = ("title", "state", "lessons", "questions", "people", "warnings")

    phone = ("title", "state", "people", "warnings")


class ChainLessonTable(Table):
    title = LinkColumn(_("Lesson"), accessor="title", order_by="title_fa")
    course = CourseColumn()
    minutes = NumberColumn(_("Minutes"))

    class Meta(Table.Meta):
        model = Lesson
        fields = ("title", "course", "minutes")

    phone = ("title", "course")


class ChainQuestionTable(Table):
    text = LinkColumn(_("Question"), accessor="beginning", linkify=question_link, order_by="text_fa")
    kind = TextColumn(_("Kind"))
    course = CourseColumn()

    class Meta(Table.Meta):
        model = Question
        fields = ("text", "kind", "course")

    phone = ("text", "kind", "course")
