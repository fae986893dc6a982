"""The whole folder as a file, out and in."""

from functools import cached_property

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from kit.access import require
from kit.display import number
from kit.files.names import file_name
from kit.http.answers import bytes_file
from kit.importing.table_flow import InPlaceFlow
from kit.spreadsheets import XLSX
from people.accounts.confirmation import password_again
from playbook.actions.folder_import import import_folder
from playbook.approval.verdict import may_publish
from playbook.errors import FolderFileWrong
from playbook.files.exports import folder_json, folder_xlsx
from playbook.files.kind import folder_kind
from playbook.files.plan import CHANGED, NEW, SAME, WRONG, plan_folder
from playbook.forms.editions import FolderFileForm

FILES = {"xlsx": (folder_xlsx, XLSX), "json": (folder_json, "application/json")}


def _page(request, kind):
    return reverse("playbook:folder_import")


@password_again(methods=("GET", "HEAD"), page=_page)
@require_safe
def folder_file(request, kind):
    """What is published, as XLSX or JSON."""
    require(request.user, "playbook.export_folder")
    if kind not in FILES:
        raise Http404
    make, content_type = FILES[kind]
    return bytes_file(make(), file_name(_("Folder of service"), kind), content_type)


class FolderFile(InPlaceFlow):
    kind = cached_property(lambda self: folder_kind())
    form_class = FolderFileForm
    templates = {"upload": "playbook/folder_import.html", "preview": "playbook/folder_preview.html"}
    states = (WRONG, NEW, CHANGED, SAME)
    refusals = {
        FolderFileWrong: gettext_lazy("Nothing was written: some rows still have problems."),
    }

    def plan(self, kept):
        return plan_folder(kept.brought())

    def write(self, kept):
        leave_out = "leave_out" in self.request.POST
        return import_folder(file=kept.brought(), by=self.by, at=self.at, leave_out=leave_out)

    def done(self, result):
        _tell(self.request, len(result.to_write))
        return reverse("playbook:editions")


def _tell(request, count):
    verdict = may_publish(request.user)
    if verdict.allowed:
        said = ngettext("%(count)s row was written and published.", "%(count)s rows were written and published.", count)
    else:
        said = ngettext("%(count)s row was written as a draft.", "%(count)s rows were written as drafts.", count)
    messages.success(request, said % {"count": number(count)})
    if not verdict.allowed:
        messages.info(request, verdict.sentence)
