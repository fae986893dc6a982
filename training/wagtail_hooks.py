"""Courses in the Wagtail admin: beside the pages, their rules and their questions. For authors alone."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import Button
from wagtail.permission_policies import BlanketPermissionPolicy

from training.actions import refresh_course
from training.models import Course, CoursePage, LessonPage, Question


class AuthorPolicy(BlanketPermissionPolicy):
    """Authors may write; nobody else may look: the right answers stand here."""

    def __init__(self, model, actions):
        super().__init__(model)
        self.actions = actions

    def user_has_permission(self, user, action):
        return action in self.actions and user.has_perm("training.write_courses")

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions):
        from people.models import User

        return User.objects.filter(groups__name="author")


class QuestionForm(WagtailAdminModelForm):
    """One right option, at least two options, standards of an edition in force."""

    def clean(self):
        cleaned = super().clean()
        options = [form for form in self.formsets["options"].forms if _is_kept(form)]
        right = [form for form in options if form.cleaned_data.get("is_correct")]
        if len(options) < 2:
            raise ValidationError(_("Write at least two options."))
        if len(right) != 1:
            raise ValidationError(_("Mark exactly one option as the right one."))
        return cleaned

    def is_valid(self):
        for formset in self.formsets.values():
            formset.is_valid()
        return super().is_valid()


def _is_kept(form):
    cleaned = getattr(form, "cleaned_data", {})
    return bool(cleaned) and not cleaned.get("DELETE")


class QuestionViewSet(ModelViewSet):
    model = Question
    name = "training_questions"
    url_prefix = "training/questions"
    icon = "help"
    menu_label = _("Questions")
    permission_policy = AuthorPolicy(Question, {"add", "change", "view"})
    list_display = ["text", Column("course", label=_("course")), "position", "is_retired"]
    list_filter = ["course", "is_retired"]
    search_fields = ["text_fa", "text_en"]
    ordering = ["course", "position"]
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("course"),
                FieldPanel("text_fa"),
                FieldPanel("text_en"),
                FieldRowPanel([FieldPanel("weight"), FieldPanel("position"), FieldPanel("is_retired")]),
            ],
            heading=_("Question"),
        ),
        InlinePanel(
            "options",
            heading=_("Options"),
            label=_("Option"),
            min_num=2,
            help_text=_("In any order: everybody sees them shuffled. Make all of them about equally long."),
            panels=[
                FieldRowPanel([FieldPanel("text_fa"), FieldPanel("text_en")]),
                FieldPanel("is_correct"),
                FieldRowPanel([FieldPanel("feedback_fa"), FieldPanel("feedback_en")]),
            ],
        ),
        InlinePanel(
            "standards",
            heading=_("Standards"),
            label=_("Standard"),
            help_text=_("What the question asks about: the result shows which standards were missed."),
            panels=[FieldPanel("standard")],
        ),
    ]

    def get_edit_handler(self):
        handler = super().get_edit_handler()
        handler.base_form_class = QuestionForm
        return handler


class CourseRulesViewSet(ModelViewSet):
    model = Course
    name = "training_rules"
    url_prefix = "training/rules"
    icon = "cog"
    menu_label = _("Rules of courses")
    permission_policy = AuthorPolicy(Course, {"change", "view"})
    list_display = ["title", "is_live", "pass_mark", "attempt_limit"]
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    panels = [
        HelpPanel(
            _("These hold for the course in every language. Attempts that were begun keep the marks they began with.")
        ),
        FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("critical_mark")]),
        FieldRowPanel([FieldPanel("attempt_limit"), FieldPanel("wait_minutes")]),
        FieldRowPanel([FieldPanel("validity_months"), FieldPanel("warn_days")]),
        FieldPanel("prerequisites", widget=forms.CheckboxSelectMultiple),
    ]


class TrainingGroup(ViewSetGroup):
    menu_label = _("Training")
    menu_icon = "openquote"
    menu_order = 300
    items = (QuestionViewSet, CourseRulesViewSet)


@hooks.register("register_admin_viewset")
def training_viewsets():
    return TrainingGroup()


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
        questions = f"{reverse('training_questions:index')}?course={course.pk}"
        yield Button(_("Rules"), reverse("training_rules:edit", args=[course.pk]), icon_name="cog", priority=60)
        yield Button(_("Questions"), questions, icon_name="help", priority=70)
