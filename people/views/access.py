"""Who has which access."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from kit.access import require
from kit.lists import ListPage
from people import errors
from people.access_words import last_of_role, refusal
from people.actions import grant_access_role, revoke_access_role
from people.confirm import password_again
from people.forms import AccessForm
from people.holders import is_last
from people.models import StaffMember, User
from people.roles import ACCESS_ROLES, STAFF_ROLES, WITNESS
from people.tables import AccessTable


class AccessList(ListPage):
    title = gettext_lazy("Access")
    lead = gettext_lazy("Who may write the folder, who is HR and who is administrator. Everybody else is staff.")
    permission = "people.view_access"
    table_class = AccessTable
    export_name = "access"
    exports = ""
    template_name = "people/access.html"

    def rows(self):
        accounts = User.objects.filter(is_active=True).select_related("staff_member").prefetch_related("groups")
        asked = self.request.GET.get("q", "").strip()[:100]
        if asked:
            named = StaffMember.objects.named_like(asked)
            return accounts.filter(Q(username__icontains=asked) | Q(staff_member__in=named)).order_by("username")
        holders = accounts.filter(Q(groups__name__in=ACCESS_ROLES) | Q(is_superuser=True))
        return holders.distinct().order_by("username")

    def context(self):
        return {"asked": self.request.GET.get("q", "")}


@require_GET
def account(request, key):
    require(request.user, "people.view_access")
    who = get_object_or_404(User.objects.select_related("staff_member"), key=key)
    last = is_last(who)
    context = {
        "account": who,
        "roles": [{"name": name, "held": name in who.access_roles, "is_last": name in last} for name in STAFF_ROLES],
        "has_factor": who.authenticator_set.filter(type="totp").exists(),
        "is_me": who == request.user,
        "is_outsider": WITNESS in who.access_roles,
        "why_last": last_of_role(last),
    }
    return render(request, "people/account.html", context)


@require_POST
@password_again
def grant(request, key):
    return _change(request, key, "people.grant_access_role", grant_access_role)


@require_POST
@password_again
def revoke(request, key):
    return _change(request, key, "people.revoke_access_role", revoke_access_role)


def _change(request, key, permission, action):
    require(request.user, "people.view_access")
    who = get_object_or_404(User, key=key, is_active=True)
    require(request.user, permission, who)
    form = AccessForm(request.POST)
    if form.is_valid():
        try:
            action(user=who, role=form.cleaned_data["role"], by=request.user, at=timezone.now())
        except errors.PeopleError as problem:
            messages.error(request, refusal(problem))
    return redirect("people:account", key)
