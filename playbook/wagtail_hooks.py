"""The Wagtail admin: our colours, our rooms, nothing that is not the folder's or a course's."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from playbook.models import Edition

# Wagtail's own rooms that authors have no use for; what they may do there is decided by permissions all the same.
HIDDEN = {"documents", "help", "snippets", "forms"}


@hooks.register("insert_global_admin_css")
def our_style():
    return format_html('<link rel="stylesheet" href="{}">', static("playbook/cms.css"))


@hooks.register("construct_main_menu")
def only_our_rooms(request, items):
    items[:] = [item for item in items if item.name not in HIDDEN]


@hooks.register("register_admin_menu_item")
def editions_item():
    return _ForManagers(_("Editions"), reverse("playbook:editions"), icon_name="history", order=150)


@hooks.register("register_admin_menu_item")
def folder_item():
    return MenuItem(_("As staff see it"), reverse("playbook:folder"), icon_name="view", order=160)


@hooks.register("register_admin_menu_item")
def words_item():
    return _ForManagers(_("Customers' words"), reverse("playbook:words"), icon_name="openquote", order=152)


@hooks.register("register_admin_menu_item")
def review_item():
    return _ForManagers(_("True in practice"), f"{reverse('playbook:review')}?show=all", icon_name="check", order=153)


@hooks.register("register_admin_menu_item")
def coverage_item():
    return _ForManagers(_("Coverage"), reverse("playbook:coverage"), icon_name="table", order=154)


class _ForManagers(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("playbook.manage_editions")


class NextEdition(Component):
    """What the author's next step is, on the first page of the CMS."""

    order = 50
    template_name = "playbook/cms_next_edition.html"

    def get_context_data(self, parent_context):
        last = Edition.objects.folder().order_by("-number").first()
        return {"edition": last}


@hooks.register("construct_homepage_panels")
def first_page(request, panels):
    if request.user.has_perm("playbook.manage_editions"):
        panels.insert(0, NextEdition())
