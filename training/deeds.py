"""How the log reads where it speaks of courses."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit import display
from kit.audit.labels import Fact, Thing, leave_out, own_page, register_deeds, register_facts, register_things
from training.labels import mark_words
from training.models.assignments import Trigger


def _course(row):
    return row.course.title


COURSE = {"search": ("course__title_fa", "course__title_en"), "name": _course, "also": ("course",)}
PAGES = ("training.CourseIndexPage", "training.CoursePage", "training.LessonPage")
register_things(
    *(Thing(label, _("a page"), _("the page “%(name)s”"), str) for label in PAGES),
    Thing(
        "training.Course",
        _("a course"),
        _("the course “%(name)s”"),
        lambda row: row.title,
        url=own_page,
        search=("title_fa", "title_en"),
    ),
    Thing("training.Question", _("a question"), _("a question of the course “%(name)s”"), **COURSE),
    Thing(
        "training.Assignment",
        _("a course for somebody"),
        _("the course “%(name)s”"),
        url=lambda row: reverse("training:assignment", args=[row.key]),
        opens="training.view_assignments",
        **COURSE,
    ),
    Thing("training.Requirement", _("a duty to do a course"), _("the course “%(name)s”"), **COURSE),
    Thing("training.Completion", _("a course"), _("the course “%(name)s”"), **COURSE),
    Thing("training.Attempt", _("a quiz"), _("the quiz of the course “%(name)s”"), url=own_page, **COURSE),
    Thing("training.Regrading", _("counting again"), _("the quiz of the course “%(name)s”"), url=own_page, **COURSE),
    Thing(
        "training.Observation",
        _("an observation"),
        _("an observation about the standard %(name)s"),
        lambda row: row.code,
        search=("code",),
    ),
)
register_deeds(
    "training",
    _("Training"),
    {
        "attempt.started": _("%(who)s began %(on)s."),
        "attempt.submitted": _("%(who)s handed in %(on)s."),
        "lesson.finished": _("%(who)s finished a lesson of %(on)s."),
        "course.begun": _("%(who)s began to write %(on)s."),
        "course.copied": _("%(who)s copied a course: %(on)s."),
        "course.rules_changed": _("%(who)s changed the rules of %(on)s."),
        "course.prerequisites_set": _("%(who)s said which courses come before %(on)s."),
        "course.withdrawn": _("%(who)s took %(on)s back; staff do not see it any more."),
        "lesson.added": _("%(who)s added a lesson to %(on)s."),
        "lesson.renamed": _("%(who)s renamed a lesson of %(on)s."),
        "lesson.removed": _("%(who)s removed a lesson of %(on)s."),
        "lessons.ordered": _("%(who)s put the lessons of %(on)s into another order."),
        "lesson.moved": _("%(who)s moved a lesson of %(on)s to the new edition."),
        "changes.read": _("%(who)s read what changed in %(on)s."),
        "question.written": _("%(who)s wrote %(on)s."),
        "question.changed": _("%(who)s changed %(on)s."),
        "questions.retired": _("%(who)s retired questions of %(on)s."),
        "questions.brought_back": _("%(who)s brought questions of %(on)s back."),
        "questions.weighed": _("%(who)s gave questions of %(on)s another weight."),
        "questions.tied": _("%(who)s tied questions of %(on)s to a standard."),
        "questions.relocated": _("%(who)s moved questions of %(on)s to another course."),
        "questions.ordered": _("%(who)s put the questions of %(on)s in another order."),
        "question.duplicated": _("%(who)s copied %(on)s."),
        "question.moved": _("%(who)s moved %(on)s to the new edition."),
        "questions.imported": _("%(who)s read questions into %(on)s."),
        "questions.replaced": _("%(who)s put questions of %(on)s right from a file."),
        "question.regraded": _("%(who)s had attempts counted again in %(on)s."),
        "attempts.regraded": _("Attempts were counted again in %(on)s."),
        "question.regrading_done": _("Everything was counted again in %(on)s."),
        "questions.tagged": _("%(who)s tied questions to standards of %(on)s."),
        "observation.recorded": _("%(who)s noted %(on)s."),
        "observation.withdrawn": _("%(who)s took back %(on)s."),
        "course.completed": _("%(who)s completed %(on)s."),
        "course.assigned": _("%(who)s gave somebody %(on)s to do."),
        "course.required": _("%(who)s made %(on)s a duty."),
        "course.requirement_ended": _("%(who)s ended the duty to do %(on)s."),
        "assignment.excused": _("%(who)s excused somebody from %(on)s."),
        "assignment.attempt_granted": _("%(who)s gave somebody one more attempt at %(on)s."),
        "calendar.opened": _("%(on)s opened a calendar of their own due days."),
        "calendar.closed": _("%(on)s closed their calendar of due days."),
    },
)
register_facts(
    {
        "course": Fact(_("Course"), of="training.Course"),
        "unfinished": Fact(_("Not finished yet")),
        "questions.weighed weight": Fact(_("Weight")),
        "questions.relocated to": Fact(_("To the course"), of="training.Course"),
        "term": Fact(_("Term")),
        "lessons": Fact(_("Lessons")),
        "course.copied questions": Fact(_("Questions")),
        "pass_mark": Fact(_("pass mark"), mark_words),
        "critical_mark": Fact(_("pass mark of each critical standard"), mark_words),
        "attempt_limit": Fact(_("attempts allowed")),
        "wait_minutes": Fact(_("minutes to wait between attempts")),
        "validity_months": Fact(_("valid for months")),
        "warn_days": Fact(_("renewal opens days before it expires")),
        "draw_per_standard": Fact(_("questions drawn for each standard")),
        "needs_observation": Fact(_("the lead has to see it at work")),
        "observation_count": Fact(_("how often, on different days")),
        "due_days": Fact(_("Days to do it")),
        "extra": Fact(_("Further attempts")),
        "requirement": Fact(_("Duty"), of="training.Requirement"),
        "course.assigned reason": Fact(_("Reason"), lambda value: str(dict(Trigger.choices).get(value, value))),
        "spared": Fact(_("Passes that stay as they were")),
        "score": Fact(_("Result"), lambda value: display.percent_text(value, 0), shut=True),
        "is_passed": Fact(_("Passed"), shut=True),
    }
)
leave_out(
    "course.prerequisites_set courses",
    "lesson",
    "question.duplicated source",
    "question.regraded question",
    "questions",
    "questions.imported first",
    "questions.imported last",
    "questions.replaced questions",
)
