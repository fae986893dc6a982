import csv
import io
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from evaluations import actions
from evaluations.cycles.scorecards import scorecards_on
from evaluations.importing.execution import ImportRefused, import_evaluations
from evaluations.importing.former import settle_imported_people
from evaluations.importing.mapping import MappingError, read_mapping
from evaluations.importing.rows import file_hash
from evaluations.models import Answer, Criterion, Evaluation, EvaluationState, ImportBatch, Scorecard
from evaluations.records.content import scorecard_hash
from evaluations.upkeep import keep_imported_people_out
from evaluations.verification import scorecard_problems
from kit.audit.models import AuditEntry
from kit.reader import reading_as
from kit.spreadsheets import read_table
from kit.values.rounding import half_up_div
from people.models import StaffMember
from playbook.models import Edition
from tests.factories.evaluations import NOW, open_cycle, published_scorecard
from tests.factories.people import employed
from tests.factories.playbook import frozen_edition
from tests.factories.rewards import drafted_plan

# Its origin and licence: tests/data/README.md.
REAL_FILE = Path(__file__).resolve().parents[1] / "data" / "course-evaluations.csv"
MAPPING = """
code = "shop"
title_fa = "ارزیابی‌های سال پیش"
title_en = "Last year's evaluations"
[subject]
code = "{code}"
name_fa = "{name}"
[place]
branch = "بازار"
team = "فروش"
role = "فروشنده"
[evaluator]
code = "OLD"
name_fa = "ارزیاب پیشین"
[date]
column = "date"
[cycle]
starts_on = 2025-03-21
ends_on = 2026-03-21
[context]
columns = ["shift"]
[[outcome]]
answer = "3"
value = 10000
label_fa = "خوب"
[[outcome]]
answer = "2"
value = 5000
label_fa = "متوسط"
[[outcome]]
answer = "1"
value = 0
label_fa = "بد"
is_pass = false
[[criterion]]
column = "greeting"
text_fa = "سلام می‌کند."
weight = 2
[[criterion]]
column = "speed"
text_fa = "تند است."
"""
ROWS = """code,name,date,shift,greeting,speed
A1,نرگس احمدی,1404/05/02,day,3,2
A1,نرگس احمدی,2025-08-01,day,۲,
B2,پویا نیک‌نام,۱۴۰۴/۰۶/۰۱,night,1,1
"""

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with reading_as("en"):
        yield


def bring(text=ROWS, source="old.csv", mapping=MAPPING, by=None):
    content = text.encode()
    return import_evaluations(
        table=read_table(io.BytesIO(content)),
        file_hash=file_hash(content),
        source=source,
        mapping=read_mapping(mapping),
        by=by,
        at=timezone.now(),
    )


def test_import_stores_the_plain_weighted_mean_of_every_row():
    imported = bring()

    scores = [(row.subject.code, row.score, row.state) for row in imported.evaluations]
    assert scores == [
        ("A1", half_up_div(2 * 10000 + 5000, 3), "final"),
        ("A1", 5000, "final"),
        ("B2", 0, "final"),
    ]
    assert str(imported.evaluations[0].observed_on) == "2025-07-24"


def test_import_keeps_the_columns_that_are_no_criterion():
    assert bring().evaluations[2].imported_row.context == {"shift": "night"}


def test_import_cites_standards_of_an_edition_marked_imported():
    bring()

    edition = Edition.objects.get()
    assert (edition.kind, edition.number) == ("imported", None)
    assert [row.behaviour_fa for row in edition.standards.all()] == ["سلام می‌کند.", "تند است."]


def test_import_cites_the_standards_that_columns_name(people):
    edition = frozen_edition(standards=2)
    bring(mapping=citing(edition))
    scorecard = Scorecard.objects.get()
    criteria = [row.standard for section in scorecard.sections.all() for row in section.criteria.all()]
    assert criteria == list(edition.standards.order_by("position"))
    assert scorecard.edition == edition


def citing(edition):
    mapping = MAPPING
    for standard, column in zip(edition.standards.order_by("position"), ("greeting", "speed"), strict=True):
        mapping = mapping.replace(f'column = "{column}"', f'column = "{column}"\nstandard = "{standard.code}"')
    return mapping


def test_import_leaves_no_scorecard_for_the_cycles_to_come(people):
    """One that cites the folder would be everybody's in the next cycle."""
    edition = frozen_edition(standards=2)
    bring(mapping=citing(edition))
    assert Scorecard.objects.get().state == "retired"
    assert scorecards_on(edition) == []


