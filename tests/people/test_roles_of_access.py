"""Access roles are given by administrators, to others, and count at the next request."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from people import errors
from people.actions import grant_access_role, revoke_access_role
from people.models import User
from tests.factories.people import UserFactory

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)


def test_a_granted_role_counts_at_the_very_next_request(narges, armin, client_for):
    client = client_for(narges)
    assert client.get(reverse("people:structure")).status_code == 403
    grant_access_role(user=narges.user, role="hr", by=armin.user, at=AT)
    assert client.get(reverse("people:structure")).status_code == 200


def test_a_revoked_role_is_gone_at_the_very_next_request(hoda, armin, client_for):
    UserFactory(groups=["hr"])
    client = client_for(hoda)
    assert client.get(reverse("people:structure")).status_code == 200
    revoke_access_role(user=hoda.user, role="hr", by=armin.user, at=AT)
    assert client.get(reverse("people:structure")).status_code == 403


def test_nobody_grants_themselves(armin):
    with pytest.raises(errors.AboutOneself):
        grant_access_role(user=armin.user, role="hr", by=armin.user, at=AT)


def test_only_the_three_roles_exist(narges, armin):
    with pytest.raises(errors.UnknownRole):
        grant_access_role(user=narges.user, role="Moderators", by=armin.user, at=AT)


def test_granting_twice_tells_once(narges, armin):
    for _ in range(2):
        grant_access_role(user=narges.user, role="author", by=armin.user, at=AT)
    assert narges.user.notices.count() == 1
    assert User.objects.get(pk=narges.user.pk).access_roles == {"author"}


def test_the_administrator_gives_and_takes_on_the_page(narges, armin, client_for):
    client = client_for(armin)
    client.post(reverse("people:grant", args=[narges.user.key]), {"role": "author"})
    assert User.objects.get(pk=narges.user.pk).access_roles == {"author"}
    client.post(reverse("people:revoke", args=[narges.user.key]), {"role": "author"})
    assert User.objects.get(pk=narges.user.pk).access_roles == frozenset()


def test_giving_access_asks_for_the_password_again_and_then_goes_on(narges, armin, client_for):
    from tests.factories.people import PASSWORD

    client = client_for(armin, just_signed_in=False)
    url = reverse("people:grant", args=[narges.user.key])
    asked = client.post(url, {"role": "author"})
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.get(pk=narges.user.pk).access_roles == frozenset()
    client.post(asked["Location"], {"password": PASSWORD, "next": url})
    assert User.objects.get(pk=narges.user.pk).access_roles == {"author"}


def test_a_forged_role_changes_nothing(narges, armin, client_for):
    client_for(armin).post(reverse("people:grant", args=[narges.user.key]), {"role": "superuser", "is_superuser": "on"})
    user = User.objects.get(pk=narges.user.pk)
    assert (user.is_superuser, user.groups.count()) == (False, 0)


def test_a_superuser_holds_no_role_and_stands_under_the_rules(db):
    root = UserFactory(is_superuser=True, is_staff=True)
    assert root.access_roles == frozenset()
    assert root.has_perm("people.change_organisation") is False
    assert root.has_perm("people.grant_access_role", root) is False


def test_an_inactive_account_holds_no_permission(armin):
    armin.user.is_active = False
    assert armin.user.has_perm("people.view_access") is False


def test_each_name_on_the_list_leads_to_where_access_is_given(people, client_for):
    client = client_for(people.armin)
    page = client.get(reverse("people:access")).content.decode()
    for holder in (people.mina, people.hoda, people.armin):
        where = reverse("people:account", args=[holder.user.key])
        assert f'<a href="{where}">{holder.name}</a>' in page
        assert client.get(where).status_code == 200
