"""What we rely on in allauth's internal modules: an update that changes it fails here, by name."""

import time

import pytest
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from django.contrib.sessions.backends.db import SessionStore
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse

from people.accounts.allauth_inside import record_authentication, resume_request
from people.accounts.confirmation import password_confirmed_recently


@pytest.fixture
def asking(narges):
    """A request of hers, in a session that nothing was proven in yet."""
    request = RequestFactory().get("/")
    request.user, request.session = narges.user, SessionStore()
    return request


def test_a_proof_is_read_back_with_its_time_and_what_was_said_of_it(asking):
    record_authentication(asking, asking.user, method="password", username="narges")
    [record] = get_authentication_records(asking, asking.user)
    assert record == {"method": "password", "at": record["at"], "username": "narges"}
    assert 0 <= time.time() - record["at"] < 5
    assert not password_confirmed_recently(asking)
    record_authentication(asking, asking.user, method="mfa", reauthenticated=True)
    assert [each["method"] for each in get_authentication_records(asking, asking.user)] == ["password", "mfa"]
    assert password_confirmed_recently(asking)


def test_a_proof_of_one_person_is_none_of_another(asking, hoda):
    record_authentication(asking, asking.user, method="password", reauthenticated=True)
    assert get_authentication_records(asking, hoda.user) == []


def test_a_form_that_was_on_its_way_is_sent_on_once(narges, client_for):
    client, address = client_for(narges, just_signed_in=False), reverse("mfa_generate_recovery_codes")
    assert client.post(address, {"kept": "yes"})["Location"].startswith(reverse("account_reauthenticate"))
    request = RequestFactory().get("/", {"next": address})
    request.user, request.session = narges.user, client.session
    with context.request_context(request):
        record_authentication(request, request.user, method="password", reauthenticated=True)
        assert resume_request(request) is not None
        assert (request.method, request.path, request.POST.dict()) == ("POST", address, {"kept": "yes"})
        request.GET = QueryDict(f"next={address}")
        assert resume_request(request)["Location"] == address, "the second time one only goes to the page"


def test_without_an_address_one_goes_nowhere(asking):
    assert resume_request(asking) is None