def test_a_scorecard_of_two_editions_stands_where_an_import_made_it(people):
    """Up to 0.2.0 a mapping could cite the folder for some of its criteria; what came of it adds up."""
    bring()
    edition = frozen_edition(standards=1)
    Criterion.objects.filter(standard__code="IMP-01").update(standard=edition.standards.get())
    scorecard = Scorecard.objects.with_lines().get()
    Scorecard.objects.update(content_hash=scorecard_hash(scorecard))
    scorecard.refresh_from_db()
    assert list(scorecard_problems(scorecard)) == []
    ImportBatch.objects.update(scorecard=published_scorecard(edition))
    assert ["of another edition" in problem for problem in scorecard_problems(scorecard)] == [True]


def test_import_of_the_same_file_again_changes_nothing():
    bring()
    entries = AuditEntry.objects.count()

    assert bring().evaluations == ()
    assert (Evaluation.objects.count(), AuditEntry.objects.count()) == (3, entries)


def test_import_of_a_grown_file_adds_the_new_rows_alone():
    bring()

    grown = bring(ROWS + "C3,سارا,1404/07/01,day,3,3\n")

    assert [row.subject.code for row in grown.evaluations] == ["C3"]
    assert (ImportBatch.objects.count(), Scorecard.objects.count()) == (1, 1)


def test_import_refuses_a_row_that_changed_since():
    bring()

    with pytest.raises(ImportRefused) as refused:
        bring(ROWS.replace("night,1,1", "night,3,1") + "C3,سارا,1404/07/01,day,3,3\n")

    assert [row.row.number for row in refused.value.plan.rows if row.status == "wrong"] == [4]
    assert Evaluation.objects.count() == 3


def test_import_recognises_the_same_file_under_another_name():
    bring()
    assert bring(source="copy.csv").evaluations == ()

    with pytest.raises(ImportRefused):
        bring(source="copy.csv", mapping=MAPPING.replace("weight = 2", "weight = 3"))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (ROWS.replace("day,3,2", "day,7,2"), "is not on the scale"),
        (ROWS.replace("1404/05/02", "1404/13/02"), "is not a date"),
        (ROWS.replace("1404/05/02", "1402/05/02"), "outside the cycle"),
        (ROWS.replace("A1,نرگس احمدی,1404", ",نرگس احمدی,1404"), "code of whom it is about is empty"),
        (ROWS.replace("B2", "OLD"), "nobody evaluates themselves"),
    ],
)
def test_import_with_one_wrong_row_writes_nothing(wrong, says):
    with pytest.raises(ImportRefused) as refused:
        bring(wrong)

    problems = [problem for row in refused.value.plan.rows for problem in row.problems]
    assert len(problems) == 1
    assert says in problems[0]
    assert not Evaluation.objects.exists()
    assert not StaffMember.objects.exists()


def test_import_names_a_missing_column():
    with pytest.raises(ImportRefused) as refused:
        bring(ROWS.replace("speed", "haste"))

    assert refused.value.plan.problems == ("the file has no column called “speed”",)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('code = "shop"', "", "code is missing"),
        ("weight = 2", "weight = 0", "weight"),
        ('column = "speed"', 'column = "greeting"', "mapped twice"),
        ("ends_on = 2026-03-21", "ends_on = 2024-03-21", "starts_on before ends_on"),
        ('team = "فروش"', "", "team"),
        ("[date]", "[date", "TOML"),
    ],
)
def test_mapping_says_what_is_wrong_with_it(old, new, says):
    with pytest.raises(MappingError, match=says):
        read_mapping(MAPPING.replace(old, new, 1))


def at_work():
    return set(StaffMember.objects.active_on(timezone.localdate()).values_list("code", flat=True))


