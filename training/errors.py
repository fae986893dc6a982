"""What is refused about courses."""

from django.utils.translation import gettext_lazy as _

from playbook.errors import NotReadyToPublish


class PrerequisiteCircle(Exception):
    """`courses` in their order, the first one again at the end: each waits for the one after it."""

    def __init__(self, courses):
        super().__init__(" -> ".join(str(course) for course in courses))
        self.courses = courses

    @property
    def titles(self):
        """Each behind the one that comes before it."""
        return [course.title for course in reversed(self.courses)]


class NothingToLearn(NotReadyToPublish):
    """The course has no published lesson in the language of the page."""

    message = _("There is nothing to learn yet: publish a lesson of it first. What you wrote is kept as a draft.")


class LessonWithoutWords(NotReadyToPublish):
    """The lesson is a title alone."""

    message = _("it has no words yet.")


class LessonsChanged(Exception):
    """Somebody added or removed a lesson since the order was shown."""


class AlreadySettled(Exception):
    """The assignment was completed or excused before."""


class NothingChanged(Exception):
    """There is nothing to renew by: no pass, or an old one, or the standards read as they did."""
