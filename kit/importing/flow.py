"""One upload -> preview -> confirm, whatever the file is: a kind of file is a subclass that says what differs."""

import io
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kit.access import require
from kit.files.names import file_name
from kit.files.previews import Previews
from kit.forms import posted
from kit.http.answers import bytes_file
from kit.http.deed_views import Refusals, tell_refusal
from kit.http.signed_in import SignedIn
from kit.spreadsheets import CSV, write_csv

READ, SENT = ("GET", "HEAD"), ("POST",)


class Step(NamedTuple):
    """One address: below the flow's own, `name` is that of the file."""

    route: str
    methods: tuple[str, ...]


class Gone(Http404):
    """No such file, somebody else's, or older than two hours."""


class Flow:
    """One request to one of the steps. `name`: under which the file is kept; `kept`: what was kept of it.

    An app says `read` (what is kept of a file: plain data), `plan` (what it would do), `write` (ONE action; what it
    raises stands in `refusals`) and `done` (says what was done, gives the next address); `store`, `permission`, the
    form, the templates "upload" and "preview", and `url`, whose names `urls` makes.
    """

    steps: ClassVar[dict[str, Step]] = {
        "": Step("", (*READ, *SENT)),
        "preview": Step("<str:name>/", READ),
        "wrong": Step("<str:name>/wrong/", READ),
        "confirm": Step("<str:name>/confirm/", SENT),
    }
    permission = ""
    store: Previews
    form_class: type[forms.Form]
    templates: ClassVar[dict[str, str]] = {}
    # Errors of `read`, put into words by `words`; and the status of the page that shows them.
    unreadable: ClassVar[tuple[type[Exception], ...]] = ()
    unread_status = 200
    # What is said of each error of `write`; "" where the rows themselves say why.
    refusals: ClassVar[Refusals] = {}

    def __init__(self, request: SignedIn, name: str = "") -> None:
        self.request, self.name = request, name
        self.by, self.at = request.user, timezone.now()

    @classmethod
    def urls(cls, at: str, named: str, *, first_at: str = "", first_named: str = "") -> list[URLPattern]:
        """The addresses below `at`, called `named` (the file's own) and `<named>_<step>`. `first_at`, `first_named`:
        of the file's own, where they are others."""
        steps = sorted(cls.steps, key=lambda step: "<" in cls.steps[step].route)
        routes = {step: f"{at}{cls.steps[step].route}" for step in steps}
        names = {step: f"{named}_{step}" for step in steps}
        routes[""], names[""] = first_at or at, first_named or named
        return [path(routes[step], cls.view(step), name=names[step]) for step in steps]

    @classmethod
    def view(cls, step: str) -> Callable[..., HttpResponse]:
        def view(request: SignedIn, **named: str) -> HttpResponse:
            flow = cls(request, **named)
            flow.allow()
            answer: HttpResponse = getattr(flow, step or "upload")()
            return answer

        view.__name__, view.__module__ = f"{cls.__name__}.{step or 'upload'}", cls.__module__
        vars(view).update(flow=cls, step=step or "upload")
        return require_http_methods(cls.steps[step].methods)(view)

    # The steps.

    def upload(self) -> HttpResponse:
        form = self.form()
        if form.is_bound and form.is_valid():
            try:
                return redirect(self.keep(form))
            except self.unreadable as problem:
                form.add_error("file", self.words(problem))
        return self.page("upload", {"form": form, **self.beside_form()}, self.unread_status if form.is_bound else 200)

    def preview(self) -> HttpResponse:
        """Everything that would happen; nothing is written yet."""
        kept = self.opened()
        return self.unready(kept) or self.shown(kept)

    def confirm(self) -> HttpResponse:
        """All of it, or nothing and back to the rows."""
        kept = self.opened()
        return self.unready(kept) or self.written(kept) or redirect(self.url("preview"))

    def wrong(self) -> HttpResponse:
        """What would be left out, to mend it in a file of its own."""
        kept = self.opened()
        return self.unready(kept) or self.wrong_file(kept)

    # What an app says.

    def allow(self) -> None:
        """Raises PermissionDenied."""
        require(self.by, self.permission)

    def url(self, step: str = "") -> str:
        raise NotImplementedError

    def beside_form(self) -> dict[str, Any]:
        """For the page of the form."""
        return {}

    def read(self, form: Any) -> dict[str, Any]:
        raise NotImplementedError

    def words(self, problem: Exception) -> str:
        return str(problem)

    def unready(self, kept: Any) -> HttpResponse | None:
        """The way to what must be said before there are rows to look at."""
        return None

    def plan(self, kept: Any) -> Any:
        raise NotImplementedError

    def context(self, kept: Any, plan: Any) -> dict[str, Any]:
        """For the page of the preview."""
        return {}

    def write(self, kept: Any) -> Any:
        raise NotImplementedError

    def done(self, result: Any) -> str:
        raise NotImplementedError

    def wrong_file(self, kept: Any) -> HttpResponse:
        raise NotImplementedError

    # How it goes.

    def form(self) -> Any:
        data = posted(self.request)
        return self.form_class(data, self.request.FILES if data is not None else None, initial=self.initial())

    def initial(self) -> dict[str, Any]:
        return {}

    def keep(self, form: Any) -> str:
        """Returns the address of the next step."""
        self.name = self.store.keep(self.read(form), by=self.by, at=self.at)
        return self.url("preview")

    def load(self) -> Any:
        return self.store.load(self.name, by=self.by, at=self.at)

    def drop(self) -> None:
        self.store.drop(self.name, by=self.by)

    def opened(self) -> Any:
        kept = self.load()
        if kept is None:
            raise Gone
        return kept

    def shown(self, kept: Any, status: int = 200) -> HttpResponse:
        plan = self.plan(kept)
        return self.page("preview", {"plan": plan, "name": self.name, **self.context(kept, plan)}, status)

    def written(self, kept: Any) -> HttpResponse | None:
        """The answer to what is written now, the file goes; None where it was refused."""
        try:
            result = self.write(kept)
        except tuple(self.refusals) as problem:
            self.refuse(problem)
            return None
        self.drop()
        return redirect(self.done(result))

    def refuse(self, problem: Exception) -> None:
        tell_refusal(self.request, problem, self.refusals)

    def page(self, step: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(self.request, self.templates[step], context, status=status)


def listed(heads: Iterable[str], rows: Iterable[Iterable[object]], title: str = "") -> HttpResponse:
    """What would be left out, as a file."""
    file = io.BytesIO()
    write_csv(file, heads, rows)
    return bytes_file(file.getvalue(), file_name(title or _("Rows with a problem"), "csv"), CSV)