def test_whom_an_import_alone_names_is_not_at_work_on_any_day(people, client_for):
    """Case e07: the board of a company of seven stays one of seven."""
    before = at_work()
    assert client_for(people.hoda).get("/board/").context["table"].page.paginator.count == len(before)
    bring()
    made = StaffMember.objects.filter(code__in=["A1", "B2", "OLD"])
    assert made.count() == 3
    assert at_work() == before
    assert client_for(people.hoda).get("/board/").context["table"].page.paginator.count == len(before)
    for days in (-1, 0, 1, 200):
        day = made.first().joined_on + timedelta(days=days)
        assert not made.active_on(day).exists()
    plan = drafted_plan(by=people.hoda.user, starts_on=date(2025, 1, 1), ends_on=date(2027, 1, 1))
    assert not plan.population().filter(pk__in=made).exists()
    cycle = open_cycle()
    published_scorecard(cycle.edition)
    today, by = timezone.localdate(), people.hoda.user
    about = {"cycle": cycle, "on": today, "due_on": cycle.ends_on, "by": by, "at": NOW}
    assigned = actions.assign_evaluators(**about)
    assert not {row.subject.code for row in assigned.made} & {"A1", "B2", "OLD"}
    assert not {row.code for row in assigned.without_lead} & {"A1", "B2", "OLD"}


def test_an_employee_whom_a_file_names_stays_at_work(people):
    StaffMember.objects.filter(pk=people.narges.pk).update(code="A1")
    bring()
    people.narges.refresh_from_db()
    assert people.narges.left_on is None


def test_the_page_of_somebody_imported_says_so(people, client_for):
    bring()
    person = StaffMember.objects.get(code="A1")
    people.hoda.user.language = "en"
    people.hoda.user.save()
    assert "Was never at work here" in client_for(people.hoda).get(person.get_absolute_url()).content.decode()


def test_who_was_left_at_work_by_an_earlier_import_is_settled_once(people):
    bring()
    for person in StaffMember.objects.filter(code__in=["A1", "B2", "OLD"]):
        employed(person, left_on=None)
    StaffMember.objects.filter(code="B2").update(family_name_fa="نیک‌نام")
    keep_imported_people_out(at=timezone.now())
    assert at_work() & {"A1", "B2", "OLD"} == {"B2"}
    assert settle_imported_people(at=timezone.now()) == 0
    assert AuditEntry.objects.get(verb="staff.known_from_import").detail["people"] == 2


def test_command_dry_run_writes_nothing(tmp_path, capsys):
    file, mapping = tmp_path / "old.csv", tmp_path / "shop.toml"
    file.write_text(ROWS, encoding="utf-8")
    mapping.write_text(MAPPING, encoding="utf-8")

    call_command("import_evaluations", file, "--map", str(mapping), "--dry-run")

    assert "3 rows would be imported, 0 unchanged, 0 with problems" in capsys.readouterr().out
    assert not Evaluation.objects.exists()


def test_command_reports_every_row(tmp_path):
    file, mapping, report = tmp_path / "old.csv", tmp_path / "shop.toml", tmp_path / "report.csv"
    file.write_text(ROWS.replace("day,3,2", "day,9,2"), encoding="utf-8")
    mapping.write_text(MAPPING, encoding="utf-8")

    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("import_evaluations", file, "--map", str(mapping), "--report", report)

    rows = list(csv.DictReader(io.StringIO(report.read_text(encoding="utf-8-sig"))))
    assert [row["status"] for row in rows] == ["wrong", "new", "new"]


@pytest.mark.slow
def test_import_of_the_real_file_equals_plain_arithmetic():
    call_command("import_evaluations", REAL_FILE, "--map", "course-evaluations")

    expected = _plain_means()
    stored = {row.imported_row.number: row.score for row in Evaluation.objects.select_related("imported_row")}
    assert stored == {number: half_up_div(sum(row), 28) for number, row in expected.items()}
    assert (len(stored), Answer.objects.count()) == (369, 369 * 28)
    assert set(Evaluation.objects.values_list("state", flat=True)) == {EvaluationState.FINAL}


def _plain_means():
    """{row number: the 28 answers in basis points}."""
    with REAL_FILE.open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    return {number: [(int(cell) - 1) * 2500 for cell in row[5:]] for number, row in enumerate(rows, 2)}


@pytest.mark.slow
def test_mean_of_every_real_subject_equals_the_mean_of_its_rows():
    from evaluations.results.scores import person_scores

    call_command("import_evaluations", REAL_FILE, "--map", "course-evaluations")

    scores = defaultdict(list)
    for evaluation in Evaluation.objects.all():
        scores[evaluation.subject_id].append(evaluation.score)
    means = person_scores(ImportBatch.objects.get().cycle, list(scores))
    assert {key: (mean.score, mean.n) for key, mean in means.items()} == {
        key: (half_up_div(sum(rows), len(rows)), len(rows)) for key, rows in scores.items()
    }
