from django.test import RequestFactory

from people.accounts.confirmation import password_confirmed_recently
from people.roles import is_administrator, is_author, is_hr, is_lead


def test_everybody_is_what_they_are_called(people):
    assert is_author(people.mina.user) and is_hr(people.hoda.user) and is_administrator(people.armin.user)
    assert is_lead(people.saeed.user) and is_lead(people.kaveh.user)
    assert not is_lead(people.narges.user)


def test_who_left_is_signed_out_at_the_next_request(behnam, client_for):
    assert client_for(behnam).get("/").url.startswith("/account/login/")


def test_a_visitor_is_sent_to_sign_in(visitor, db):
    assert visitor.get("/").url.startswith("/account/login/")


def test_a_client_has_given_the_password_just_now_or_long_ago(narges, client_for):
    def has_just_given_it(client):
        request = RequestFactory().get("/")
        request.user, request.session = narges.user, client.session
        return password_confirmed_recently(request)

    assert has_just_given_it(client_for(narges))
    assert not has_just_given_it(client_for(narges, just_signed_in=False))
