"""Past evaluations from files: the cases e01 to e08, each a small file that failed once."""

import contextlib
import io
import random
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluations.importing.execution import ImportRefused, import_evaluations, rehearsed
from evaluations.importing.mapping import MappingError, read_mapping
from evaluations.importing.plan import plan_import
from evaluations.importing.rows import file_hash
from evaluations.models import Answer, CycleSource, Evaluation, ImportBatch, Scale, Scorecard
from evaluations.records.content import evaluation_hash
from evaluations.verification import problems as verified
from kit.audit.models import AuditEntry
from kit.reader import reading_as
from kit.spreadsheets import read_table
from people.models import Branch, JobRole, StaffMember, Team
from playbook.models import FrozenStandard
from tests.factories.playbook import frozen_edition

CASES = Path(__file__).parent.with_name("cases")
TRIAL = (CASES / "e-trial.toml").read_text(encoding="utf-8")
HEAD = """
code = "past"
title_en = "Past"
[place]
branch = "Trial"
team = "Trial"
role = "Trial"
[cycle]
starts_on = 2019-01-01
ends_on = 2025-01-01
"""
STORES = (
    HEAD
    + """
[subject]
kind = "place"
code = "{Store}"
[evaluator]
code = "AUDIT"
[source]
value = "mystery"
[date]
column = "Visited"
[[scale]]
name = "score"
kind = "number"
lowest = 0
highest = 100
fails_below = 70
[[scale]]
name = "share"
kind = "percent"
[[criterion]]
column = "Score"
scale = "score"
[[criterion]]
column = "Cleanliness %"
scale = "share"
"""
)
TWO_SCALES = (
    HEAD
    + """
[subject]
code = "{Employee}"
[evaluator]
code = "HR"
[date]
column = "Reviewed on"
order = "mdy"
[[scale]]
name = "words"
[[scale.outcome]]
answer = "Exceeds"
value = 10000
[[scale.outcome]]
answer = "fully meets"
value = 7500
[[scale.outcome]]
answer = "Needs Improvement"
value = 0
is_pass = false
[[scale]]
name = "survey"
kind = "number"
lowest = 1
highest = 5
[[criterion]]
column = "Performance Score"
scale = "words"
[[criterion]]
column = "EngagementSurvey"
scale = "survey"
"""
)
LONG = (
    HEAD
    + """
[subject]
code = "{Reviewee}"
[evaluator]
code = "{Reviewer}"
[source]
column = "Relationship"
[date]
column = "When"
[long]
criterion = "Behaviour"
answer = "Rating"
[[scale]]
name = "rating"
kind = "number"
lowest = 1
highest = 5
[[criterion]]
column = "Listens"
[[criterion]]
column = "Keeps promises"
"""
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with reading_as("en"):
        yield


def case(name):
    return (CASES / f"{name}.csv").read_bytes()


def inputs(content, mapping=TRIAL, source="old.csv", **choices):
    content = content.encode() if isinstance(content, str) else content
    table = read_table(io.BytesIO(content))
    about = {"file_hash": file_hash(content), "source": source, "mapping": read_mapping(mapping)}
    return {"table": table, **about, **choices}


def bring(content, mapping=TRIAL, **options):
    return import_evaluations(**inputs(content, mapping, **options), by=None, at=timezone.now())


def refused(content, mapping=TRIAL, **options):
    with pytest.raises(ImportRefused) as problem:
        bring(content, mapping, **options)
    return problem.value.plan


def said(plan):
    return [*plan.problems, *(problem for row in plan.rows for problem in row.problems)]


def values(imported):
    return [[answer.value for answer in row.answers.order_by("criterion__position")] for row in imported.evaluations]


# e01: nothing was answered --------------------------------------------------------------------------------------------


def test_e01_an_evaluation_without_any_answer_is_refused():
    plan = refused(case("e01-empty-answers"))
    assert said(plan) == ["no answers: all 2 are empty"]
    assert not Evaluation.objects.exists()


def test_e01_or_left_out_and_named_if_the_importer_says_so():
    imported = bring(case("e01-empty-answers"), without_answers="leave-out")
    assert [row.subject.code for row in imported.evaluations] == ["V2"]
    told = {row.row.subject["code"]: (row.status, row.notes) for row in imported.plan.rows}
    assert told == {"V1": ("empty", ("no answers: all 2 are empty",)), "V2": ("new", ("1 of 2 answers empty",))}
    assert AuditEntry.objects.get(verb="evaluations.imported").detail["left_out"] == 1
    assert not Evaluation.objects.filter(score=None).exists()


def test_e01_the_command_says_both(capsys):
    files = (CASES / "e01-empty-answers.csv", "--map", str(CASES / "e-trial.toml"))
    with pytest.raises(CommandError):
        call_command("import_evaluations", *files)
    assert "row 2: no answers: all 2 are empty" in capsys.readouterr().out
    call_command("import_evaluations", *files, "--without-answers", "leave-out")
    out = capsys.readouterr().out
    assert "row 3: 1 of 2 answers empty" in out
    assert "1 rows imported, 0 unchanged, 0 with problems, 1 without answers left out" in out


# e02: words for missing -----------------------------------------------------------------------------------------------


def test_e02_words_for_missing_did_not_arise_and_case_does_not_matter():
    assert values(bring(case("e02-words-for-missing"))) == [[10000, None], [10000, None], [0, None]]
    assert list(Answer.objects.filter(value=None).values_list("is_na", flat=True)) == [True] * 3


@pytest.mark.parametrize("word", ["—", "ندارد", "n/A", "NULL", "", " - ", "#N/A", "پیش‌نیامد"])
def test_e02_every_usual_word(word):
    assert values(bring(f"code,name,date,greets,smiles\nX,A,2024-01-05,Yes,{word}\n")) == [[10000, None]]


def test_e02_the_mapping_may_name_its_own_and_a_word_on_the_scale_is_an_answer():
    own = TRIAL.replace('code = "trial"', 'code = "trial"\nmissing = ["Ask Bob", "no"]', 1)
    rows = "code,name,date,greets,smiles\nX,A,2024-01-05,ask BOB,no\n"
    assert values(bring(rows, own)) == [[None, 0]]
    assert said(refused(rows.replace("X,A", "Y,B"), source="b.csv")) == [
        "column “greets”: “ask BOB” is not on the scale"
    ]


# e03: numbers, percent, places ----------------------------------------------------------------------------------------


def test_e03_numbers_and_percent_are_exact_basis_points():
    imported = bring(case("e03-percent"), STORES)
    assert values(imported) == [[8700, 9250], [6100, 7050]]
    assert [row.score for row in imported.evaluations] == [8975, 6575]
    assert list(verified()) == []


@pytest.mark.parametrize(
    ("text", "points"),
    [("92.5", 9250), ("70,5", 7050), ("۷۰٫۵٪", 7050), ("%۷۰/۵", None), ("100 %", 10000), ("33.335", 3334), ("0", 0),
     ("33.3349999", 3333), ("-1", None), ("100.001", None), ("1e2", None), ("9" * 400, None), ("٪", None)],
)  # fmt: skip
def test_e03_what_a_percentage_comes_to(text, points):
    rows = f'Store,Visited,Score,Cleanliness %\nNorth,2024-03-09,87,"{text}"\n'
    if points is None:
        assert "is not a number from 0 to 100" in said(refused(rows, STORES))[0]
    else:
        assert values(bring(rows, STORES)) == [[8700, points]]


def test_e03_a_comma_that_may_part_thousands_is_refused():
    mapping = STORES.replace("highest = 100", "highest = 5000").replace("fails_below = 70", "")
    rows = 'Store,Visited,Score,Cleanliness %\nNorth,2024-03-09,"{}",50\n'
    assert "is not a number" in said(refused(rows.format("1,250"), mapping))[0]
    assert values(bring(rows.format("1,250.5"), mapping)) == [[2501, 5000]]


def test_e03_verify_computes_the_number_again():
    bring(case("e03-percent"), STORES)
    answer = Answer.objects.get(given="87")
    Answer.objects.filter(pk=answer.pk).update(given="88")
    assert any("not what its number comes to" in problem for problem in verified())


@pytest.mark.parametrize("wrong", [{"given": "87", "value": None}, {"given": "", "value": 8700}, {"is_na": True}])
def test_e03_the_database_refuses_a_number_without_a_value(wrong):
    bring(case("e03-percent"), STORES)
    answer = Answer.objects.get(given="87")
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(**wrong)


def test_e03_a_number_is_shown_as_it_was_given(people, client_for):
    imported = bring(case("e03-percent"), STORES)
    people.hoda.user.language, people.hoda.user.digits = "en", "en"
    people.hoda.user.save()
    north, south = imported.evaluations
    page = client_for(people.hoda).get(north.get_absolute_url()).content.decode()
    assert "87 (of 0 to 100)" in page
    assert "92.5%" in page
    assert Answer.objects.get(evaluation=south, given="61").is_failed
    card = client_for(people.hoda).get(north.scorecard.get_absolute_url()).content.decode()
    assert "Numbers, 0 to 100" in card


def test_e03_the_seal_holds_the_number():
    north = bring(case("e03-percent"), STORES).evaluations[0]
    north = Evaluation.objects.select_related("subject", "evaluator", "team", "cycle", "edition", "scorecard").get(
        pk=north.pk
    )
    answers = list(north.answers.select_related("criterion", "outcome"))
    assert evaluation_hash(north, answers) == north.content_hash
    answers[0].given = "87.0"
    assert evaluation_hash(north, answers) != north.content_hash


def test_e03_a_number_is_corrected_as_a_number(people, client_for):
    north = bring(case("e03-percent"), STORES).evaluations[0]
    first, second = [row.criterion for row in north.answers.order_by("criterion__position")]
    url = f"{north.get_absolute_url()}correct/"
    client = client_for(people.hoda)
    assert 'value="87"' in client.get(url).content.decode()
    wrong = client.post(url, {"version": 1, "reason": "x", f"o-{first.key}": "870", f"c-{first.key}": ""})
    assert wrong.status_code == 422
    client.post(url, {"version": 1, "reason": "x", f"o-{first.key}": "۸۸٫۲۵", f"o-{second.key}": ""})
    new = Evaluation.objects.get(revision_of=north)
    assert {row.given: (row.value, row.is_na) for row in new.answers.all()} == {
        "88.25": (8825, False),
        "": (None, True),
    }
    assert list(verified()) == []


def test_e03_a_store_is_a_place_and_nobody_at_work(people, client_for):
    client = client_for(people.hoda)
    before = {url: client.get(url).context["table"].page.paginator.count for url in ("/people/?state=all", "/board/")}
    bring(case("e03-percent"), STORES)
    places = StaffMember.objects.filter(is_place=True)
    assert sorted(places.values_list("code", flat=True)) == ["North", "South"]
    assert not places.active_on(timezone.localdate()).exists()
    assert not StaffMember.objects.visible_to(people.hoda.user).filter(is_place=True).exists()
    # Who evaluated is a former person.
    assert client.get("/people/?state=all").context["table"].page.paginator.count == before["/people/?state=all"] + 1
    assert client.get("/board/").context["table"].page.paginator.count == before["/board/"]
    assert client.get(places.first().get_absolute_url()).status_code == 404
    evaluation = Evaluation.objects.get(subject__code="North")
    assert client.get(evaluation.get_absolute_url()).status_code == 200
    with pytest.raises(IntegrityError), transaction.atomic():
        places.update(left_on=None)


def test_e03_a_person_is_no_place_and_a_place_no_person(people):
    StaffMember.objects.filter(pk=people.narges.pk).update(code="North")
    assert said(refused(case("e03-percent"), STORES)) == ["North is a person here, not a place"]


# e04: two scales ------------------------------------------------------------------------------------------------------


def test_e04_words_and_decimals_in_one_mapping():
    imported = bring(case("e04-two-scales"), TWO_SCALES)
    assert values(imported) == [[7500, 9000], [10000, 5050], [0, 10000]]
    assert [str(row.observed_on) for row in imported.evaluations] == ["2019-02-01", "2019-02-18", "2019-02-25"]
    assert sorted(Scale.objects.values_list("kind", flat=True)) == ["number", "steps"]
    assert list(verified()) == []


def test_e04_which_of_day_and_month_is_first_is_asked():
    plan = refused(case("e04-two-scales"), TWO_SCALES.replace('order = "mdy"', ""))
    assert said(plan)[0].startswith("column “Reviewed on”: “02/01/19”: is the day or the month first?")


def test_e04_no_new_scorecard_takes_a_scale_of_numbers():
    bring(case("e04-two-scales"), TWO_SCALES)
    assert list(Scale.objects.current().values_list("kind", flat=True)) == ["steps"]
    numbers = Scale.objects.get(kind="number")
    with pytest.raises(IntegrityError), transaction.atomic():
        Scale.objects.filter(pk=numbers.pk).update(retired_at=None)


def test_e04_a_scale_of_the_company_that_says_the_same_is_taken():
    bring(case("e04-two-scales"), TWO_SCALES)
    steps = Scale.objects.filter(kind="steps").count()
    rows = case("e04-two-scales").replace(b"A,02", b"D,02")
    bring(rows, TWO_SCALES.replace('"past"', '"past-2"'), source="other.csv")
    assert Scale.objects.filter(kind="steps").count() == steps


# e05: long form, several sources --------------------------------------------------------------------------------------


def test_e05_one_row_a_behaviour_makes_one_evaluation_a_reviewer():
    imported = bring(case("e05-long"), LONG)
    rows = {(row.source, row.evaluator.code): row for row in imported.evaluations}
    assert set(rows) == {("lead", "K"), ("peer", "L"), ("self", "A")}
    assert values(imported) == [[7500, None], [5000, 10000], [10000, None]]
    assert [str(row.observed_on) for row in imported.evaluations] == ["2024-05-02", "2024-05-03", "2024-05-03"]
    assert dict(CycleSource.objects.values_list("source", "threshold"))["peer"] == 3
    assert list(verified()) == []


def test_e05_a_relationship_that_is_not_known_is_named_with_row_and_column():
    plan = refused(case("e05-long").replace(b"Peer", b"Friend"), LONG)
    assert said(plan) == ["column “Relationship”: “Friend” is no known source"]
    words = LONG.replace('column = "Relationship"', 'column = "Relationship"\n[source.words]\nFriend = "peer"')
    assert len(bring(case("e05-long").replace(b"Peer", b"Friend"), words).evaluations) == 3


def test_e05_a_behaviour_twice_or_unknown_is_refused():
    rows = case("e05-long").decode()
    assert said(refused(rows + "A,A,Self,2024-05-03 12:00:00,Listens,4\n", LONG)) == [
        "row 7, column “Behaviour”: “Listens” is answered twice"
    ]
    assert said(refused(rows + "A,A,Self,2024-05-03 12:00:00,Sings,4\n", LONG)) == [
        "row 7, column “Behaviour”: “Sings” is no criterion of the mapping"
    ]


def test_e05_sorted_otherwise_it_is_the_same():
    head, *rows = case("e05-long").decode().splitlines()
    bring(case("e05-long"), LONG)
    assert bring("\n".join([head, *reversed(rows)]), LONG, source="other.csv").evaluations == ()


# e06: the same again --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["old.csv", "sorted.csv"])
def test_e06_sorted_otherwise_the_second_run_changes_nothing(source):
    bring(case("e06-sorted-a"))
    entries = AuditEntry.objects.count()
    again = bring(case("e06-sorted-b"), source=source)
    assert again.evaluations == ()
    assert again.plan.count("unchanged") == 2
    assert (Evaluation.objects.count(), AuditEntry.objects.count()) == (2, entries)


def test_e06_equal_rows_are_as_many_as_there_are():
    rows = "code,name,date,greets,smiles\n" + "W1,A,2024-01-05,Yes,No\n" * 2
    assert len(bring(rows).evaluations) == 2
    assert len(bring(rows + "W1,A,2024-01-05,Yes,No\n").evaluations) == 1


def test_e06_a_corrected_row_is_refused_and_named():
    first = bring(case("e06-sorted-a")).evaluations[0]
    plan = refused(case("e06-sorted-b").replace(b"W1,A,2024-01-05,Yes,No", b"W1,A,2024-01-05,Yes,Yes"))
    (problem,) = said(plan)
    assert problem == f"imported before with other values, as {first.number}; correct it on the evaluation's own page"


def test_e06_rows_are_recognised_by_an_identity_column():
    own = TRIAL + '[identity]\ncolumns = ["code"]\n'
    first = bring(case("e06-sorted-a"), own).evaluations[0]
    plan = refused(case("e06-sorted-b").replace(b"W1,A,2024-01-05,Yes", b"W1,A,2024-02-05,Yes"), own, source="b.csv")
    assert said(plan) == [
        f"imported before with other values, as {first.number}; correct it on the evaluation's own page"
    ]
    twice = "code,name,date,greets,smiles\nN,A,2024-01-05,Yes,No\nN,A,2024-01-06,Yes,No\n"
    assert said(refused(twice, own, source="c.csv")) == ["another row of the file has the same identity"]


def test_e06_equal_rows_of_another_file_are_others_if_the_mapping_says_so():
    own = TRIAL + "[identity]\neach_file = true\n"
    bring(case("e06-sorted-a"), own)
    assert len(bring(case("e06-sorted-b"), own, source="next-year.csv").evaluations) == 2


def test_e06_a_column_that_the_mapping_does_not_read_may_come_and_go():
    bring(case("e06-sorted-a"))
    head, *rows = case("e06-sorted-a").decode().splitlines()
    wider = "\n".join([head + ",note", *(row + ",hello" for row in rows)])
    assert bring(wider).evaluations == ()


# e08: the dry run says all --------------------------------------------------------------------------------------------


def rehearse(content, mapping=TRIAL, **options):
    return rehearsed(plan_import(**inputs(content, mapping, **options)), by=None, at=timezone.now())


def test_e08_the_dry_run_writes_nothing():
    assert rehearse(case("e06-sorted-a")).is_good
    for model in (Evaluation, StaffMember, Scale, Scorecard, Branch, Team, JobRole, ImportBatch, AuditEntry):
        assert not model.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("value = 10000", "value = 9000", "The first step is worth 100 percent"),
        ("value = 0", "value = 10000", "The first step is worth 100 percent"),
        ("is_pass = true", "is_pass = false", "never a fail"),
        ('label_fa = "نه"', 'label_fa = "بله"', "two outcomes are called “بله”"),
        ('answer = "No"', 'answer = "YES"', "is mapped twice"),
        ('column = "smiles"', 'column = "GREETS"', "The column greets is mapped twice"),
        ('label_fa = "نه"', f'label_fa = "{"ن" * 41}"', "longer than 40"),
        ('title_fa = "آزمایش"', f'title_fa = "{"ن" * 121}"', "longer than 120"),
        ("value = 10000", "value = 10000000000000000000000", "whole number"),
        ("starts_on = 2024-01-01", "starts_on = 2025-06-01", "starts_on before ends_on"),
        ("starts_on = 2024-01-01", 'starts_on = "yesterday"', "starts_on is not a date"),
        ("starts_on = 2024-01-01", "starts_on = 0001-01-01", "starts_on is not a date"),
        ('code = "trial"', 'code = "tri al"', "letters, digits and hyphens"),
        ('column = "date"', "column = [1]", "column holds a value of the wrong kind"),
        ("[subject]", "[person]", r"\[subject\] is missing"),
        ('code = "{code}"', "code = {}", "wrong kind"),
        ("[[criterion]]", "[criterion]", "TOML"),
        ("[date]", "[date", "TOML"),
    ],
)
def test_e08_a_wrong_mapping_is_told_before_anything_is_tried(old, new, says):
    with pytest.raises(MappingError, match=says):
        read_mapping(TRIAL.replace(old, new, 1))


