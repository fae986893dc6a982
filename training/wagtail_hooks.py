"""Courses in the Wagtail admin: beside the pages, their rules and their questions. For authors alone."""

from django import forms
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import Button

from kit.display import number, percent
from kit.phrases import NO, YES
from training.actions import rebuild_standings, refresh_course
from training.media_bank import MediaViewSet
from training.models import Course, CoursePage, LessonPage
from training.question_bank import AuthorPolicy, QuestionViewSet


class EditRules(generic.EditView):
    def save_instance(self):
        """Where people stand follows the days on which a renewal may begin."""
        course = super().save_instance()
        rebuild_standings(course=course)
        return course


def _published(course):
    return YES if course.is_live else NO


def _pass_mark(course):
    return percent(course.pass_mark)


def _attempts(course):
    return number(course.attempt_limit) if course.attempt_limit else ""


class CourseRulesViewSet(ModelViewSet):
    model = Course
    name = "training_rules"
    edit_view_class = EditRules
    url_prefix = "training/rules"
    icon = "cog"
    menu_label = _("Rules of courses")
    permission_policy = AuthorPolicy(Course, {"change", "view"})
    list_display = [
        "__str__",
        Column("is_live", label=_("published"), accessor=_published, sort_key="is_live"),
        Column("pass_mark", label=_("pass mark"), accessor=_pass_mark, sort_key="pass_mark"),
        Column("attempt_limit", label=_("attempts allowed"), accessor=_attempts, sort_key="attempt_limit"),
    ]
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    panels = [
        HelpPanel(
            _("These hold for the course in every language. Attempts that were begun keep the marks they began with.")
        ),
        FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("critical_mark")]),
        FieldRowPanel([FieldPanel("attempt_limit"), FieldPanel("wait_minutes")]),
        FieldPanel("draw_per_standard"),
        FieldRowPanel([FieldPanel("validity_months"), FieldPanel("warn_days")]),
        FieldRowPanel([FieldPanel("needs_observation"), FieldPanel("observation_count")]),
        FieldPanel("prerequisites", widget=forms.CheckboxSelectMultiple),
    ]


class TrainingGroup(ViewSetGroup):
    menu_label = _("Training")
    menu_icon = "help"
    menu_order = 300
    items = (QuestionViewSet, MediaViewSet, CourseRulesViewSet)


@hooks.register("register_admin_viewset")
def training_viewsets():
    return TrainingGroup()


@hooks.register("insert_global_admin_js")
def choosing_among_standards():
    return format_html('<script src="{}" defer></script>', static("js/choosing.js"))


@hooks.register("register_admin_menu_item")
def courses_on_the_site():
    return MenuItem(_("Courses on the site"), reverse("training:mine"), icon_name="view", order=310)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("after_copy_page")
def course_is_known(request, page, *others):
    """A draft has its course row at once, so that questions can be written before it is published."""
    for each in (page, *others):
        specific = each.specific
        if isinstance(specific, LessonPage):
            specific = specific.get_parent().specific
        if isinstance(specific, CoursePage):
            refresh_course(translation_key=specific.translation_key, on=timezone.localdate())


@hooks.register("register_page_header_buttons")
def rules_and_questions(page, user, view_name=None, next_url=None, **kwargs):
    if not isinstance(page.specific_deferred, CoursePage) or not user.has_perm("training.write_courses"):
        return
    course = Course.objects.filter(translation_key=page.translation_key).first()
    if course:
        questions = reverse("training:questions_desk", args=[course.translation_key])
        yield Button(_("Rules"), reverse("training_rules:edit", args=[course.pk]), icon_name="cog", priority=60)
        yield Button(_("Questions"), questions, icon_name="help", priority=70)
