"""One deed of a view: asked for, done, answered; what an action refuses becomes a sentence, what is a fault rises."""

import pytest
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from kit.http.deed_views import as_info, as_warning, deed, itself


class Refusal(Exception):
    pass


class Taken(Refusal):
    pass


class Reason(forms.Form):
    reason = forms.CharField()


class Somebody:
    def __init__(self, *held):
        self.held = held

    def has_perm(self, permission, thing=None):
        return (permission, thing) in self.held


@pytest.fixture
def asked(rf, monkeypatch):
    """(request for a user and what is sent, [what was said])."""
    said = []
    monkeypatch.setattr(messages, "add_message", lambda request, level, text: said.append((level, text)))

    def ask(user, method="post", **sent):
        request = getattr(rf, method)("/", sent)
        request.user = user
        return request

    return ask, said


def found(request, key):
    if key == "nobody":
        raise Http404
    return f"/{key}/"


def view_of(act, **options):
    return deed("do", fetch=found, refused={Taken: "Taken.", Refusal: lambda each: f"No: {each}"}, **options)(act)


def done_to(things):
    return lambda request, thing, **more: things.append((thing, more))


def test_it_is_done_said_and_goes_on(asked):
    ask, said = asked
    things = []
    answer = view_of(done_to(things), done="Done.")(ask(Somebody(("do", None))), key="a")
    assert (things, said, answer.url) == ([("/a/", {})], [(messages.SUCCESS, "Done.")], "/a/")


def test_only_a_post_does_it(asked):
    ask, _said = asked
    assert view_of(done_to([]))(ask(Somebody(("do", None)), "get"), key="a").status_code == 405


def test_whoever_may_not_does_nothing(asked):
    ask, said = asked
    things = []
    with pytest.raises(PermissionDenied):
        view_of(done_to(things), about=itself)(ask(Somebody(("do", "/b/"))), key="a")
    with pytest.raises(Http404):
        view_of(done_to(things))(ask(Somebody(("do", None))), key="nobody")
    assert (things, said) == ([], [])


@pytest.mark.parametrize(("error", "sentence"), [(Taken(), "Taken."), (Refusal("why"), "No: why")])
def test_a_refusal_is_said_in_the_words_of_the_nearest_class(asked, error, sentence):
    def act(request, thing):
        raise error

    ask, said = asked
    view = view_of(act, done="Done.", to=lambda thing: f"/list{thing}")
    answer = view(ask(Somebody(("do", None))), key="a")
    assert (said, answer.url) == ([(messages.ERROR, sentence)], "/list/a/")


@pytest.mark.parametrize(("told", "level"), [(as_info, messages.INFO), (as_warning, messages.WARNING)])
def test_what_is_no_error_is_told_in_its_own_tone(asked, told, level):
    def act(request, thing):
        raise Taken

    ask, said = asked
    deed(fetch=found, refused={Taken: told(lambda refusal: type(refusal).__name__)})(act)(ask(Somebody()), key="a")
    deed(fetch=found, done=told("Done."))(done_to([]))(ask(Somebody()), key="a")
    deed(fetch=found, form=Reason, unclear=told("Say why."))(done_to([]))(ask(Somebody()), key="a")
    assert said == [(level, "Taken"), (level, "Done."), (level, "Say why.")]


def test_what_is_asked_first_is_asked_before_anything_is_fetched(asked):
    ask, _said = asked
    view = deed("do", first="see", fetch=found, about=itself)(done_to([]))
    with pytest.raises(PermissionDenied):
        view(ask(Somebody()), key="nobody")
    with pytest.raises(Http404):
        view(ask(Somebody(("see", None))), key="nobody")
    with pytest.raises(PermissionDenied):
        view(ask(Somebody(("see", None))), key="a")
    assert view(ask(Somebody(("see", None), ("do", "/a/"))), key="a").url == "/a/"


def test_without_a_thing_it_is_done_by_and_to_who_is_signed_in(asked):
    ask, _said = asked
    things, somebody = [], Somebody(("do", None))
    assert deed("do", to="/list/")(done_to(things))(ask(somebody)).url == "/list/"
    assert things == [(somebody, {})]


def test_what_was_made_is_where_it_goes_on_and_only_once_it_is_done(asked):
    def act(request, thing):
        if thing == "/taken/":
            raise Taken
        return "/made/"

    ask, _said = asked
    view = view_of(act, to=lambda thing: "/list/")
    assert view(ask(Somebody(("do", None))), key="a").url == "/made/"
    assert view(ask(Somebody(("do", None))), key="taken").url == "/list/"


def test_what_is_made_may_be_shown_at_once(asked):
    ask, said = asked
    shown = HttpResponse("this once")
    view = view_of(lambda request, thing: shown, done="Done.")
    assert view(ask(Somebody(("do", None))), key="a") is shown
    assert said == [(messages.SUCCESS, "Done.")]


def test_a_fault_is_no_refusal(asked):
    def act(request, thing):
        raise KeyError

    ask, _said = asked
    with pytest.raises(KeyError):
        view_of(act)(ask(Somebody(("do", None))), key="a")


def test_what_is_sent_with_it_is_cleaned_first(asked):
    ask, said = asked
    things = []
    view = view_of(done_to(things), form=Reason, unclear="Say why.")
    view(ask(Somebody(("do", None))), key="a")
    assert (things, said) == ([], [(messages.ERROR, "Say why.")])
    view(ask(Somebody(("do", None)), reason=" so "), key="a")
    assert things == [("/a/", {"reason": "so"})]