def test_e08_everything_that_is_wrong_is_told_at_once():
    with pytest.raises(MappingError) as wrong:
        read_mapping("code = 5\n[[criterion]]\nweight = 0\n[[scale]]\nkind = 'number'\nlowest = 'x'\n")
    assert len(wrong.value.problems) > 6


def test_e08_a_standard_that_nobody_knows_is_told(people):
    frozen_edition(standards=1)
    code = FrozenStandard.objects.get().code
    assert said(rehearse(case("e06-sorted-a"), citing(code, "NOPE-01"))) == [
        "the edition in force has no standard NOPE-01"
    ]


def citing(greets, smiles):
    """TRIAL with the codes of standards of the folder, None: none."""
    mapping = TRIAL
    for column, code in (("greets", greets), ("smiles", smiles)):
        named = f'column = "{column}"'
        mapping = mapping.replace(named, f'{named}\nstandard = "{code}"') if code else mapping
    return mapping


def test_e08_a_scorecard_is_of_one_edition(people):
    first, second = frozen_edition(standards=2).standards.order_by("position")
    for codes in ((first.code, None), (None, first.code)):
        with pytest.raises(MappingError, match="Either every criterion names a standard of the folder or none"):
            read_mapping(citing(*codes))
    imported = bring(case("e06-sorted-a"), citing(first.code, second.code))
    assert {row.edition_id for row in imported.evaluations} == {first.edition_id}
    assert list(verified()) == []


