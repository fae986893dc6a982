"""The people at work: list, one person, taking on, correcting."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from kit.access import require
from kit.documents.store import kind_label
from kit.lists import ListPage
from kit.text.bilingual import active_language
from people import errors
from people.accounts.addresses import has_proven_address
from people.accounts.bulk_sign_ins import without_way
from people.accounts.sign_in import address_for_links
from people.accounts.sign_on import company_provider, is_linked
from people.actions import change_staff_member, take_on
from people.filters import StaffFilter
from people.forgetting.earlier_names import documents_with_earlier_name
from people.forms.staff import NewStaffForm, StaffDetailsForm
from people.links.unfinished import unfinished_work
from people.models import AddressChange, StaffMember
from people.refusals import refusal
from people.staff.history import history_of
from people.tables import StaffTable


class StaffList(ListPage):
    title = gettext_lazy("People")
    permission = "people.view_staff_list"
    table_class = StaffTable
    filterset_class = StaffFilter
    template_name = "people/staff_list.html"

    def context(self):
        user = self.request.user
        may = user.has_perm("people.create_sign_in")
        return {"lacks_ways": may and without_way(user, timezone.localdate()).exists()}

    def rows(self):
        visible = StaffMember.objects.visible_to(self.request.user).with_names()
        today, state = timezone.localdate(), self.request.GET.get("state")
        if state == "left":
            return visible.filter(left_on__lte=today)
        return visible if state == "all" else visible.filter(Q(left_on=None) | Q(left_on__gt=today))

    @property
    def empty(self):
        if not self.request.user.has_perm("people.import_staff"):
            return {
                "title": _("Nobody is here yet"),
                "text": _("Add people one by one; HR can also bring a file."),
                "icon": "users",
                "url": reverse("people:staff_add"),
                "button": _("Add a person"),
                "permission": "people.add_staff_member",
            }
        return {
            "title": _("Nobody is here yet"),
            "text": _("Bring the staff list as a file, or add people one by one."),
            "icon": "users",
            "url": reverse("people:import"),
            "button": _("Import a staff list"),
        }


def visible_staff(request, key):
    """The person of an address, if the reader may see them; else 404."""
    return get_object_or_404(StaffMember.objects.visible_to(request.user).with_names().select_related("user"), key=key)


@require_GET
def staff(request, key):
    person, user = visible_staff(request, key), request.user
    may = {name: user.has_perm(f"people.{name}", person) for name in DEEDS}
    sees_all = user.has_perm("people.view_staff_details")
    account = person.user if sees_all else None
    may["ask_second_person"] = account is not None and user.has_perm("people.ask_second_person", account)
    return render(
        request,
        "people/staff.html",
        {
            "person": person,
            "may": may,
            "may_list": user.has_perm("people.view_staff_list"),
            "other_name": person.name_in("en" if active_language() == "fa" else "fa"),
            "sees_details": sees_all,
            "is_forgotten": person.left_on is not None and hasattr(person, "forgotten"),
            "has_left": person.left_on is not None and person.left_on <= timezone.localdate(),
            "leads": person.team.leaderships.filter(until=None).select_related("staff"),
            "managements": person.managements.filter(until=None).select_related("branch"),
            "leaderships": person.leaderships.filter(until=None).select_related("team"),
            "account": account,
            "has_factor": account is not None and account.authenticator_set.exists(),
            "last_link": account.links.first() if account else None,
            "unfinished": unfinished_work(person, user) if sees_all else [],
            **_work(person),
            "earlier_named": _earlier_named(person) if may["change_staff_member"] else [],
            "history": history_of(person) if sees_all else [],
            **(_way_in(person.user) if sees_all and person.user else {}),
        },
    )


def _earlier_named(person):
    """[(document, what it is called)] that bear a name which was corrected since."""
    return [(document, kind_label(document)) for document in documents_with_earlier_name(person)]


def _work(person):
    """The person's periods, the newest first, and which of them holds today."""
    today = timezone.localdate()
    periods = list(person.work_periods.select_related("team", "job_role").order_by("-starts_on"))
    return {"periods": periods, "today": today, "now": next((row for row in periods if row.has(today)), None)}


def _way_in(account):
    """Where the account's links go, which address waits for its owner, and whether the provider opens it."""
    return {
        "is_proven": has_proven_address(account),
        "waiting": AddressChange.objects.filter(user=account).first(),
        "provider": company_provider(),
        "is_linked": is_linked(account),
        "links_go_to": address_for_links(account),
    }


DEEDS = (
    "change_staff_member",
    "record_leaving",
    "withdraw_leaving",
    "forget_person",
    "change_work",
    "return_to_work",
    "correct_work",
    "create_sign_in",
    "renew_sign_in",
    "invite_to_sign_on",
    "unlink_sign_on",
)


@require_http_methods(["GET", "POST"])
def add(request):
    require(request.user, "people.add_staff_member")
    form = NewStaffForm(request.POST or None, initial={"joined_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        return redirect(take_on(by=request.user, at=timezone.now(), names=form.names, **form.facts))
    return render(request, "people/staff_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def edit(request, key):
    person = visible_staff(request, key)
    require(request.user, "people.change_staff_member", person)
    form = StaffDetailsForm(request.POST or None, instance=person)
    # Checking a model form fills its row; the action must meet the person as they stand.
    untouched = visible_staff(request, key)
    if request.method == "POST" and form.is_valid():
        try:
            change_staff_member(staff=untouched, by=request.user, at=timezone.now(), **form.cleaned_data)
        except errors.NameTaken as problem:
            form.add_error("email", refusal(problem))
        except errors.GuardedSignIn:
            form.add_error("email", _("This person has access of their own; only an administrator changes the e-mail."))
        else:
            return redirect(untouched)
    return render(request, "people/staff_form.html", {"form": form, "person": untouched})


def say_what_they_still_lead(request, person, team):
    """Leaving a team ends no leadership of it by itself: some lead a team from another one."""
    if person.leaderships.filter(team=team, until=None).exists():
        text = _("%(name)s still leads %(team)s. End that under “Branches and teams” if somebody else leads it now.")
        messages.warning(request, text % {"name": person.name, "team": team.name})


def require_visible(request, key, permission):
    """The person, if the reader may see them (else 404) and may do this (else 403)."""
    person = visible_staff(request, key)
    require(request.user, permission, person)
    return person
