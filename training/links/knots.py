"""Two knots of the chain: lessons that teach a standard, and questions that ask about it."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, pgettext

from playbook.chain.knots import LESSON, QUESTION, Knot, Place
from playbook.models import Edition, FrozenStandard
from training.models import Course, Lesson, LessonStandard, Question, QuestionStandard


class LessonKnot(Knot):
    kind, list_name = LESSON, "training:chain_lessons"

    def label(self, count):
        return ngettext("lesson", "lessons", count)

    def here(self):
        return pgettext("knot of the chain", "this lesson")

    def is_open(self, user, place):
        return user.has_perm("training.take_course")

    def seen(self, user):
        courses = Course.objects.visible_to(user).filter(is_live=True)
        return Lesson.objects.filter(is_live=True, course__in=courses)

    def cites(self, pks, codes=()):
        """What was published before any edition names the code alone."""
        tags = LessonStandard.objects.filter(lesson=OuterRef("pk"))
        return Exists(tags.filter(Q(standard__in=pks) | Q(standard=None, code__in=codes)))

    def find(self, user, key):
        """Authors stand on lessons that are not published yet, too."""
        lessons = Lesson.objects.filter(course__in=Course.objects.visible_to(user))
        try:
            row = lessons.select_related("course").filter(translation_key=UUID(key)).first()
        except ValueError:
            return None
        return self.place_of(row) if row else None

    def place_of(self, lesson):
        tags = LessonStandard.objects.filter(lesson=lesson)
        untied = tags.filter(standard=None).values("code")
        today = FrozenStandard.objects.filter(edition__in=Edition.objects.holding_on(timezone.localdate()))
        cited = FrozenStandard.objects.filter(
            Q(pk__in=tags.filter(standard__isnull=False).values("standard"))
            | Q(pk__in=today.filter(code__in=untied).values("pk"))
        )
        key = str(lesson.translation_key)
        return Place(LESSON, key, lesson.title, lesson.get_absolute_url(), standards=cited.order_by().values("pk"))


class QuestionKnot(Knot):
    """For authors alone: what is asked, and what is right, tells nobody else anything beforehand."""

    kind, list_name = QUESTION, "training:chain_questions"

    def label(self, count):
        return ngettext("question", "questions", count)

    def here(self):
        return pgettext("knot of the chain", "this question")

    def is_open(self, user, place):
        return user.has_perm("training.write_courses")

    def seen(self, user):
        if not user.has_perm("training.write_courses"):
            return Question.objects.none()
        return Question.objects.in_use().filter(course__in=Course.objects.visible_to(user), course__is_live=True)

    def cites(self, pks, codes=()):
        return Exists(QuestionStandard.objects.filter(question=OuterRef("pk"), standard__in=pks))

    def find(self, user, key):
        row = self.seen(user).filter(key=key).first()
        return self.place_of(row) if row else None

    def place_of(self, question):
        cited = QuestionStandard.objects.filter(question=question).order_by().values("standard")
        return Place(QUESTION, question.key, str(question), question_url(question), standards=cited)


def question_url(question):
    """The author's page of a question: as it is asked, and its key."""
    return reverse("training:question_preview", args=[question.key])
