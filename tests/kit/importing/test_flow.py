"""A made-up kind of file walks all steps: a guest list with a table, and a list of notes without one."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from django.contrib import messages
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import include, path, reverse

from config.urls import urlpatterns as product
from kit.files.previews import Previews
from kit.importing.flow import Flow, listed
from kit.importing.forms import TableFileForm
from kit.importing.kinds import Field, Kind
from kit.importing.models import SavedMapping
from kit.importing.table_flow import InPlaceFlow, TableFlow

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.importing.test_flow")]
FIELDS = (
    Field("name", "Guest", ("guest",), is_required=True),
    Field("seats", "Seats", ("seats",), is_required=True),
)
GUESTS = b"guest,seats\nNarges,2\nSaeed,many\nParisa,1\n"
WRITTEN = []


@dataclass
class Row:
    number: int
    name: str
    state: str = "new"
    problems: list = field(default_factory=list)


class Crowded(ValueError):
    """A row has a problem, and nobody said to leave it out."""


class GuestFile(TableFlow):
    kind = Kind("guests", "Guests", FIELDS, permission="people.import_staff", address="try:guests")
    templates = {"upload": "kit/importing/_steps.html", "preview": "kit/importing/_steps.html"}
    states, per_page = ("wrong", "new"), 2
    refusals = {Crowded: "Nothing was written."}

    def about(self, cleaned):
        return {"size": cleaned["file"].size}

    def plan(self, kept):
        file = kept.brought()
        rows = [Row(record.number, record.cells["name"]) for record in file.records]
        for row, record in zip(rows, file.records, strict=True):
            if not record.cells["seats"].isdigit():
                row.state, row.problems = "wrong", ["No number."]
        return SimpleNamespace(rows=rows, file=file, wrong_rows=[row for row in rows if row.problems])

    def write(self, kept):
        plan = self.plan(kept)
        if plan.wrong_rows and "leave_out" not in self.request.POST:
            raise Crowded
        WRITTEN.extend(row.name for row in plan.rows if row.state == "new")
        return len(WRITTEN)

    def done(self, result):
        messages.success(self.request, f"{result} guests.")
        return self.url()


class PlaceFile(GuestFile, InPlaceFlow):
    kind = Kind("places", "Places", FIELDS, permission="people.import_staff", address="try:places")


class NoteFile(Flow):
    permission = "people.import_staff"
    store = Previews("try-notes")
    form_class = TableFileForm
    templates = GuestFile.templates
    unreadable, unread_status = (UnicodeDecodeError,), 422
    refusals = {Crowded: ""}

    def url(self, step=""):
        return reverse(f"try:note_{step}", args=[self.name]) if step else reverse("try:notes")

    def read(self, form):
        return {"lines": form.cleaned_data["file"].read().decode().splitlines()}

    def words(self, problem):
        return "No text."

    def plan(self, kept):
        return kept["lines"]

    def write(self, kept):
        if "" in kept["lines"]:
            raise Crowded
        WRITTEN.extend(kept["lines"])

    def done(self, result):
        return self.url()

    def wrong_file(self, kept):
        return listed(["Line"], [[line] for line in kept["lines"] if not line])


ours = [
    *GuestFile.urls("guests/", "guests"),
    *PlaceFile.urls("places/import/", "places", first_at="places/"),
    *NoteFile.urls("notes/", "note", first_named="notes"),
]
urlpatterns = [path("try/", include((ours, "try"))), *product]


@pytest.fixture(autouse=True)
def nothing_written():
    WRITTEN.clear()


@pytest.fixture
def hoda(people, client_for):
    return client_for(people.hoda)


def brought(client, content=GUESTS, at="/try/guests/"):
    return client.post(at, {"file": SimpleUploadedFile("guests.csv", content)})["Location"]


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_the_addresses_of_a_flow_and_what_they_take(people, hoda):
    step = brought(hoda)
    assert step.startswith("/try/guests/")
    assert [hoda.post(f"{step}{more}").status_code for more in ("", "wrong/")] == [405, 405]
    assert hoda.get(f"{step}confirm/").status_code == 405
    assert reverse("try:places_saved") == "/try/places/import/saved/"
    assert reverse("try:places_preview", args=["x"]) == "/try/places/import/x/"
    assert [entry.name for entry in PlaceFile.urls("", "y") if "confirm" in entry.name] == []


def test_a_table_goes_from_its_upload_to_its_rows(hoda):
    page = hoda.get("/try/guests/")
    assert [here for _label, _address, here in page.context["steps"]] == [True, False, False, False]
    page = hoda.get(brought(hoda))
    rows = page.context["page"]
    assert [(row.name, row.state) for row in rows] == [("Saeed", "wrong"), ("Narges", "new")]
    assert (rows.paginator.count, page.context["counts"]) == (3, {"wrong": 1, "new": 2})
    assert (page.context["filename"], page.context["left_out"]) == ("guests.csv", [])
    narrowed = hoda.get(page.request["PATH_INFO"], {"show": "new", "page": 9, "x": "1"})
    assert [row.name for row in narrowed.context["page"]] == ["Narges", "Parisa"]
    assert narrowed.context["also"] == "x=1"
    assert WRITTEN == []


def test_a_file_that_is_no_table_says_so_in_its_form(hoda):
    page = hoda.post("/try/guests/", {"file": SimpleUploadedFile("guests.xlsx", b"PK\x03\x04 no workbook")})
    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert hoda.post("/try/guests/", {}).context["form"].errors["file"]


def test_wrong_rows_go_home_as_a_file(hoda):
    answer = hoda.get(f"{brought(hoda)}wrong/")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer["Content-Disposition"].startswith("attachment")
    assert [line.split(",")[2:] for line in lines] == [["guest", "seats"], ["Saeed", "many"]]


def test_confirming_is_refused_with_words_then_done_once(hoda):
    step = brought(hoda)
    refused = hoda.post(f"{step}confirm/")
    assert (refused.url, said(refused), WRITTEN) == (step, ["Nothing was written."], [])
    done = hoda.post(f"{step}confirm/", {"leave_out": "1"})
    assert (done.url, said(done)[-1], WRITTEN) == ("/try/guests/", "2 guests.", ["Narges", "Parisa"])
    assert hoda.post(f"{step}confirm/", {"leave_out": "1"}).status_code == 404
    assert hoda.get(step).status_code == 404
    assert WRITTEN == ["Narges", "Parisa"]


def test_in_place_the_rows_take_the_last_word(hoda):
    step = brought(hoda, at="/try/places/")
    refused = hoda.post(step)
    assert (refused.status_code, refused.context["counts"]["wrong"], WRITTEN) == (200, 1, [])
    assert hoda.post(step, {"leave_out": "1"}).url == "/try/places/"
    assert (hoda.post(step, {"leave_out": "1"}).status_code, len(WRITTEN)) == (404, 2)


def test_nobody_else_finds_the_file_and_without_the_right_nothing_is_told(people, hoda, client_for):
    step = brought(hoda)
    for more, method in (("", "get"), ("wrong/", "get"), ("columns/", "get"), ("confirm/", "post")):
        assert getattr(client_for(people.armin), method)(f"{step}{more}").status_code in {403, 404}
        assert getattr(client_for(people.narges), method)(f"{step}{more}").status_code == 403
        assert getattr(hoda, method)(f"/try/guests/{'x' * 32}/{more}").status_code == 404
        # A file of one kind is none of another.
        assert getattr(hoda, method)(f"{step.replace('guests/', 'notes/')}{more}").status_code == 404
    assert client_for(people.narges).get("/try/guests/").status_code == 403
    assert client_for(people.narges).get("/try/guests/saved/").status_code == 403
    assert WRITTEN == []


def test_unknown_columns_are_asked_for_before_any_other_step(hoda):
    step = brought(hoda, b"who,how many\nNarges,2\n")
    assert step.endswith("/columns/")
    rows = step.removesuffix("columns/")
    assert [hoda.get(rows).url, hoda.get(f"{rows}wrong/").url, hoda.post(f"{rows}confirm/").url] == [step] * 3
    told = {"column_name": "0", "column_seats": "1", "save_as": "Of the till"}
    assert hoda.post(step, told | {"column_seats": ""}).status_code == 422
    assert hoda.post(step, told).url == rows
    assert hoda.get(rows).context["counts"] == {"wrong": 0, "new": 1}
    assert hoda.get("/try/guests/saved/").context["lines"][0][0] == SavedMapping.objects.get(name="Of the till")
    assert not brought(hoda, b"who,how many\nSaeed,3\n").endswith("/columns/")


def test_a_file_without_a_table_takes_the_same_way(hoda):
    unread = hoda.post("/try/notes/", {"file": SimpleUploadedFile("x.txt", b"\xff")})
    assert (unread.status_code, unread.context["form"].errors["file"]) == (422, ["No text."])
    step = brought(hoda, b"one\n\ntwo", at="/try/notes/")
    assert hoda.get(step).context["plan"] == ["one", "", "two"]
    assert hoda.get(f"{step}wrong/").status_code == 200
    refused = hoda.post(f"{step}confirm/")
    assert (refused.url, said(refused), WRITTEN) == (step, [], [])
    step = brought(hoda, b"one\ntwo", at="/try/notes/")
    assert (hoda.post(f"{step}confirm/").url, WRITTEN) == ("/try/notes/", ["one", "two"])
    assert hoda.post(f"{step}confirm/").status_code == 404
