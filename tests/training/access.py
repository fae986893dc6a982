"""Who may open what of training."""

from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone

from tests.access import Row, everyone, only, public
from tests.factories.training import AssignmentFactory, ObservationFactory, RequirementFactory
from tests.training.world import NOON, make_course, make_edition, sit
from training.actions import open_calendar, start_attempt
from training.editor.question_files import PREVIEWS, read_file
from training.models import Completion, CoursePage, LessonMedia, LessonPage, Regrading

GIVERS = ("mina", "hoda")
WATCHERS = (*GIVERS, "armin")


def build(people):
    edition = make_edition()
    course, other, draft = make_course(edition), make_course(edition), make_course(edition)
    draft.is_live = False
    draft.save()
    narges = people.narges
    return SimpleNamespace(
        course=course,
        draft=draft,
        lesson=course.lessons.first(),
        attempt=start_attempt(course=course, staff=narges, by=narges.user, at=NOON),
        submitted=sit(other, narges),
        assignment=AssignmentFactory(staff=people.parisa, course=course),
        requirement=RequirementFactory(course=course),
        observation=ObservationFactory(staff=narges, observer=people.saeed, standard=edition.standards.first()),
        completion=_completed(course, edition, narges),
        file=_kept_file(course, people.mina),
        regrading=_regrading(course, people.mina),
        calendar=_calendar(narges),
        media=LessonMedia.objects.create(kind="video", title_fa="فیلم", file="lessons/x.mp4", captions_fa="WEBVTT"),
        course_page=CoursePage.objects.first(),
        lesson_page=LessonPage.objects.first(),
    )


def _calendar(narges):
    feed = open_calendar(user=narges.user, by=narges.user, at=NOON)
    return {"key": feed.key, "seal": feed.seal}


def _forged(world):
    return {**world.training.calendar, "seal": "x"}


def _completed(course, edition, staff):
    return Completion.objects.create(
        staff=staff, course=course, edition=edition, completed_on=NOON.date(), valid_until=None
    )


def _certificate(world):
    return {"kind": "certificate", "key": world.training.completion.key, "language": "fa"}


def _kept_file(course, mina):
    """A file of Mina's with one question that cannot be asked."""
    said = read_file(file=ContentFile(b"a{}", name="x.txt"), kind="gift", language="fa", course=course)
    return PREVIEWS.keep(said, by=mina.user, at=timezone.now())


def _course(world):
    return {"key": world.training.course.key}


def _lesson(world):
    return {"key": world.training.course.key, "lesson": world.training.lesson.translation_key}


def _asked(world):
    return {"key": world.training.course.questions.first().key}


_SAVE = {"save": "done"}


def _of_course(world):
    return {"course": world.training.course.translation_key}


def _new(world):
    return {**_of_course(world), "kind": "single"}


def _regrading(course, mina):
    facts = {"reason": "x", "began_by": mina.user, "began_at": NOON, "done_at": NOON}
    return Regrading.objects.create(course=course, question=course.questions.first(), **facts)


def _attempt(world):
    return {"key": world.training.attempt.key}


def _question(world):
    return {"key": world.training.attempt.key, "position": 1}


def _file(world):
    return {"name": world.training.file}


def _submitted(world):
    return {"key": world.training.submitted.key}


def _assignment(world):
    return {"key": world.training.assignment.key}


def _desk(world):
    return {"translation_key": world.training.course.translation_key}


def _desk_lesson(world):
    return {**_desk(world), "lesson": world.training.lesson.translation_key}


def _desk_order(world):
    keys = world.training.course.lessons.values_list("translation_key", flat=True)
    return {"order": [str(key) for key in keys]}


