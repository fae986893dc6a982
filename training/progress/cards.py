"""A person's courses as they see them: what is asked, how far it is, what comes next."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.urls import reverse

from kit.http.once import once
from kit.text.bilingual import active_language
from people.company.languages import written_languages
from training.models import Attempt, Course, Lesson, LessonProgress
from training.models.status import Status
from training.progress.delta import may_renew
from training.progress.records import newest_of
from training.progress.staleness import changed_on
from training.progress.steps import Progress, progress
from training.progress.terms import Term, term_from

CHANGES_MINUTES = 3


@dataclass(frozen=True)
class CourseCard:
    """One course for one person. `status` is None where nothing is asked and nothing was begun.

    `reads_changes`: it was passed, and reading what changed since is enough to renew it.
    """

    course: Course
    term: Term
    status: Status | None
    progress: Progress
    due_on: date | None
    valid_until: date | None
    has_open_attempt: bool
    reads_changes: bool = False

    @property
    def is_to_do(self):
        return self.status not in (None, Status.VALID, Status.EXCUSED)

    @property
    def is_begun(self):
        return self.has_open_attempt or self.progress.done > 1

    @property
    def next_url(self):
        """Where the next step is: what changed, or the page of the course."""
        is_short = self.reads_changes and not self.has_open_attempt
        return reverse("training:changes", args=[self.course.key]) if is_short else self.course.get_absolute_url()

    @property
    def minutes(self):
        """What is left, roughly: the lessons' minutes not read yet, and a minute for each question."""
        if self.reads_changes:
            return CHANGES_MINUTES
        steps = max(1, self.progress.steps - 1)
        whole = self.course.lesson_minutes + self.course.question_count
        return max(1, whole * (self.progress.steps - self.progress.done) // steps)


@once
def course_cards(staff, on):
    """Every published course for `staff`: first what is asked, by due date, then the others, where a lesson of them
    reads in the reader's language. Constant queries."""
    courses = list(Course.objects.filter(is_live=True).with_sizes().with_reads(_language()))
    newest = newest_of(staff)
    passed = [course for course, (_row, completion) in newest.items() if completion]
    changed = changed_on(passed, on) if passed else {}
    finished = _finished_lessons(staff)
    attempts = _attempts(staff)
    cards = [
        _card(
            course,
            term_from(*newest.get(course.pk, (None, None)), course, changed.get(course.pk), on),
            finished,
            attempts,
            changed.get(course.pk),
            on,
        )
        for course in courses
    ]
    cards = [card for card in cards if card.status is not None or card.course.reads]
    return sorted(cards, key=lambda card: (not card.is_to_do, card.due_on or date.max, card.course.title))


def _language():
    """The reader's, as far as the company writes it."""
    languages = written_languages()
    return active_language() if active_language() in languages else languages[0]


def _finished_lessons(staff):
    rows = LessonProgress.objects.filter(staff=staff, lesson__is_live=True, finished_at__isnull=False)
    return Counter(rows.values_list("lesson__course", "term"))


@dataclass(frozen=True)
class _Attempts:
    """Courses with an open attempt, and (course, term) of those passed."""

    open: frozenset
    passed: frozenset


def _attempts(staff):
    rows = list(
        Attempt.objects.with_result()
        .filter(Q(submitted_at=None) | Q(is_passed=True) | Q(result_passed=True), staff=staff)
        .values_list("course", "term", "submitted_at")
    )
    return _Attempts(
        frozenset(course for course, _term, submitted in rows if submitted is None),
        frozenset((course, term) for course, term, submitted in rows if submitted),
    )


def _card(course, term, finished, attempts, changed, on):
    has_open_attempt = course.pk in attempts.open
    done = progress(
        lessons=course.lesson_count,
        finished=finished[course.pk, term.number],
        has_quiz=course.question_count > 0,
        is_completed=term.is_done,
        has_passed=(course.pk, term.number) in attempts.passed,
        needs_observation=course.needs_observation,
    )
    assignment = term.assignment if not term.is_done else None
    record = term.completion or term.previous
    return CourseCard(
        course=course,
        term=term,
        status=_status(term.status, has_open_attempt or done.done > 1),
        progress=done,
        due_on=assignment.due_on if assignment else None,
        valid_until=record.valid_until if record else None,
        has_open_attempt=has_open_attempt,
        reads_changes=may_renew(term, changed, on),
    )


def _status(status, has_begun):
    """What is begun is in progress, asked for or not; what is late or excused stays so."""
    return Status.IN_PROGRESS if has_begun and status in (None, Status.ASSIGNED) else status


def course_card(course, staff, on):
    """The card of one course, published or not."""
    sized = Course.objects.with_sizes().get(pk=course.pk)
    assignment, completion = newest_of(staff).get(course.pk, (None, None))
    changed = changed_on([course.pk], on).get(course.pk) if completion else None
    term = term_from(assignment, completion, sized, changed, on)
    return _card(sized, term, _finished_lessons(staff), _attempts(staff), changed, on)


@dataclass(frozen=True)
class LessonLine:
    """A lesson in the list of a course. `position` is the block to go on at."""

    lesson: Lesson
    is_finished: bool
    is_next: bool
    position: int

    @property
    def url(self):
        anchor = f"#b{self.position}" if self.position and not self.is_finished else ""
        return f"{self.lesson.get_absolute_url()}{anchor}"


def lesson_lines(course, staff, card):
    """The lessons of a course in order; the first unfinished one is the next. Who renewed or renews by what changed
    has read them in an earlier term."""
    since = 1 if card.term.is_done or card.reads_changes else card.term.number
    rows = LessonProgress.objects.filter(staff=staff, lesson__course=course, term__range=(since, card.term.number))
    mine = {row.lesson_id: row for row in rows.order_by(F("finished_at").asc(nulls_first=True), "term")}
    lines, is_next_found = [], False
    for lesson in course.lessons.filter(is_live=True):
        lesson.course = course
        row = mine.get(lesson.pk)
        is_finished = row is not None and row.finished_at is not None
        is_next = not is_finished and not is_next_found
        is_next_found = is_next_found or is_next
        lines.append(LessonLine(lesson, is_finished, is_next, row.position if row else 0))
    return lines
