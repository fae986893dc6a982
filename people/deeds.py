"""How the log reads where it speaks of people, their access and the company."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kit import display, phrases
from kit.audit.labels import Fact, Thing, own_page, register_deeds, register_facts, register_phrases, register_things
from kit.dates import calendar
from kit.text.bilingual import active_language
from people.access.notices import named
from people.models import (
    Absence,
    Branch,
    JobRole,
    LinkWay,
    Organisation,
    OwnHoliday,
    RequestKind,
    StaffMember,
    Team,
    User,
)
from people.staff.history import VERBS

ROLES = {
    "author": _("author"),
    "hr": _("HR"),
    "administrator": _("administrator"),
    "witness": _("outside person"),
}


def _weekend(value):
    return phrases.listed(calendar.WEEKDAYS[active_language()][int(day)] for day in value)


def _roles(codes):
    return phrases.listed(str(ROLES.get(code, code)) for code in codes)


def _months(pair):
    """How long names are kept, before and after; None: for good."""
    before, now = (gettext("for good") if months is None else display.number(months) for months in pair)
    return gettext("until then %(before)s, from then on %(now)s") % {"before": before, "now": now}


def _share(value):
    return display.percent_text(value, 0)


def _named_by_code(model):
    def name_of(code):
        row = model.objects.filter(code=code).first()
        return row.name if row else code

    return name_of


def _name(row):
    return row.name


def _all(model):
    return lambda user: model.objects.all()


def _visible_absences(user):
    return Absence.objects.filter(staff__in=StaffMember.objects.visible_to(user))


STRUCTURE = {"opens": "people.change_structure", "search": ("code", "name_fa", "name_en"), "name": _name}
register_things(
    Thing(
        "people.User",
        _("somebody"),
        name=named,
        also=("staff_member",),
        url=lambda row: reverse("people:account", args=[row.key]),
        opens="people.view_access",
        visible=_all(User),
    ),
    Thing("people.StaffMember", _("somebody"), name=_name, url=own_page),
    Thing(
        "people.Absence",
        _("somebody"),
        name=lambda row: row.staff.name,
        also=("staff",),
        url=lambda row: row.staff.get_absolute_url(),
        visible=_visible_absences,
    ),
    Thing(
        "people.AccountRequest",
        _("a request about an account"),
        _("the account of %(name)s"),
        lambda row: named(row.account),
        also=("account__staff_member",),
        url=own_page,
    ),
    Thing(
        "people.Branch",
        _("a branch"),
        _("the branch %(name)s"),
        url=lambda row: reverse("people:branch_edit", args=[row.key]),
        visible=_all(Branch),
        **STRUCTURE,
    ),
    Thing(
        "people.Team",
        _("a team"),
        _("the team %(name)s"),
        url=lambda row: reverse("people:team_edit", args=[row.key]),
        visible=_all(Team),
        **STRUCTURE,
    ),
    Thing(
        "people.JobRole",
        _("a job role"),
        _("the job role %(name)s"),
        url=lambda row: reverse("people:job_role_edit", args=[row.key]),
        visible=_all(JobRole),
        **STRUCTURE,
    ),
    Thing(
        "people.Organisation",
        _("the company"),
        url=lambda row: reverse("people:organisation"),
        opens="people.change_organisation",
        visible=_all(Organisation),
    ),
    Thing(
        "people.OwnHoliday",
        _("a day of the company’s own"),
        _("the day %(name)s"),
        lambda row: display.day(row.on),
        url=lambda row: reverse("people:days"),
        opens="people.change_organisation",
        visible=_all(OwnHoliday),
    ),
    Thing("people.FoundingLink", _("the first link")),
    # Nothing is done to these by themselves; a check names them.
    Thing("people.WorkPeriod", _("a period of work")),
    Thing("people.TeamLead", _("the leadership of a team")),
    Thing("people.BranchManager", _("the management of a branch")),
    Thing("people.Forgotten", _("the forgetting of a name")),
)
register_deeds(
    "staff",
    _("People and teams"),
    {
        "staff.added": _("%(who)s added %(on)s to the staff."),
        "staff.changed": _("%(who)s corrected the details of %(on)s."),
        "staff.moved": _("%(who)s moved %(on)s to another team."),
        "staff.work_changed": _("%(who)s changed the work of %(on)s from %(since)s on."),
        "staff.work_began": _("What was recorded for %(on)s began."),
        "staff.work_corrected": _("%(who)s corrected when or as what %(on)s works."),
        "staff.work_undone": _("%(who)s took out the period of work of %(on)s that began on %(since)s."),
        "staff.returned": _("%(who)s recorded that %(on)s comes back on %(since)s."),
        "staff.documents_reissued": _("%(who)s had documents of %(on)s issued under the new name."),
        "staff.forgotten": _("%(who)s erased name and contact of %(on)s for good."),
        "staff.known_from_import": _("In %(on)s, people whom imported evaluations alone name count as not at work."),
        "staff.leaving_recorded": _("%(who)s recorded that %(on)s leaves."),
        "staff.leaving_withdrawn": _("%(who)s took back that %(on)s leaves."),
        "staff.imported": _("%(who)s read in a staff list for %(on)s."),
        "absence.entered": _("%(who)s entered leave for %(on)s."),
        "absence.withdrawn": _("%(who)s took back leave of %(on)s."),
        "branch.added": _("%(who)s added %(on)s."),
        "branch.changed": _("%(who)s changed %(on)s."),
        "branch.manager_appointed": _("%(who)s appointed a manager of %(on)s."),
        "branch.manager_ended": _("%(who)s ended the management of %(on)s."),
        "team.added": _("%(who)s added %(on)s."),
        "team.changed": _("%(who)s changed %(on)s."),
        "team.lead_appointed": _("%(who)s appointed a lead of %(on)s."),
        "team.lead_ended": _("%(who)s ended the leadership of %(on)s."),
        "job_role.added": _("%(who)s added %(on)s."),
        "job_role.changed": _("%(who)s changed %(on)s."),
    },
)
register_deeds(
    "access",
    _("Access: who may do what"),
    {
        "access.granted": _("%(who)s gave %(on)s the role %(role)s."),
        "access.revoked": _("%(who)s took the role %(role)s from %(on)s."),
        "access.closed": _("%(who)s closed the account of %(on)s."),
        "access.sessions_ended": _("%(who)s ended every session of %(on)s."),
        "access.outsider_named": _("%(who)s named %(on)s as outside person."),
        "access.outsider_ended": _("%(who)s closed the account of the outside person %(on)s."),
        "access.administrator_made": _("At the server %(on)s was made administrator."),
        "access.superuser_made": _("At the server %(on)s was made administrator."),
        "access.second_factor_reset": _("The second step of %(on)s was removed; %(who)s had asked for it."),
        "account_request.asked": _("%(who)s asked a second person about %(on)s: %(kind)s."),
        "account_request.confirmed": _("%(who)s confirmed as second person, about %(on)s: %(kind)s."),
        "account_request.refused": _("%(who)s refused as second person, about %(on)s: %(kind)s."),
        "account_request.withdrawn": _("%(who)s took back the request about %(on)s: %(kind)s."),
        "account_request.lapsed": _("Nobody confirmed in time what was asked about %(on)s: %(kind)s."),
        "server.account_opened": _("The server’s own account was opened."),
        "server.confirm": _("At the server it was confirmed, about %(on)s: %(name)s stood for it."),
        "server.refuse": _("At the server it was refused, about %(on)s: %(name)s stood for it."),
        "server.approve": _("At the server %(on)s was approved: %(name)s stood for it."),
        "server.accept": _("At the server %(on)s was accepted: %(name)s stood for it."),
        "server.reject": _("At the server %(on)s was rejected: %(name)s stood for it."),
    },
)
register_deeds(
    "sign_in",
    _("Signing in"),
    {
        "sign_in.created": _("%(who)s opened a sign-in for %(on)s."),
        "sign_in.renewed": _("%(who)s made a new password link for %(on)s."),
        "sign_in.link_used": _("%(on)s chose a password over a link."),
        "address.asked": _("%(who)s wrote down another e-mail address for %(on)s; its owner has to prove it."),
        "address.withdrawn": _("%(who)s withdrew the e-mail address of %(on)s that was to be proven."),
        "address.proven": _("%(on)s proved their e-mail address."),
        "address.changed": _("%(who)s changed the e-mail address of %(on)s."),
        "sign_on.invited": _("%(who)s invited %(on)s to single sign-on."),
        "sign_on.linked": _("%(on)s linked their account to single sign-on."),
        "sign_on.unlinked": _("%(who)s removed the link of %(on)s to single sign-on."),
        "second_factor.set_up": _("%(on)s set up the second step of signing in."),
        "second_factor.switched_off": _("%(on)s switched off the second step of signing in."),
        "second_factor.codes_made": _("%(on)s made new recovery codes."),
    },
)
register_deeds(
    "settings",
    _("The company’s settings"),
    {
        "company.link_made": _("At the server %(on)s was printed, over which the company is made."),
        "company.founded": _("%(on)s made the company and its first administrator over the first link."),
        "own_day.added": _("%(who)s wrote down that %(on)s differs from the usual working days."),
        "own_day.removed": _("%(who)s took back that %(on)s differs from the usual working days."),
        "organisation.keeping_changed": _("%(who)s changed how long %(on)s keeps names of those who left."),
        "organisation.managers_evaluator_named": _("%(who)s said who evaluates the branch managers of %(on)s."),
        "organisation.changed": _("%(who)s changed the settings of %(on)s."),
        "organisation.letterhead_changed": _("%(who)s changed the letterhead of %(on)s."),
        "organisation.certificate_replaced": _("%(who)s replaced the certificate with which %(on)s signs documents."),
    },
)
register_phrases(VERBS)
register_facts(
    {
        "role": Fact(_("Access"), lambda value: str(ROLES.get(value, value))),
        "kind": Fact(_("What for"), lambda value: str(dict(RequestKind.choices).get(value, value))),
        "username": Fact(_("User name")),
        "staff": Fact(_("Person"), of="people.StaffMember"),
        "account": Fact(_("Account"), of="people.User"),
        "request": Fact(_("Request"), of="people.AccountRequest"),
        "team": Fact(_("Team"), of="people.Team"),
        "job_role": Fact(_("Job role"), of="people.JobRole"),
        "way": Fact(_("How it was handed over"), lambda value: str(dict(LinkWay.choices).get(value, value))),
        "first": Fact(_("The first one of this account")),
        "is_proven": Fact(_("Proven by its owner")),
        "provider": Fact(_("Signs in with")),
        "valid_until": Fact(_("Valid until")),
        "left_on": Fact(_("Left")),
        "email": Fact(_("E-mail")),
        "logo": Fact(_("Logo"), lambda value: _("A picture")),
        "weekend": Fact(_("Weekend"), _weekend),
        "contract_share": Fact(_("contract share"), _share),
        "share": Fact(_("contract share"), _share),
        "target_score": Fact(_("target score"), _share),
        "staff.returned team": Fact(_("Team"), _named_by_code(Team)),
        "staff.returned job_role": Fact(_("Job role"), _named_by_code(JobRole)),
        "roles": Fact(_("Access"), _roles),
        "months": Fact(_("How many months names are kept"), _months),
        "stand_in": Fact(_("Stand-in for the name")),
    }
)
