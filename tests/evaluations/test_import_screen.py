"""HR brings past evaluations on the screen: file, columns, rows, done. The same cases as the command."""

import io
import random
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from evaluations.importing import job
from evaluations.importing.execution import import_evaluations
from evaluations.importing.mapping import read_mapping
from evaluations.importing.rows import file_hash
from evaluations.models import Evaluation, ImportBatch, Scale
from evaluations.verification import problems as verified
from kit.importing.models import SavedMapping
from kit.jobs.models import LEASE, Job
from kit.jobs.runner import run_turn
from kit.spreadsheets import read_table
from people.models import StaffMember
from tests.evaluations.import_cases.mappings import broken
from tests.factories.evaluations import five_steps

CASES = Path(__file__).with_name("cases")

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr(people, client_for):
    user = people.hoda.user
    user.language, user.digits, user.calendar = "en", "en", "gregorian"
    user.save()
    return client_for(people.hoda)


def brought(hr, name, content=None):
    content = content or (CASES / f"{name}.csv").read_bytes()
    answer = hr.post("/evaluations/past/", {"file": SimpleUploadedFile(f"{name}.csv", content)})
    assert answer.status_code == 302
    return answer["Location"]


def guessed(hr, url, **said):
    """What the page proposes, posted as it stands but for what is said."""
    form = hr.get(url).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None} | said


def looked_at(hr, url, **said):
    answer = hr.post(url, guessed(hr, url, **said))
    assert answer.status_code == 302, answer.context["form"].errors
    return answer["Location"]


def confirmed(hr, url, **said):
    plan = hr.get(url, said).context["plan"]
    assert plan.is_good, (plan.problems, [row.problems for row in plan.rows])
    return hr.post(f"{url}confirm/", {"plan": plan.fingerprint, **said})


def scores():
    return sorted(Evaluation.objects.values_list("subject__code", "score"))


def test_the_list_of_evaluations_leads_hr_to_it(hr, people, client_for):
    assert 'href="/evaluations/past/"' in hr.get("/evaluations/").content.decode()
    assert 'href="/evaluations/past/"' not in client_for(people.saeed).get("/evaluations/").content.decode()


def test_e03_stores_with_numbers_and_percent(hr):
    preview = looked_at(hr, brought(hr, "e03-percent"), kind="place", source="mystery")
    done = confirmed(hr, preview)
    assert done["Location"] == f"/evaluations/past/imported/{ImportBatch.objects.get().key}/"
    assert hr.get(done["Location"]).status_code == 200
    assert scores() == [("North", 8975), ("South", 6575)]
    assert StaffMember.objects.filter(is_place=True).count() == 2


def test_e04_words_decimals_and_the_order_of_dates(hr):
    url = brought(hr, "e04-two-scales")
    form = hr.get(url).context["form"]
    words = {field.word: name for name, field in form.fields.items() if hasattr(field, "word")}
    said = {words["Exceeds"]: "100", words["Fully Meets"]: "75", words["Needs Improvement"]: "0", "order": "mdy"}
    assert confirmed(hr, looked_at(hr, url, **said)).status_code == 302
    assert scores() == [("A", 8250), ("B", 7525), ("C", 5000)]


def test_e05_long_form_with_sources(hr):
    assert confirmed(hr, looked_at(hr, brought(hr, "e05-long"), evaluator="1")).status_code == 302
    assert sorted(Evaluation.objects.values_list("source", flat=True)) == ["lead", "peer", "self"]


def trial(hr, name):
    """The columns step, answered with the TOML file of the command."""
    url = brought(hr, name)
    answer = hr.post(url, {"toml": "1", "mapping": SimpleUploadedFile("m.toml", (CASES / "e-trial.toml").read_bytes())})
    assert answer.status_code == 302
    return answer["Location"]


def test_e01_with_a_mapping_of_the_command(hr):
    url = trial(hr, "e01-empty-answers")
    assert "no answers: all 2 are empty" in hr.get(url).content.decode()
    wrong = hr.get(f"{url}wrong/").content.decode()
    assert "V1" in wrong and "V2" not in wrong
    assert confirmed(hr, url, without_answers="1").status_code == 302
    assert scores() == [("V2", 10000)]


