"""The way back from the CMS: to the author's desk, first of all rooms."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


class DeskItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("home.view_author_desk")


@hooks.register("register_admin_menu_item")
def desk_item():
    return DeskItem(_("Author's desk"), reverse("home:author_desk"), name="author-desk", icon_name="desktop", order=1)


@hooks.register("register_admin_menu_item")
def drafts_item():
    return _DraftsItem(_("Drafts"), reverse("home:drafts"), name="all-drafts", icon_name="draft", order=148)


class _DraftsItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("home.publish_drafts")
