"""The view of one deed: fetch what it is done to, ask whether one may, do it, answer with a sentence and a page.

@deed("rewards.freeze_run", fetch=_run, done=_("Frozen."), refused={RewardsError: said})
def freeze(request, run):
    freeze_run(run=run, by=request.user, at=timezone.now())
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.views.decorators.http import require_POST

from kit.access import require

Thing = TypeVar("Thing")


def itself(thing: Thing) -> Thing:
    """For `about`: the permission is asked for on what was fetched."""
    return thing


def deed(
    permission: str,
    *,
    fetch: Callable,
    refused: dict,
    done: str | Promise = "",
    about: Callable | None = None,
    form: type | None = None,
    unclear: str | Promise = "",
    to: Callable | None = None,
    level: int = messages.ERROR,
) -> Callable:
    """A POST view of one action, made of a function that calls it: `act(request, thing, **cleaned)`.

    fetch(request, **kwargs): the thing, from `visible_to`; 404 where there is none.
    about(thing): what the permission is asked for on. Without a `permission` the action asks.
    refused: {class of error: sentence, or what makes one of the error}; any other error rises.
    form: what else is sent with it; `unclear` is said where that is not valid, and nothing done.
    to(**kwargs): where it goes on; the thing's own page otherwise.
    """

    def decorate(act):
        @require_POST
        @wraps(act)
        def view(request, **kwargs):
            thing = fetch(request, **kwargs)
            if permission:
                require(request.user, permission, about(thing) if about else None)
            sent = form(request.POST) if form else None
            if sent is None or sent.is_valid():
                _do(request, act, thing, sent.cleaned_data if sent else {}, done, refused, level)
            elif unclear:
                messages.error(request, str(unclear))
            return redirect(to(**kwargs) if to else thing)

        return view

    return decorate


def _do(request, act, thing, cleaned, done, refused, level):
    try:
        act(request, thing, **cleaned)
    except tuple(refused) as refusal:
        messages.add_message(request, level, _said(refusal, refused))
    else:
        if done:
            messages.success(request, str(done))


def _said(refusal, refused):
    sentence = next(refused[each] for each in type(refusal).__mro__ if each in refused)
    return str(sentence(refusal) if callable(sentence) else sentence)