def test_e08_long_codes_and_other_places_under_the_same_code_are_no_problem():
    long = "a-code-that-is-as-long-as-it-may-be"
    for name in ("Trial", "Elsewhere", "Third"):
        mapping = TRIAL.replace('"trial"', f'"{long}"').replace('= "Trial"\nteam', f'= "{name}"\nteam')
        bring(case("e06-sorted-a").replace(b"W", name.encode()), mapping, source=f"{name}.csv")
    assert max(map(len, Branch.objects.values_list("code", flat=True))) <= 20
    assert Branch.objects.count() == 3
    other = TRIAL.replace('"trial"', f'"{long[:-1]}f"')
    bring(case("e06-sorted-a").replace(b"W", b"Z"), other, source="z.csv")
    assert Scorecard.objects.values("code").distinct().count() == 2


def test_e08_several_places_of_one_name_are_told():
    for n in (1, 2):
        Branch.objects.create(code=f"b{n}", name_fa="Trial")
    plan = rehearse(case("e06-sorted-a"))
    assert said(plan) == ["there are several branches called Trial; name one that is alone"]


def test_e08_a_name_that_is_too_long_is_told_and_not_cut():
    rows = f"code,name,date,greets,smiles\nX,{'A' * 81},2024-01-05,Yes,No\n"
    assert said(rehearse(rows)) == ["a name is longer than 80 characters ({name})"]


