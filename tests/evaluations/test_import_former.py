"""e07: people and places named by nothing but an import are former. Nothing that goes on counts them, and a place is
not called a person."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from evaluations import actions
from evaluations.actions.answers import GivenAnswer
from evaluations.documents.record import find_evaluation
from evaluations.documents.record_content import record_content
from evaluations.importing.execution import import_evaluations
from evaluations.importing.mapping import read_mapping
from evaluations.importing.rows import file_hash
from evaluations.links.coverage import evaluated
from evaluations.models import CycleAssignment, Evaluation
from evaluations.verification import problems as verified
from home.first_steps.facts import facts_now
from kit.documents.store import read_document
from kit.reader import reading_as
from kit.spreadsheets import read_table
from people.actions.forgetting import due
from people.models import Organisation, StaffMember
from tests.documents.reading import text_of
from tests.evaluations.import_cases.mappings import STORES
from tests.factories.evaluations import document_of, open_cycle, published_scorecard
from tests.factories.playbook import frozen_edition
from tests.people.test_staff_import import plan_of

AUDITS = STORES.replace('"AUDIT"', '"{Auditor}"')
FILE = b"Store,Auditor,Visited,Score,Cleanliness %\nNorth,AUD-1,2024-03-09,87,92.5\nSouth,AUD-2,2024-03-10,61,70.5\n"
PEOPLE = AUDITS.replace('kind = "place"', 'kind = "person"').replace('[source]\nvalue = "mystery"\n', "")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(people):
    user = people.hoda.user
    user.language, user.digits = "en", "en"
    user.save()
    with reading_as("en"):
        yield


def bring(mapping=AUDITS, content=FILE):
    about = {"file_hash": file_hash(content), "source": "old.csv", "mapping": read_mapping(mapping)}
    return import_evaluations(table=read_table(io.BytesIO(content)), **about, by=None, at=timezone.now())


PAGES = (
    "/",
    "/people/",
    "/people/teams/",
    "/board/",
    "/desk/",
    "/training/board/",
    "/playbook/signatures/",
    "/evaluations/cycles/new/",
    "/evaluations/without-evaluator/",
    "/search/?q=AUD-1",
    "/search/?q=South",
)


@pytest.mark.parametrize("url", PAGES)
def test_e07_no_page_of_those_at_work_knows_them(url, people, client_for):
    hr = client_for(people.hoda)
    before = hr.get(url)
    assert before.status_code in (200, 302, 404)
    bring()
    after = hr.get(url)
    assert after.status_code == before.status_code
    if after.context and "table" in after.context:
        assert after.context["table"].page.paginator.count == before.context["table"].page.paginator.count
    page = after.content.decode()
    assert "AUD-2" not in page and "North" not in page


def test_e07_among_all_people_they_are_former_and_places_are_not_there(people, client_for):
    bring()
    page = client_for(people.hoda).get("/people/?state=all&_export=csv")
    rows = b"".join(page).decode().splitlines()
    assert not [row for row in rows if "North" in row]
    (auditor,) = [row for row in rows if "AUD-1" in row]
    assert "2019-01-01" in auditor


def test_e07_no_figure_of_those_at_work_changes(people):
    today, cycle = timezone.localdate(), open_cycle()
    published_scorecard(cycle.edition)

    def figures():
        return facts_now(people.hoda.user), StaffMember.objects.active_on(today).count()

    before = figures()
    bring()
    assert figures() == before
    actions.assign_evaluators(cycle=cycle, due_on=date(2026, 12, 6), on=today, by=people.hoda.user, at=timezone.now())
    named = CycleAssignment.objects.values_list("subject__code", "evaluator__code")
    assert not {code for pair in named for code in pair} & {"North", "South", "AUD-1", "AUD-2"}


def test_e07_what_was_imported_covers_no_standard_of_today(people):
    standard = frozen_edition(standards=1).standards.get()
    mapping = AUDITS.replace('[[criterion]]\ncolumn = "Cleanliness %"\nscale = "share"\n', "")
    bring(mapping.replace('column = "Score"', f'column = "Score"\nstandard = "{standard.code}"'))
    assert Evaluation.objects.filter(edition=standard.edition).count() == 2
    assert evaluated([standard.code], timezone.localdate()) == {}


def test_e07_a_place_is_called_a_place(people, client_for):
    evaluation = bring().evaluations[0]
    hr = client_for(people.hoda)
    page = hr.get(evaluation.get_absolute_url()).content.decode()
    assert "Place" in page
    listed = hr.get("/evaluations/")
    assert "Place" in listed.content.decode() and "Person" not in [
        str(c.header) for c in listed.context["table"].columns
    ]
    said = record_content(find_evaluation(evaluation.key, None), timezone.now())
    assert said["evaluation"]["subject"]["is_place"]
    paper = text_of(read_document(document_of(evaluation, "en", at=timezone.now())))
    assert "Place evaluated" in paper and "Person evaluated" not in paper
    corrected = hr.get(f"{evaluation.get_absolute_url()}correct/").content.decode()
    assert "Nobody is told" in corrected


def test_e07_a_place_is_no_row_of_a_staff_file_and_is_not_forgotten(people):
    bring()
    Organisation.objects.update(forgets_after_months=1)
    assert {"AUD-1", "AUD-2"} == {row.code for row in due(on=timezone.localdate())} - {people.behnam.code}
    plan = plan_of(people, "North,لیلا,رستمی,ولیعصر,شیفت روز ولیعصر,باریستا,۱۴۰۵/۰۸/۰۱,۸۰٪,")
    assert plan.rows[0].problems == ["North is a place of past evaluations, not a person."]


# Numbers in an objection that the server decides ------------------------------------------------------------------


def objected(people):
    """Hoda, alone in HR, objects to a number that was imported and corrected."""
    content = FILE.replace(b"North", people.hoda.code.encode()).replace(b"AUD-1", people.mina.code.encode())
    old = next(row for row in bring(PEOPLE, content).evaluations if row.subject == people.hoda)
    key = old.answers.get(given="87").criterion.key
    given = {key: GivenAnswer(number="60")}
    new = actions.correct_evaluation(evaluation=old, answers=given, reason="x", by=people.mina.user, at=timezone.now())
    point = {key: "It was more."}
    return actions.open_dispute(evaluation=new, points=point, by=people.hoda.user, at=timezone.now()), key


def test_e03_the_server_answers_an_objection_with_a_number(people, capsys):
    dispute, key = objected(people)
    call_command("second_person", "list")
    assert f"--answer {key}=NUMBER, from 0 to 100" in capsys.readouterr().out
    call = ("second_person", "accept", dispute.key, "--name", "Reza", "--reason", "seen", "--answer")
    for wrong in (f"{key}=many", f"{key}=870"):
        with pytest.raises(CommandError):
            call_command(*call, wrong)
    dispute.refresh_from_db()
    assert dispute.is_open
    call_command(*call, f"{key}=۹۱٫۵")
    newest = Evaluation.objects.get(subject=people.hoda, is_current=True)
    assert newest.answers.get(criterion__key=key).given == "91.5"
    assert list(verified()) == []