def test_e06_the_same_file_again_changes_nothing(hr):
    confirmed(hr, trial(hr, "e06-sorted-a"))
    url = trial(hr, "e06-sorted-b")
    assert hr.get(url).context["plan"].count("unchanged") == 2
    confirmed(hr, url)
    assert Evaluation.objects.count() == 2


def test_what_changed_meanwhile_is_not_written(hr):
    url = trial(hr, "e06-sorted-a")
    seen = hr.get(url).context["plan"].fingerprint
    confirmed(hr, trial(hr, "e06-sorted-b"))
    hr.post(f"{url}confirm/", {"plan": seen})
    assert Evaluation.objects.count() == 2


def test_a_mapping_is_saved_under_a_name_and_taken_again(hr):
    preview = looked_at(hr, brought(hr, "e03-percent"), kind="place", source="mystery")
    hr.post(preview, {"save_as": "Audits"})
    saved = SavedMapping.objects.get(name="Audits")
    text = hr.get(f"{preview}mapping/").content.decode()
    assert read_mapping(text).is_of_places
    again = brought(hr, "e03-percent")
    assert "Audits" in hr.get(again).content.decode()
    answer = hr.get(again, {"mapping": saved.key})
    assert hr.get(answer["Location"]).context["plan"].count("new") == 2


def test_many_rows_are_written_by_the_worker(hr, monkeypatch, people):
    monkeypatch.setattr(job, "MOST_AT_ONCE", 1)
    answer = confirmed(hr, trial(hr, "e06-sorted-a"))
    assert not Evaluation.objects.exists()
    started = Job.objects.get(kind=job.KIND)
    assert answer["Location"] == started.get_absolute_url()
    while run_turn(started.pk, now=timezone.now):
        pass
    assert Evaluation.objects.count() == 2
    started.refresh_from_db()
    assert (started.state, started.done) == ("done", 1)


def test_a_mapping_that_is_none_is_told_on_the_page(hr):
    url = brought(hr, "e06-sorted-a")
    answer = hr.post(url, {"toml": "1", "mapping": SimpleUploadedFile("m.toml", b"code = [")})
    assert answer.status_code == 422
    assert "not TOML" in answer.content.decode()


def test_s05_a_cell_that_says_nothing_makes_its_row_wrong(hr):
    from openpyxl import Workbook

    book = Workbook()
    for row in (["code", "name", "date", "greets", "smiles"], ["W1", "A", "2024-01-05", "#N/A", "No"]):
        book.active.append(row)
    book.active["D2"].data_type = "e"
    file = io.BytesIO()
    book.save(file)
    answer = hr.post("/evaluations/past/", {"file": SimpleUploadedFile("a.xlsx", file.getvalue())})
    url = answer["Location"]
    taken = hr.post(url, {"toml": "1", "mapping": SimpleUploadedFile("m.toml", (CASES / "e-trial.toml").read_bytes())})
    (row,) = hr.get(taken["Location"]).context["plan"].rows
    assert "the cell holds an error" in row.problems[0]


ONE_WORD = "code,date,greets\nA,2024-01-05,Always\nB,2024-01-06,Always\n"


def test_a_column_of_one_single_word_can_be_a_score(hr):
    url = brought(hr, "one", ONE_WORD.encode())
    assert guessed(hr, url)["use_2"] == ""
    assert confirmed(hr, looked_at(hr, url, use_2="score", about="0", worth_0_0="100")).status_code == 302
    assert scores() == [("A", 10000), ("B", 10000)]
    assert list(verified()) == []


def test_a_scale_of_the_company_can_be_chosen(hr):
    scale = five_steps()
    url = brought(hr, "one", ONE_WORD.replace("B,2024-01-06,Always", "B,2024-01-06,often").encode())
    said = {"use_2": "score", "about": "0", f"scale_{number_of(hr, url, 'often')}": scale.key}
    assert confirmed(hr, looked_at(hr, url, **said)).status_code == 302
    assert scores() == [("A", 10000), ("B", 7500)]
    assert Scale.objects.get() == scale
    assert Evaluation.objects.first().answers.get().criterion.scale == scale


