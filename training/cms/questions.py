"""Questions are written on the site: the CMS's menu leads there, and so do its addresses of before."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import BlanketPermissionPolicy

from kit.access import require
from kit.values.keys import KEY_LENGTH
from playbook.models import FrozenStandard
from training.editor.addresses import desk_url
from training.models import Course, Question


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


@require_safe
def index(request):
    """The list, or that of the course that the address names."""
    require(request.user, "training.write_courses")
    wanted = request.GET.get("course", "")
    is_number = wanted.isascii() and wanted.isdecimal() and len(wanted) < 19
    course = Course.objects.filter(pk=wanted).first() if is_number else None
    return redirect(desk_url(course)) if course else redirect("training:questions")


@require_safe
def add(request):
    """About a standard, where the address names one."""
    require(request.user, "training.write_courses")
    wanted = FrozenStandard.objects.visible_to(request.user).filter(key=request.GET.get("standard", "")[:KEY_LENGTH])
    row = wanted.first()
    return redirect("training:question_for", row.code) if row else redirect("training:questions")


@require_safe
def one(request, pk):
    require(request.user, "training.write_courses")
    return redirect("training:question_edit", get_object_or_404(Question, pk=pk).key)


class WrittenMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("training.write_courses")


class QuestionViewSet(ViewSet):
    name = "training_questions"
    url_prefix = "training/questions"
    icon = "help"
    menu_label = _("Questions")

    def get_menu_item(self, order=None):
        facts = {"icon_name": self.icon, "order": order or 100}
        return WrittenMenuItem(self.menu_label, reverse("training:questions"), **facts)

    def get_urlpatterns(self):
        return [
            path("", index, name="index"),
            path("new/", add, name="add"),
            path("edit/<int:pk>/", one, name="edit"),
            path("preview/<int:pk>/", one, name="preview"),
        ]
