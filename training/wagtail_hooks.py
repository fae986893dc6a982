"""Courses in the Wagtail admin: beside the pages, their questions; all else on the workbench. For authors alone."""

from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.widgets import Button

from playbook.cms.twins import keep_roots
from training.actions import refresh_course
from training.cms.media import MediaViewSet
from training.cms.questions import QuestionViewSet, WrittenMenuItem
from training.desk.addresses import course_desk
from training.editor.addresses import desk_url
from training.errors import NothingToLearn
from training.models import Course, CourseIndexPage, CoursePage, LessonPage

keep_roots(CourseIndexPage)


class TrainingGroup(ViewSetGroup):
    menu_label = _("Training")
    menu_icon = "help"
    menu_order = 300
    items = (QuestionViewSet, MediaViewSet)

    def get_submenu_items(self):
        """The list of courses is a page of the site; it stands first."""
        desk = WrittenMenuItem(_("Courses"), reverse_lazy("training:courses_desk"), icon_name="list-ul", order=1)
        return [desk, *super().get_submenu_items()]


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
        desk = course_desk(course)
        yield Button(_("Workbench"), desk, icon_name="list-ul", priority=50)
        yield Button(_("Rules"), f"{desk}#rules", icon_name="cog", priority=60)
        yield Button(_("Questions"), desk_url(course), icon_name="help", priority=70)


@hooks.register("before_publish_page")
def something_to_learn(request, page):
    """A course without a lesson stays a draft; it was saved already."""
    specific = page.specific
    if not isinstance(specific, CoursePage) or specific.has_something_to_learn(by=page.go_live_at):
        return None
    course = refresh_course(translation_key=specific.translation_key, on=timezone.localdate())
    messages.error(request, NothingToLearn.message)
    return redirect(course_desk(course))


@hooks.register("before_bulk_action")
def something_to_learn_in_each(request, action_type, objects, action):
    if action_type != "publish":
        return None
    courses = [page.specific for page in objects if isinstance(getattr(page, "specific", None), CoursePage)]
    if all(page.has_something_to_learn() for page in courses):
        return None
    messages.error(request, NothingToLearn.message)
    return redirect("training:courses_desk")


@hooks.register("before_copy_page")
def copied_whole(request, page):
    """A copy of the page alone would lose its questions and rules."""
    specific = page.specific
    if isinstance(specific, CoursePage):
        course = refresh_course(translation_key=specific.translation_key, on=timezone.localdate())
        return redirect("training:course_copy", course.translation_key)
    return None
