"""A whole folder out of a file: all of it, or nothing."""

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from kit.audit.chain import record
from kit.importing.layouts import Brought
from kit.text.bilingual import LANGUAGES
from people.models import JobRole, StaffMember, User
from playbook.actions.approval import submit_for_approval
from playbook.actions.policy_import import PolicyWriting
from playbook.approval.verdict import may_publish
from playbook.errors import FolderFileWrong
from playbook.files.columns import OF_POLICY, STANDARD, STANDARD_TEXTS, TOUCHPOINT
from playbook.files.pictures import by_row
from playbook.files.plan import FolderPlan, plan_folder
from playbook.models import CodeLedger, ComplaintPolicyPage, FolderPage, StandardPage, TouchpointPage


@transaction.atomic
def import_folder(*, file: Brought, by: User, at: datetime, leave_out: bool = False) -> FolderPlan:
    """Write and publish what the file (`Brought`) says otherwise than the folder; the same twice changes nothing.

    Where somebody else has to approve what `by` brings (`may_publish`), it is written as drafts and sent to them.
    What the file does not name stays. Raises FolderFileWrong where a row has a problem; with `leave_out` such rows are
    left out, and counted. Returns the FolderPlan.
    """
    CodeLedger.objects.select_for_update().order_by("pk").first()
    plan = plan_folder(file, leave_out=leave_out)
    if plan.is_wrong:
        raise FolderFileWrong
    writing = _Writing(plan, by)
    for kind, write in ((TOUCHPOINT, writing.touchpoint), (STANDARD, writing.standard)):
        for row in plan.to_write:
            if row.kind == kind:
                write(row)
    if any(row.kind in OF_POLICY for row in plan.to_write):
        writing.policy()
    if not writing.goes_live:
        submit_for_approval(pages=writing.written, by=by, at=at)
    if plan.to_write:
        codes = [row.name for row in plan.to_write if row.kind == STANDARD]
        left_out = {"left_out": len(plan.wrong_rows)} if plan.wrong_rows else {}
        about: dict[str, Any] = {"counts": plan.counts, "codes": codes, **left_out}
        record(verb="folder.imported", on=writing.folders["fa"], by=by, at=at, **about)
    return plan


class _Writing:
    def __init__(self, plan, by):
        self.plan, self.by, self.written = plan, by, []
        self.goes_live = may_publish(by).allowed
        self.folders = {page.locale.language_code: page for page in FolderPage.objects.select_related("locale")}
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.roles = {role.code: role for role in JobRole.objects.all()}
        self.touchpoints = {code: dict(thing.pages) for code, thing in plan.folder.touchpoints.items()}

    def touchpoint(self, row):
        cells, pages = row.row, dict(row.thing.pages) if row.thing else {}
        for language in LANGUAGES:
            if not cells[f"title_{language}"]:
                continue
            fields = {"title": cells[f"title_{language}"], "phase": cells["phase"], "icon": cells["icon"]}
            fields["code"] = cells["touchpoint"]
            self._write(TouchpointPage, pages, language, self.folders[language], fields)
        self.touchpoints[cells["touchpoint"]] = pages

    def standard(self, row):
        cells, pages = row.row, dict(row.thing.pages) if row.thing else {}
        for language in LANGUAGES:
            parent = self.touchpoints[cells["touchpoint"]].get(language)
            if not cells[f"behaviour_{language}"] or parent is None:
                continue
            self._write(StandardPage, pages, language, parent, self._standard_fields(cells, language))

    def _standard_fields(self, cells, language):
        codes = [code for code in cells["roles"].split(", ") if code]
        return {name: cells[f"{name}_{language}"] for name in STANDARD_TEXTS} | {
            "body": by_row(cells[f"body_{language}"], self.plan.folder.shelf, self.by),
            "title": cells[f"behaviour_{language}"],
            "code": cells["code"],
            "measure": cells["measure"],
            "is_critical": bool(cells["critical"]),
            "review_interval_days": int(cells["review_days"]),
            "caretaker": StaffMember.objects.filter(code=cells["owner"]).first() if cells["owner"] else None,
            "roles": [self.roles[code] for code in codes],
        }

    def policy(self):
        # One that waits for its approval is written on, not beside.
        waiting = ComplaintPolicyPage.objects.select_related("locale")
        pages = {page.locale.language_code: page for page in waiting} | dict(self.plan.folder.policy)
        writing = PolicyWriting(self.plan, self.locales, self.roles)
        for language in LANGUAGES:
            if language in pages or writing.is_whole_in(language):
                self._write(ComplaintPolicyPage, pages, language, self.folders[language], writing.fields(language))

    def _write(self, model, pages, language, parent, fields):
        """Change or add the page of one language, and publish it; where another has to approve it, as a draft."""
        page = pages.get(language)
        if page is None:
            page = model(locale=self.locales[language], **self._translation_of(pages))
            _set(page, fields)
            page.live = self.goes_live
            model_parent = type(parent).objects.get(pk=parent.pk)
            model_parent.add_child(instance=page)
        else:
            page = model.objects.get(pk=page.pk)
            if not page.is_child_of(parent):
                page.move(type(parent).objects.get(pk=parent.pk), pos="last-child")
                page = model.objects.get(pk=page.pk)
            _set(page, fields)
        revision = page.save_revision(user=self.by)
        if self.goes_live:
            revision.publish(user=self.by, skip_permission_checks=True)
        self.written.append(page)
        pages[language] = page

    def _translation_of(self, pages):
        twin = next(iter(pages.values()), None)
        return {"translation_key": twin.translation_key} if twin else {}


def _set(page, fields):
    for name, value in fields.items():
        if name != "code" or value:
            setattr(page, name, value)