def number_of(hr, url, word):
    """Of the scale that asks what the word is worth."""
    fields = hr.get(url).context["form"].fields.items()
    return next(name.split("_")[1] for name, field in fields if getattr(field, "word", "") == word)


def test_a_word_that_the_chosen_scale_does_not_know_is_named(hr):
    scale = five_steps()
    url = brought(hr, "one", ONE_WORD.replace("B,2024-01-06,Always", "B,2024-01-06,Splendid").encode())
    form = hr.get(url).context["form"]
    worth = next(name for name, field in form.fields.items() if getattr(field, "word", "") == "Splendid")
    number = worth.split("_")[1]
    said = {"use_2": "score", "about": "0", f"scale_{number}": scale.key}
    answer = hr.post(url, guessed(hr, url, **said, **{worth: "90"}))
    assert answer.status_code == 422
    assert "“Splendid” is no step of the scale “Frequency”." in answer.content.decode()
    # A worth that the scale has says what is meant.
    assert looked_at(hr, url, **said, **{worth: "75"})


class Killed(BaseException):
    """As if the worker had been killed."""


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_killed_worker_and_a_second_one_write_nothing_twice(when, hr, monkeypatch, people):
    """Killed before its transaction ended or after it: the lease runs out, another one takes over."""
    monkeypatch.setattr(job, "MOST_AT_ONCE", 1)
    confirmed(hr, trial(hr, "e06-sorted-a"))
    started, real = Job.objects.get(kind=job.KIND), job.import_evaluations

    def dying(**inputs):
        if when == "after":
            real(**inputs)
        raise Killed

    monkeypatch.setattr(job, "import_evaluations", dying)
    with pytest.raises(Killed):
        run_turn(started.pk, now=timezone.now)
    assert Evaluation.objects.count() == (2 if when == "after" else 0)
    monkeypatch.setattr(job, "import_evaluations", real)
    # While the lease holds nobody else takes it.
    run_turn(started.pk, now=timezone.now)
    assert Evaluation.objects.count() == (2 if when == "after" else 0)
    later = timezone.now() + 2 * LEASE
    while run_turn(started.pk, now=lambda: later):
        pass
    started.refresh_from_db()
    assert (started.state, started.done) == ("done", 1)
    assert (Evaluation.objects.count(), ImportBatch.objects.count()) == (2, 1)
    assert list(verified()) == []


def test_many_rows_ask_no_more_than_few(hr, django_assert_max_num_queries):
    """Questions grow by the portion, not by the row."""

    def bring(first, count):
        rows = "".join(f"S{n},A,2024-01-05,Yes,No\n" for n in range(first, first + count))
        mapping = read_mapping((CASES / "e-trial.toml").read_text(encoding="utf-8"))
        content = f"code,name,date,greets,smiles\n{rows}".encode()
        about = {"file_hash": file_hash(content), "source": f"{first}.csv", "mapping": mapping}
        import_evaluations(table=read_table(io.BytesIO(content)), **about, by=None, at=timezone.now())

    bring(0, 5)
    with django_assert_max_num_queries(200) as few:
        bring(100, 5)
    with django_assert_max_num_queries(len(few) + 10):
        bring(200, 80)


@pytest.mark.parametrize("tens", range(4))
def test_e08_no_broken_table_ends_in_a_traceback_on_the_screen(tens, hr):
    """Whatever was uploaded and however it was answered: a page or a way on."""
    for seed in range(10 * tens, 10 * tens + 10):
        chance = random.Random(seed)
        name = chance.choice(["e01-empty-answers", "e03-percent", "e04-two-scales", "e05-long"])
        content = broken(chance, (CASES / f"{name}.csv").read_bytes())
        answer = hr.post("/evaluations/past/", {"file": SimpleUploadedFile("a.csv", content)})
        assert answer.status_code in (302, 422), seed
        if answer.status_code == 302:
            url = answer["Location"]
            said = guessed(hr, url)
            for field in chance.sample(sorted(said), min(2, len(said))):
                said[field] = chance.choice(["", "0", "99", "x", "-1", "score", "۳"])
            answer = hr.post(url, said)
            assert answer.status_code in (302, 422), seed
            assert hr.get(answer.get("Location", url)).status_code == 200, seed
