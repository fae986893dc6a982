"""The view of one deed: fetch what it is done to, ask whether one may, do it, answer with a sentence and a page.

@deed("rewards.freeze_run", fetch=_run, done=_("Frozen."), refused=RUN)
def freeze(request, run):
    freeze_run(run=run, by=request.user, at=timezone.now())
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.views.decorators.http import require_POST

from kit.access import require

Thing = TypeVar("Thing")
# A sentence, or what makes one of a refusal.
Sentence = str | Promise | Callable[[Exception], str | Promise]


@dataclass(frozen=True)
class Told:
    """A sentence that is no plain success and no error."""

    level: int
    sentence: Sentence


# What is said of each class of error: one table of an app, beside its errors.
Refusals = Mapping[type[Exception], Sentence | Told]


def as_info(sentence: Sentence) -> Told:
    """It is so already: there was nothing to do."""
    return Told(messages.INFO, sentence)


def as_warning(sentence: Sentence) -> Told:
    """Something has to be done first, or was done by another meanwhile."""
    return Told(messages.WARNING, sentence)


def itself(thing: Thing) -> Thing:
    """For `about`: the permission is asked for on what was fetched."""
    return thing


def deed(
    permission: str = "",
    *,
    first: str = "",
    fetch: Callable | None = None,
    about: Callable | None = None,
    form: type | None = None,
    unclear: Sentence | Told = "",
    refused: Refusals | None = None,
    done: Sentence | Told = "",
    to: str | Callable | None = None,
) -> Callable:
    """A POST view of one action, made of a function that calls it: `act(request, thing, **cleaned)`.

    first: a permission that is asked for before anything is fetched.
    fetch(request, **kwargs): the thing, from `visible_to`; 404 where there is none. Without it, who is signed in.
    about(thing): what the permission is asked for on. Without a `permission` `first`, `fetch` or the action asks.
    refused: {class of error: what is said}; any other error rises.
    form: what else is sent with it; `unclear` is said where that is not valid, and nothing done.
    to: where it goes on: the name of a page, or of the thing `to(thing)`; the thing's own page otherwise. Once it
    is done, what `act` returns comes before that: another place, or the answer itself.
    """
    words = refused or {}

    def decorate(act):
        @require_POST
        @wraps(act)
        def view(request, **kwargs):
            if first:
                require(request.user, first)
            thing = fetch(request, **kwargs) if fetch else request.user
            if permission:
                require(request.user, permission, about(thing) if about else None)
            sent, onward = form(request.POST) if form else None, None
            if sent is not None and not sent.is_valid():
                _tell(request, unclear, messages.ERROR)
            else:
                onward = _do(request, act, thing, sent.cleaned_data if sent else {}, done, words)
            if isinstance(onward, HttpResponseBase):
                return onward
            return redirect(_place(to, thing) if onward is None else onward)

        return view

    return decorate


def _do(request, act, thing, cleaned, done, refused):
    """What the act returned; None where it was refused."""
    try:
        onward = act(request, thing, **cleaned)
    except tuple(refused) as refusal:
        tell_refusal(request, refusal, refused)
        return None
    _tell(request, done, messages.SUCCESS)
    return onward


def tell_refusal(request: HttpRequest, refusal: Exception, refused: Refusals) -> None:
    """Says what the table has for the nearest class of the error; an empty sentence says nothing."""
    words = next(refused[each] for each in type(refusal).__mro__ if each in refused)
    _tell(request, words, messages.ERROR, refusal)


def _tell(request, words, level, refusal=None):
    if isinstance(words, Told):
        level, words = words.level, words.sentence
    if callable(words) and refusal is not None:
        words = words(refusal)
    if words:
        messages.add_message(request, level, str(words))


def _place(to, thing):
    return to(thing) if callable(to) else (to or thing)