ROWS = [
    Row("training:courses_desk", get=only("mina")),
    Row("training:course_new", get=only("mina"), post=only("mina", status=422)),
    Row("training:course_desk", args=_desk, get=only("mina")),
    Row("training:course_rules", args=_desk, get=405, post=only("mina", status=422)),
    Row("training:course_publish", args=_desk, get=405, post=only("mina", status=302)),
    Row("training:course_withdraw", args=_desk, get=405, post=only("mina", status=302)),
    Row("training:course_copy", args=_desk, get=only("mina"), post=only("mina", status=302)),
    Row("training:course_preview", args=_desk, get=only("mina")),
    Row(
        "training:course_preview_step",
        args=lambda w: {**_desk(w), "language": "fa", "step": 1},
        get=only("mina"),
    ),
    Row("training:lesson_add", args=_desk, get=405, post=only("mina", status=422)),
    Row("training:lessons_order", args=_desk, get=405, post=only("mina", status=302), data=_desk_order),
    Row("training:lesson_edit", args=_desk_lesson, get=only("mina"), post=only("mina", status=422)),
    Row("training:lesson_remove", args=_desk_lesson, get=only("mina"), post=only("mina", status=302)),
    Row("kit:paper", args=_certificate, get=only("narges", "saeed", *WATCHERS, others=404), case="certificate"),
    Row(
        "kit:make_paper",
        args=_certificate,
        get=405,
        post=only("narges", "saeed", *WATCHERS, status=302, others=404),
        case="certificate",
    ),
    Row("training:mine"),
    Row("training:chain_lessons"),
    Row("training:chain_questions", get=only("mina")),
    Row("training:course", args=_course),
    Row("training:course", args=lambda w: {"key": w.training.draft.key}, get=only("mina", others=404), case="a draft"),
    Row("training:changes", args=_course, get=302, post=302),
    Row("training:captions", args=lambda w: {"key": w.training.media.key, "language": "fa"}),
    Row("training:captions", args=lambda w: {"key": w.training.media.key, "language": "en"}, get=404, case="none"),
    Row("training:calendar_settings"),
    Row("training:calendar_open", get=405, post=302),
    Row("training:calendar_close", get=405, post=302),
    Row("training:calendar", args=lambda w: w.training.calendar, get=public(200), post=public(405)),
    Row(
        "training:calendar",
        args=lambda w: {**w.training.calendar, "seal": "x"},
        get=public(404),
        post=public(405),
        case="forged",
    ),
    Row("training:start", args=_course, get=405, post=302),
    Row("training:lesson", args=_lesson),
    Row("training:finish_lesson", args=_lesson, get=405, post=302),
    Row("training:remember_position", args=_lesson, get=405, post=204, data=lambda w: {"position": 1}),
    Row("training:attempt", args=_attempt, get=only("narges", status=302, others=404)),
    Row(
        "training:question",
        args=_question,
        get=only("narges", others=404),
        post=only("narges", status=302, others=404),
        data=lambda w: {"go": "next"},
    ),
    Row(
        "training:submit",
        args=_attempt,
        get=only("narges", others=404),
        post=only("narges", status=302, others=404),
    ),
    Row("training:result", args=_submitted, get=only("narges", others=404)),
    Row("training:result", args=_attempt, get=only("narges", status=302, others=404), case="not handed in"),
    Row("training:observe", get=only("saeed", "kaveh"), post=only("saeed", "kaveh", status=422)),
    Row(
        "training:withdraw_observation",
        args=lambda w: {"key": w.training.observation.key},
        get=405,
        post={**only("saeed", status=302), "kaveh": 404},
    ),
    Row("training:mended", args=_course, get=only("mina")),
    Row("training:regrade", args=_asked, get=only("mina"), post=only("mina", status=422)),
    Row("training:regrading", args=lambda w: {"key": w.training.regrading.key}, get=only("mina")),
    Row("training:board", get=only("saeed", "kaveh", *WATCHERS)),
    Row("training:courses_board", get=only(*WATCHERS)),
    Row("training:course_board", args=_course, get=only(*WATCHERS)),
    Row("training:expiring", get=only("saeed", "kaveh", *WATCHERS)),
    Row("training:team", get=only("saeed", "kaveh")),
    Row("training:assignments", get=only(*WATCHERS)),
    Row("training:assign", get=only(*GIVERS), post=only(*GIVERS, status=422)),
    Row("training:assignment", args=_assignment, get=only(*WATCHERS)),
    Row(
        "training:excuse",
        args=_assignment,
        get=405,
        post=only(*GIVERS, status=302),
        data=lambda w: {"reason": "مرخصی"},
    ),
    Row("training:grant_attempt", args=_assignment, get=405, post=only(*GIVERS, status=302)),
    Row("training:requirements", get=only(*GIVERS)),
    Row("training:require", get=only(*GIVERS), post=only(*GIVERS, status=422)),
    Row(
        "training:end_requirement",
        args=lambda w: {"key": w.training.requirement.key},
        get=405,
        post=only(*GIVERS, status=302),
    ),
    Row("training:questions", get=only("mina")),
    Row("training:questions_order", args=_of_course, get=405, post=only("mina", status=302)),
    Row("training:questions_change", get=405, post=only("mina", status=302)),
    Row("training:question_new", args=_new, get=only("mina"), post=only("mina", status=422), data=lambda w: _SAVE),
    Row(
        "training:question_new",
        args=lambda w: {**_new(w), "kind": "x"},
        get=only("mina", status=404),
        post=only("mina", status=404),
        case="no such kind",
    ),
    Row("training:question_edit", args=_asked, get=only("mina"), post=only("mina", status=422), data=lambda w: _SAVE),
    Row("training:question_preview", args=_asked, get=only("mina")),
    Row("training:question_duplicate", args=_asked, get=405, post=only("mina", status=302)),
    Row("training:question_for", args=lambda w: {"code": "DUR-01"}, get=only("mina")),
    Row("training:standards_found", get=only("mina")),
    Row("training:bank_import", get=only("mina"), post=only("mina", status=422)),
    Row("training:bank_preview", args=_file, get=only("mina")),
    Row("training:bank_wrong", args=_file, get=only("mina"), post=405),
    Row("training:bank_confirm", args=_file, get=405, post=only("mina", status=302)),
    Row(
        "training:bank_export",
        args=lambda w: {"key": w.training.course.key, "kind": "gift"},
        get=only("mina"),
    ),
    Row(
        "training:course_page",
        args=lambda w: {"translation_key": w.training.course_page.translation_key},
        get=everyone(302),
    ),
    Row(
        "training:lesson_page",
        args=lambda w: {"translation_key": w.training.lesson_page.translation_key},
        get=everyone(302),
    ),
]
