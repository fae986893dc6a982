"""The Wagtail admin: our colours, our rooms, nothing that is not the folder's or a course's."""

from django.db import models
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.models import Page

from kit.dates.calendar import JALALI_MONTHS
from kit.forms import NumberField
from kit.reader import current_reader
from people.access.notices import named
from people.company.languages import written_languages
from playbook.approval.queue import on_its_way
from playbook.approval.verdict import may_publish, names_of
from playbook.cms import twins  # noqa: F401 - registers its hooks
from playbook.cms.report import StandardsReport
from playbook.editor.kinds import kind_of
from playbook.models import Edition, FolderPage, StandardPage, TouchpointPage
from playbook.translations.addresses import new_standard_url, texts_url
from playbook.views.texts.editor import both_languages, new_standard

# Wagtail's own rooms that authors have no use for; what they may do there is decided by permissions all the same.
HIDDEN = {"documents", "help", "snippets"}
# They list classes of the code, and what stands on our own screens. Known by their addresses: a name is made out of a
# label, in the language of whoever asked first.
HIDDEN_REPORTS = ("/page-types-usage/", "/reports/workflow/", "/reports/workflow_tasks/", "/reports/aging-pages/")
# What waits for whom stands on our own screens and on everybody's day.
HIDDEN_PANELS = {"workflow_objects_to_moderate", "user_objects_in_workflow_moderation", "whats_new_in_wagtail_version"}


# Whole numbers are typed in either script, here as on the site.
register_form_field_override(models.IntegerField, override={"form_class": NumberField})


@hooks.register("insert_global_admin_css")
def our_style():
    return format_html('<link rel="stylesheet" href="{}">', static("playbook/cms.css"))


@hooks.register("insert_global_admin_js")
def our_picker():
    """The Jalali picker, fetched by the first field of a day that is entered."""
    return format_html(
        '<script src="{}" data-picker="{}" data-style="{}" data-months="{}" data-year="{}" data-month="{}"'
        ' data-hour="{}" data-minute="{}" data-digits="{}"></script>',
        static("playbook/cms_days.js"),
        static("vendor/jalalidatepicker-0.9.12/jalalidatepicker.min.js"),
        static("vendor/jalalidatepicker-0.9.12/jalalidatepicker.min.css"),
        ",".join(JALALI_MONTHS["en"]),
        pgettext("date picker", "Year"),
        pgettext("date picker", "Month"),
        pgettext("date picker", "Hour"),
        pgettext("date picker", "Minute"),
        current_reader().digits,
    )


@hooks.register("insert_editor_js")
def help_with_writing():
    return format_html('<script src="{}"></script>', static("playbook/hints.js"))


@hooks.register("construct_main_menu")
def only_our_rooms(request, items):
    items[:] = [item for item in items if item.name not in HIDDEN]


@hooks.register("register_admin_menu_item")
def editions_item():
    return _ForManagers(_("Editions"), reverse("playbook:editions"), icon_name="history", order=150)


@hooks.register("register_admin_menu_item")
def approvals_item():
    return _ForManagers(_("Approvals"), reverse("playbook:approvals"), icon_name="circle-check", order=149)


@hooks.register("register_page_header_buttons")
def where_it_waits(page, user, view_name=None, next_url=None, **kwargs):
    """From a text that waits, or came back, to what was said about it."""
    if page.depth > 1 and page.current_workflow_state and user.has_perm("playbook.approve_text"):
        url = reverse("playbook:approval", args=[page.translation_key.hex])
        yield Button(_("Approval"), url, icon_name="circle-check", priority=50)


@hooks.register("before_edit_page")
def say_where_it_stands(request, page):
    """Whoever opens a text that waits, or came back, reads so before they write on it."""
    if request.method != "GET" or not page.current_workflow_state:
        return
    text = next(iter(on_its_way(Page.objects.filter(pk=page.pk))), None)
    if text is not None and text.waits:
        told = _("It waits for approval: %(names)s. What you change is approved along with it.")
        messages.info(request, told % {"names": names_of(text.approvers())})
    elif text is not None:
        told = _("%(name)s gave it back: “%(reason)s”")
        messages.warning(
            request, told % {"name": named(text.decided_by) if text.decided_by else "—", "reason": text.comment}
        )


@hooks.register("after_publish_page")
def said_where_nobody_else_can(request, page):
    verdict = may_publish(request.user, page)
    if verdict.is_alone:
        messages.info(request, verdict.sentence)


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
        folders = FolderPage.objects.filter(locale__language_code__in=written_languages())
        return {"edition": last, "folders": folders.select_related("locale").order_by("path")}


@hooks.register("construct_homepage_panels")
def first_page(request, panels):
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in HIDDEN_PANELS]
    if request.user.has_perm("playbook.manage_editions"):
        panels.insert(0, NextEdition())


@hooks.register("register_admin_urls")
def our_urls():
    report = StandardsReport
    urls = [
        path("standards/", report.as_view(), name="standards"),
        path("standards/results/", report.as_view(results_only=True), name="standards_results"),
    ]
    texts = [
        path("new/standard/", new_standard, name="new_standard"),
        path("<uuid:translation_key>/", both_languages, name="page"),
    ]
    return [
        path("reports/", include((urls, "playbook_cms"), namespace="playbook_cms")),
        path("texts/", include((texts, "playbook_texts"), namespace="playbook_texts")),
    ]


@hooks.register("register_reports_menu_item")
def standards_item():
    return _ForManagers(_("Standards"), reverse("playbook_cms:standards"), icon_name="list-ul", order=100)


class _InTwoLanguages(_ForManagers):
    def is_shown(self, request):
        return super().is_shown(request) and len(written_languages()) > 1


@hooks.register("construct_explorer_page_queryset")
def in_our_languages(parent, pages, request):
    """The empty folder of a language that the company does not write stays out of sight."""
    return pages.filter(locale__language_code__in=written_languages()) if parent.is_root() else pages


@hooks.register("register_admin_menu_item")
def languages_item():
    return _InTwoLanguages(_("Both languages"), reverse("playbook:languages"), icon_name="site", order=151)


@hooks.register("construct_reports_menu")
def without_unused_reports(request, items):
    items[:] = [item for item in items if not any(address in item.url for address in HIDDEN_REPORTS)]


@hooks.register("register_page_header_buttons")
def both_languages_button(page, user, view_name=None, next_url=None, **kwargs):
    """From each page of ours to the screen on which both of its languages are written."""
    kind = kind_of(page.specific_class)
    if kind and user.has_perm(kind.permission):
        label = _("Both languages") if len(written_languages()) > 1 else _("Write on one screen")
        yield Button(label, texts_url(page.translation_key), icon_name="site", priority=10)
    if kind and page.specific_class is TouchpointPage and user.has_perm(kind.permission):
        url = new_standard_url(touchpoint=page.translation_key)
        yield Button(_("New standard"), url, icon_name="plus", priority=11)


@hooks.register("before_create_page")
def offer_both_languages(request, parent, page_class):
    if request.method == "GET" and page_class is StandardPage and len(written_languages()) > 1:
        url = new_standard_url(touchpoint=parent.translation_key)
        words = _("Here you write one language. Both can be written beside each other, with one save.")
        messages.info(request, words, buttons=[messages.button(url, _("Both languages"))])