def test_e08_a_user_who_is_not_there_is_told_in_the_dry_run():
    with pytest.raises(CommandError, match="no user called nobody"):
        call_command(
            "import_evaluations",
            CASES / "e06-sorted-a.csv",
            "--map",
            str(CASES / "e-trial.toml"),
            "--dry-run",
            "--by",
            "nobody",
        )


def test_e08_what_only_writing_would_meet_is_told_too(monkeypatch):
    from evaluations.importing import foundations

    def clash(**facts):
        raise IntegrityError("UNIQUE constraint failed: x")

    monkeypatch.setattr(foundations, "draft_scorecard", clash)
    assert said(rehearse(case("e06-sorted-a"))) == ["it cannot be written: UNIQUE constraint failed: x"]
    assert said(refused(case("e06-sorted-a"))) == ["it cannot be written: UNIQUE constraint failed: x"]
    assert not Branch.objects.exists()


WORDS = re.compile(r"[A-Za-z]{4,}")


def test_e08_everything_is_said_in_the_readers_language():
    with reading_as("fa"):
        plan = plan_import(**inputs(case("e01-empty-answers").replace(b"Yes", b"7").replace(b"2024-01-05", b"?")))
        problems = said(plan)
        with pytest.raises(MappingError) as wrong:
            read_mapping(TRIAL.replace("value = 10000", "value = 9000"))
    assert len(problems) == 2
    for problem in (*problems, *wrong.value.problems):
        assert set(WORDS.findall(problem)) <= {"greets", "date", "outcome"}


