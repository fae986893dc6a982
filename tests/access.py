"""Who may do what: one row of expectations for every URL.

How to write yours, in `tests/<app>/access.py`:

    from types import SimpleNamespace
    from tests.access import Row, everyone, only, public

    def build(people):                     # optional: rows of the database your URLs need; made once
        return SimpleNamespace(draft=EvaluationFactory(subject=people.narges, evaluator=people.saeed))

    ROWS = [
        Row("evaluations:list"),                                        # everyone signed in: GET 200, POST 405
        Row("evaluations:desk", get=only("saeed", "kaveh", "hoda")),    # all others 403
        Row("evaluations:detail", args=lambda w: {"key": w.evaluations.draft.key},
            get=only("saeed", "hoda", others=404)),                     # out of scope is 404
        Row("evaluations:submit", args=lambda w: {"key": w.evaluations.draft.key},
            get=405, post=only("saeed", status=302, others=404)),       # a @require_POST view
        Row("evaluations:edit", args=..., get=only("saeed", others=404),
            post=only("saeed", status=(200, 302), others=404), data=lambda w: {"version": 1}),
        Row("kit:verify", get=public(200), post=public(405), args=...),  # needs no sign-in
    ]

- `w` has the people (`w.narges`, `w.day_shift`) and what each app built (`w.evaluations.draft`, `w.playbook.edition`).
  An app builds after those below it: `build(people)` finds e.g. `people.playbook` there already.
- An int or a tuple stands for `everyone(...)`. `visitor` and `behnam` (who left) are sent to sign in unless you use
  `public` or name them. A dict {persona: status} names them one by one, with "others" for the rest.
- The same URL may have several rows with different objects: tell them apart with `case="another team's"`.
- Every GET is also checked to write nothing to the database (sessions aside).
- Statuses: a number, a tuple of numbers, SIGN_IN (sent to sign in) or PASSWORD (asked for the password again).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from tests.personas import EVERYBODY

SIGN_IN = "sign-in"
PASSWORD = "password again"
SHUT_OUT = ("visitor", "behnam")


def everyone(status):
    """Everyone signed in gets `status`; the visitor and who has left are sent to sign in."""
    return {"others": status, **dict.fromkeys(SHUT_OUT, SIGN_IN)}


def only(*names, status=200, others=403):
    """The named people get `status`, everyone else signed in gets `others`."""
    return {**everyone(others), **dict.fromkeys(names, status)}


def public(status):
    """The same for everybody, signed in or not."""
    return {"others": status}


@dataclass(frozen=True)
class Row:
    """What every persona gets from one URL. `name` is the URL's name with its namespace."""

    name: str
    get: Mapping | int | tuple = 200
    post: Mapping | int | tuple = 405
    args: Callable[..., Mapping | tuple] = field(default=lambda world: {})
    data: Callable[..., Mapping] = field(default=lambda world: {})
    case: str = ""

    def __str__(self):
        return f"{self.name} ({self.case})" if self.case else self.name

    def address(self, world):
        """The path; a name with a slash is one itself, of a URL that has no name."""
        if "/" in self.name:
            return self.name
        parts = self.args(world)
        return reverse(self.name, **{"kwargs" if isinstance(parts, Mapping) else "args": parts})

    def expected(self, method):
        """{persona: statuses as a tuple} for 'get' or 'post'."""
        wish = getattr(self, method)
        wish = wish if isinstance(wish, Mapping) else everyone(wish)
        unknown = set(wish) - {*EVERYBODY, "others"}
        if unknown:
            raise ValueError(f"{self}: no such persona: {', '.join(sorted(unknown))}")
        return {who: _as_tuple(wish[who] if who in wish else wish["others"]) for who in EVERYBODY}


def _as_tuple(status):
    return status if isinstance(status, tuple) else (status,)
