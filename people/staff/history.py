"""What happened to a person, out of the audit log, in words."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kit import display
from kit.models import AuditEntry
from people.models import StaffMember, WorkPeriod

VERBS = {
    "staff.added": _("Taken on"),
    "staff.changed": _("Details corrected"),
    "staff.moved": _("Moved to another team"),
    "staff.work_changed": _("Other work from a day on"),
    "staff.work_began": _("What was recorded for this day began"),
    "staff.work_corrected": _("Period of work corrected"),
    "staff.work_undone": _("Period of work taken out"),
    "staff.returned": _("Came back"),
    "staff.leaving_recorded": _("Leaving recorded"),
    "staff.leaving_withdrawn": _("Leaving withdrawn"),
    "staff.documents_reissued": _("Documents issued again under the new name"),
    "staff.forgotten": _("Forgotten: the name is gone"),
    "absence.entered": _("Leave entered"),
    "absence.withdrawn": _("Leave taken back"),
    "sign_in.created": _("Sign-in opened"),
    "sign_in.renewed": _("New password link made"),
    "address.asked": _("Another e-mail address written down, to be proven by its owner"),
    "address.withdrawn": _("Address to be proven withdrawn"),
    "address.proven": _("E-mail address proven by its owner"),
    "address.changed": _("E-mail address of the sign-in changed"),
    "sign_on.invited": _("Invited to single sign-on"),
    "sign_on.linked": _("Linked to single sign-on"),
    "sign_on.unlinked": _("Link to single sign-on removed"),
    "access.granted": _("Access given"),
    "access.revoked": _("Access taken back"),
    "access.closed": _("Access ended"),
    "access.sessions_ended": _("Every session ended"),
    "access.outsider_named": _("Named as outside person"),
    "access.outsider_ended": _("Ended as outside person"),
    "sign_in.link_used": _("Password chosen over a link"),
    "account_request.asked": _("Second person asked"),
    "account_request.confirmed": _("Second person confirmed"),
    "account_request.refused": _("Second person refused"),
    "account_request.withdrawn": _("Request to a second person withdrawn"),
    "account_request.lapsed": _("Request to a second person lapsed"),
    "server.account_opened": _("Account of the server’s command opened"),
    "server.confirm": _("Confirmed by the server’s command"),
    "server.refuse": _("Refused by the server’s command"),
    "server.approve": _("Approved by the server’s command"),
    "server.accept": _("Accepted by the server’s command"),
    "server.reject": _("Rejected by the server’s command"),
    "access.superuser_made": _("Made administrator on the server"),
    "access.second_factor_reset": _("Second step of signing in removed"),
    "second_factor.set_up": _("Second step of signing in set up"),
    "second_factor.switched_off": _("Second step of signing in switched off"),
    "second_factor.codes_made": _("New recovery codes made"),
    "staff.imported": _("Staff list imported"),
    "staff.known_from_import": _("Known from imported evaluations alone, so not at work"),
    "branch.added": _("Branch added"),
    "branch.changed": _("Branch changed"),
    "team.added": _("Team added"),
    "team.changed": _("Team changed"),
    "team.lead_appointed": _("Lead appointed"),
    "team.lead_ended": _("Leadership ended"),
    "job_role.added": _("Job role added"),
    "job_role.changed": _("Job role changed"),
    "organisation.changed": _("Settings changed"),
    "own_day.added": _("Own day off or at work written down"),
    "own_day.removed": _("Own day off or at work taken back"),
    "company.link_made": _("First link printed on the server"),
    "company.founded": _("Company and its first administrator made over the first link"),
    "access.administrator_made": _("Account of an administrator made on the server"),
    "starter.chosen": _("Began with a starter folder"),
    "starter.finished": _("Starter folder’s scorecards drafted"),
    "pages.published": _("Drafts published together"),
    "page.submitted": _("Text sent for approval"),
    "page.approved": _("Text approved"),
    "page.returned": _("Text given back"),
    "page.withdrawn": _("Text taken back from approval"),
    "question.written": _("Question written"),
    "question.changed": _("Question changed"),
    "questions.retired": _("Questions retired"),
    "questions.brought_back": _("Questions brought back"),
    "questions.weighed": _("Weight of questions changed"),
    "questions.tied": _("Questions tied to a standard"),
    "questions.relocated": _("Questions moved to another course"),
    "questions.ordered": _("Questions put in order"),
    "questions.tagged": _("Questions tagged by standards"),
    "questions.replaced": _("Questions put right from a file"),
    "question.regraded": _("Attempts counted again"),
    "attempts.regraded": _("Attempts counted again, some"),
    "question.regrading_done": _("Counting again finished"),
    "organisation.keeping_changed": _("How long names are kept changed"),
    "audit.redacted": _("Names blacked out in the audit log"),
    "document.issued_again": _("Documents set aside to be issued again"),
    "document.erased": _("Documents with the name erased"),
    "scale.created": _("Scale made"),
    "scale.changed": _("Scale changed"),
    "scale.retired": _("Scale retired"),
    "scorecard.superseded": _("Scorecard: a newer version took its place"),
    "scorecard.carried": _("Scorecard followed an edition by itself"),
    "organisation.managers_evaluator_named": _("Who evaluates branch managers was named"),
    "branch.manager_appointed": _("Manager of a branch appointed"),
    "branch.manager_ended": _("Management of a branch ended"),
}


@dataclass(frozen=True)
class Event:
    at: datetime
    what: str
    by: str
    changes: list


def history_of(staff, limit=50):
    """Newest first: the person's own row and sign-in. Changes are (field's name, old, new)."""
    keys = [staff.key, *([staff.user.key] if staff.user else [])]
    entries = AuditEntry.objects.filter(object_key__in=keys, verb__in=VERBS).order_by("-number")[:limit]
    return [Event(entry.at, _what(entry), entry.actor_name, changes_in(entry)) for entry in entries]


def _what(entry):
    """What happened; where it holds from a day on, from which."""
    what, since = str(VERBS[entry.verb]), entry.detail.get("since")
    if not since:
        return what
    return gettext("%(what)s: %(day)s") % {"what": what, "day": display.day(date.fromisoformat(since))}


def changes_in(entry):
    pairs = entry.detail.get("changes", {})
    return [(label_of(name), _shown(name, old), _shown(name, new)) for name, (old, new) in pairs.items()]


def label_of(name):
    fields = (*WorkPeriod._meta.fields, *StaffMember._meta.fields)
    known = {field.name: capfirst(field.verbose_name) for field in fields}
    return known.get(name, name)


def _shown(name, value):
    if value in (None, ""):
        return gettext("empty")
    if name == "contract_share":
        return display.percent(value, 0)
    return display.day(date.fromisoformat(value)) if name in ("joined_on", "left_on", "starts_on") else value
