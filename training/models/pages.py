"""What authors write: courses and lessons, one page a language, bound by their translation key.

The rules of a course (pass mark, attempts, validity) and its questions are the same in every language: see `Course`.
"""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, Site

from playbook.models.twins import Together
from training.errors import LessonWithoutWords, NothingToLearn
from training.models.blocks import LESSON_BLOCKS
from training.models.standards import cards_of


class OwnAddress(Together, Page):
    """A page that is read at an address of the product, not at one of the page tree."""

    class Meta:
        abstract = True

    @property
    def own_url(self):
        raise NotImplementedError

    def get_url_parts(self, request=None):
        site = Site.find_for_request(request) or Site.objects.filter(is_default_site=True).first()
        return (site.pk, settings.BASE_URL, self.own_url) if site else None

    def serve(self, request, *args, **kwargs):
        return redirect(self.own_url)


class CourseIndexPage(OwnAddress):
    """The shelf on which courses stand; one for each language."""

    subpage_types = ["training.CoursePage"]
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 2

    class Meta:
        verbose_name = _("shelf of courses")
        verbose_name_plural = _("shelves of courses")

    @property
    def own_url(self):
        return reverse("training:mine")


class CoursePage(OwnAddress):
    """A course in one language: title and summary; its children are the lessons, in order."""

    summary = models.TextField(
        _("summary"), max_length=400, help_text=_("One or two sentences: what one can do after it.")
    )

    # Of several pages that are published together it comes after its lessons.
    comes_last = True
    content_panels = [*Page.content_panels, FieldPanel("summary")]
    subpage_types = ["training.LessonPage"]
    parent_page_types = ["training.CourseIndexPage"]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    @property
    def own_url(self):
        return reverse("training:course_page", args=[self.translation_key])

    def has_something_to_learn(self, by=None):
        """Is a lesson of it published, or will one be at the instant `by`?"""
        lessons = LessonPage.objects.child_of(self)
        soon = lessons.filter(latest_revision__approved_go_live_at__lte=by) if by else lessons.none()
        return lessons.live().exists() or soon.exists()

    def publish(self, revision, *args, **kwargs):
        """Raises NothingToLearn without a lesson. What was scheduled waits for its first lesson, for those who keep the
        schedule publish many pages in one go and nobody is there to be told."""
        if not self.has_something_to_learn(by=revision.as_object().go_live_at):
            if revision.approved_go_live_at:
                return None
            raise NothingToLearn
        return super().publish(revision, *args, **kwargs)

    def serve_preview(self, request, mode_name):
        return render(request, "training/preview_course.html", {"page": self})


class LessonPage(OwnAddress):
    """A lesson in one language."""

    minutes = models.PositiveSmallIntegerField(_("minutes to read"), default=3, validators=[MinValueValidator(1)])
    body = StreamField(LESSON_BLOCKS, verbose_name=_("content"))

    content_panels = [*Page.content_panels, FieldPanel("minutes"), FieldPanel("body")]
    subpage_types = []
    parent_page_types = ["training.CoursePage"]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    @property
    def own_url(self):
        return reverse("training:lesson_page", args=[self.translation_key])

    def publish(self, revision, *args, **kwargs):
        """Raises LessonWithoutWords: a title alone is nothing to learn."""
        if not revision.as_object().body:
            raise LessonWithoutWords
        return super().publish(revision, *args, **kwargs)

    @property
    def standard_codes(self):
        """Codes of the standard cards in this lesson, in order, each once."""
        return list(dict.fromkeys(block.value["code"] for block in self.body if block.block_type == "standard"))

    @property
    def media_keys(self):
        return {block.value["media"] for block in self.body if block.block_type == "media"}

    def serve_preview(self, request, mode_name):
        context = {"page": self, "cards": cards_of(self.standard_codes, with_drafts=True)}
        return render(request, "training/preview_lesson.html", context)