@pytest.mark.parametrize("tens", range(20))
def test_e08_no_mapping_and_no_file_ends_in_a_traceback(tens, tmp_path):
    fallen = {seed: _fall(random.Random(seed), tmp_path) for seed in range(10 * tens, 10 * tens + 10)}
    assert {seed: fall for seed, fall in fallen.items() if fall} == {}


def _fall(chance, tmp_path):
    """What came out instead of a clear word, or nothing."""
    try:
        _try(chance, tmp_path)
    except Exception as problem:
        return repr(problem)
    return ""


def _try(chance, tmp_path):
    mapping = broken(chance, chance.choice([TRIAL, STORES, TWO_SCALES, LONG]).encode())
    file = broken(chance, case(chance.choice(["e01-empty-answers", "e03-percent", "e04-two-scales", "e05-long"])))
    (tmp_path / "m.toml").write_bytes(mapping)
    (tmp_path / "f.csv").write_bytes(file)
    for options in (("--dry-run",), ()):
        with contextlib.suppress(CommandError):
            call_command("import_evaluations", tmp_path / "f.csv", "--map", str(tmp_path / "m.toml"), *options)


PIECES = (b"\x00", b"\xff\xfe", b"9" * 5000, b'"', b"[[", b"= [1, {a = 2}]", b"= 1e400", b"= nan", b"\n\n", b",,,,",
          b"=", "‏٪".encode(), b"{", b"}", b"[subject]", b"1979-05-27T07:32:00", b"= -1",
          b"= true", b"\\u0000", b"{code}")  # fmt: skip


def broken(chance, content):
    for _change in range(chance.randrange(4)):
        start = chance.randrange(len(content))
        end = start + chance.choice([0, 0, 1, 5, 40])
        content = content[:start] + chance.choice(PIECES) + content[end:]
    return content
