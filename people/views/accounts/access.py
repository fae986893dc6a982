"""Who has which access."""

from django.db.models import BooleanField, Case, Exists, OuterRef, Prefetch, Q, When
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from kit.access import require
from kit.http.deed_views import deed, itself
from kit.lists import ListPage
from people import errors
from people.access.holders import is_last
from people.access.labels import DOES, GIVES, HELPED, TAKES, last_of_role, powers_of
from people.access.notices import named
from people.access.recent_help import helps
from people.access.second_people import SERVER
from people.accounts.confirmation import password_again
from people.actions import end_account_sessions, grant_access_role, revoke_access_role
from people.filters import AccessFilter
from people.forms.access import AccessForm
from people.models import TeamLead, User
from people.models.roles import ACCESS_ROLES, SECOND_PEOPLE, STAFF_ROLES, WITNESS
from people.refusals import refusal
from people.tables import AccessTable, led_teams

HELP_SHOWN, EVER = 10, 24 * 36500


class AccessList(ListPage):
    title = gettext_lazy("Access")
    lead = gettext_lazy("Who can do what. Press a name to give or take something, or to look at how they sign in.")
    permission = "people.view_access"
    table_class = AccessTable
    filterset_class = AccessFilter
    template_name = "people/access.html"

    def rows(self):
        """Everybody's account with what the page says of it; only those with a role where nothing was asked for."""
        found = accounts(timezone.localdate())
        if self.request.GET.get("state") == "closed":
            return found.filter(is_shut=True)
        found = found.filter(is_shut=False)
        return found if self.asks() else found.filter(has_role=True)

    def asks(self):
        return any(self.request.GET.get(name, "").strip() for name in ("q", "role", "state"))


def accounts(today):
    """Accounts with `has_role`, `is_shut`, `has_second`, `is_lead_today` and the teams that their owners lead."""
    leaderships = TeamLead.objects.open_on(today).select_related("team").order_by("team__code")
    factors = User.authenticator_set.rel.related_model.objects.filter(user=OuterRef("pk"), type="totp")
    role = Q(Exists(User.groups.through.objects.filter(user=OuterRef("pk"), group__name__in=ACCESS_ROLES)))
    return (
        User.objects.exclude(username=SERVER)
        .select_related("staff_member")
        .prefetch_related("groups", Prefetch("staff_member__leaderships", leaderships, to_attr="led_today"))
        .annotate(
            has_role=Case(When(role, then=True), default=False, output_field=BooleanField()),
            has_second=Exists(factors),
            is_shut=Case(
                When(Q(is_active=False) | Q(staff_member__left_on__lte=today), then=True),
                default=False,
                output_field=BooleanField(),
            ),
            is_lead_today=Exists(leaderships.order_by().filter(staff__user=OuterRef("pk"))),
        )
        .order_by("username")
    )


@require_GET
def account(request, key):
    require(request.user, "people.view_access")
    who = get_object_or_404(accounts(timezone.localdate()), key=key)
    last = is_last(who)
    now = timezone.now()
    helped = helps(at=now, to=[who], hours=EVER)[:HELP_SHOWN]
    context = {
        "account": who,
        "powers": powers_of(who, led_teams(who)),
        "roles": [_role(who, name, last) for name in STAFF_ROLES],
        "has_factor": who.has_second,
        "needs_factor": bool(who.access_roles & SECOND_PEOPLE),
        "is_me": who == request.user,
        "is_outsider": WITNESS in who.access_roles,
        "why_last": last_of_role(last),
        "helped": [(help.at, str(HELPED[help.kind]) % {"name": named(who), "by": named(help.by)}) for help in helped],
        "may_end_sessions": not who.is_shut and request.user.has_perm("people.end_account_sessions", who),
        "may_see_log": request.user.has_perm("people.view_audit"),
    }
    return render(request, "people/account.html", context)


def _role(who, name, last):
    return {
        "name": name,
        "held": name in who.access_roles,
        "is_last": name in last,
        "does": str(DOES[name]) % {"name": named(who)},
        "consequence": str(TAKES[name] if name in who.access_roles else GIVES[name]),
    }


def _account(request, key):
    require(request.user, "people.view_access")
    return get_object_or_404(User, key=key, is_active=True)


def _deed(permission, **options):
    """Of one account; it goes on at the account's page."""
    return deed(
        permission,
        fetch=_account,
        about=itself,
        refused={errors.PeopleError: refusal},
        to=lambda who: reverse("people:account", args=[who.key]),
        **options,
    )


@password_again
@_deed(
    "people.end_account_sessions",
    done=gettext_lazy("Every session has ended; at the next click they have to sign in anew."),
)
def end_sessions(request, who):
    end_account_sessions(user=who, by=request.user, at=timezone.now())


@password_again
@_deed("people.grant_access_role", form=AccessForm)
def grant(request, who, role):
    grant_access_role(user=who, role=role, by=request.user, at=timezone.now())


@password_again
@_deed("people.revoke_access_role", form=AccessForm)
def revoke(request, who, role):
    revoke_access_role(user=who, role=role, by=request.user, at=timezone.now())
