"""The whole folder goes out as a file and comes back: all or nothing, nothing twice, no code given again."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from kit.audit.models import AuditEntry
from kit.spreadsheets import SpreadsheetError, read_table
from people.actions import change_organisation
from people.models import Organisation
from playbook.actions.folder_import import import_folder
from playbook.approval.queue import waiting_for
from playbook.editions.snapshot import take_snapshot
from playbook.errors import FolderFileWrong
from playbook.files.exports import folder_json, folder_xlsx
from playbook.files.kind import read_folder_file
from playbook.files.plan import plan_folder
from playbook.models import CodeLedger, ComplaintPolicyPage, StandardPage, TouchpointPage
from tests.factories.playbook import EditionFactory, live_policy, live_standard, live_touchpoint
from tests.playbook.folder_files.rows import GREETS, ORDER, bring, of_cells, problems, table


def test_a_folder_grows_out_of_a_file_in_both_languages(author, people):
    bring(author, ORDER, GREETS | {"roles": people.barista.code, "owner": "P-mina"})
    pages = {page.locale.language_code: page for page in StandardPage.objects.live().select_related("locale")}
    assert (pages["fa"].behaviour, pages["en"].behaviour) == ("سلام می‌کند.", "Greets.")
    assert pages["fa"].code == pages["en"].code == "DUR-01"
    assert pages["fa"].translation_key == pages["en"].translation_key
    assert (pages["fa"].is_critical, pages["fa"].review_interval_days, pages["fa"].measure) == (True, 30, "speed")
    assert list(pages["en"].roles.all()) == [people.barista]
    assert pages["fa"].caretaker.code == "P-mina"
    assert len(take_snapshot(EditionFactory()).standards) == 1


def test_what_a_file_brings_is_approved_like_what_is_typed(author, people):
    Organisation.objects.update(needs_second_eyes=True)
    touchpoint = live_touchpoint()
    page = live_standard(touchpoint, "سلام می‌کند.", "Greets.")[0]
    row = {"kind": "standard", "touchpoint": "order", "code": page.code, "behaviour_fa": "درود می‌گوید."}
    import_folder(file=of_cells(row), by=author, at=timezone.now())
    assert StandardPage.objects.get(pk=page.pk).behaviour == "سلام می‌کند."
    (text,) = waiting_for(people.armin.user)
    assert text.title == "درود می‌گوید."
    new = GREETS | {"behaviour_fa": "بدرقه می‌کند.", "behaviour_en": "Sees off.", "code": ""}
    bring(author, new)
    assert not StandardPage.objects.filter(behaviour="بدرقه می‌کند.", live=True).exists()
    assert len(waiting_for(people.armin.user)) == 2


@pytest.mark.parametrize("language", ["fa", "en"])
def test_out_and_in_again_changes_nothing(author, people, language):
    bring(author, ORDER, GREETS)
    live_policy()
    before = folder_json()
    with override(language):
        workbook = read_folder_file(io.BytesIO(folder_xlsx()))
    for brought in (workbook, read_folder_file(io.BytesIO(before))):
        plan = import_folder(file=brought, by=author, at=timezone.now())
        assert plan.counts == {"new": 0, "changed": 0, "same": 8, "wrong": 0}
    assert folder_json() == before
    assert AuditEntry.objects.filter(verb="folder.imported").count() == 1


def test_an_empty_folder_takes_the_file_of_another_and_gives_it_again(author, people):
    bring(author, ORDER, GREETS)
    live_policy()
    file = folder_json()
    for model in (StandardPage, ComplaintPolicyPage, TouchpointPage):
        for page in model.objects.order_by("-path"):
            page.delete()
    CodeLedger.objects.all().delete()
    import_folder(file=read_folder_file(io.BytesIO(file)), by=author, at=timezone.now())
    assert folder_json() == file


def test_the_same_file_without_codes_twice_makes_one_standard(author, people):
    bring(author, ORDER, GREETS)
    plan = bring(author, ORDER, GREETS)
    assert plan.to_write == [] and StandardPage.objects.count() == 2


def test_only_what_is_different_is_written_and_missing_columns_stay(author, people):
    live_standard(live_touchpoint(), "سلام می‌کند.", "Greets.", good="«سلام»")
    row = {"kind": "standard", "touchpoint": "order", "code": "DUR-01", "behaviour_en": "Says hello."}
    brought = of_cells(row)
    (row,) = plan_folder(brought).rows
    assert (row.state, row.fields) == ("changed", ["behaviour_en"])
    import_folder(file=brought, by=author, at=timezone.now())
    pages = {page.locale.language_code: page for page in StandardPage.objects.select_related("locale")}
    assert (pages["fa"].behaviour, pages["fa"].good, pages["en"].behaviour) == ("سلام می‌کند.", "«سلام»", "Says hello.")


def test_one_wrong_row_and_nothing_is_written(author, people):
    with pytest.raises(FolderFileWrong):
        bring(author, ORDER, GREETS, GREETS | {"behaviour_fa": "", "code": "DUR-09"})
    assert (TouchpointPage.objects.count(), StandardPage.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"touchpoint": "phone"}, "phone"),
        ({"behaviour_fa": ""}, ""),
        ({"code": "X-1"}, "BEF-03"),
        ({"roles": "NOBODY"}, "NOBODY"),
        ({"owner": "P-nobody"}, "P-nobody"),
        ({"measure": "beauty"}, "beauty"),
        ({"review_days": "3"}, "بازبینی"),
        ({"critical": "perhaps"}, ""),
        ({"behaviour_en": "x" * 251}, "رفتار"),
        ({"check_question_fa": "چه می‌کنید؟"}, ""),
    ],
)
def test_each_problem_stands_beside_its_row(people, fields, said):
    found = problems(ORDER, GREETS | fields)
    assert len(found) >= 1
    assert said in " ".join(found)


def test_a_code_of_a_deleted_standard_is_never_given_again(author, people):
    page = live_standard(live_touchpoint())[0]
    for each in page.get_translations(inclusive=True):
        each.delete()
    assert len(problems(GREETS | {"code": "DUR-01"})) == 1
    plan = bring(author, GREETS)
    assert plan.counts["new"] == 1
    assert set(StandardPage.objects.values_list("code", flat=True)) == {"DUR-02"}


def test_a_page_with_unpublished_changes_is_not_overwritten(author, people):
    page = live_standard(live_touchpoint(), "سلام می‌کند.", "Greets.")[0]
    page.behaviour = "پیش‌نویس"
    page.save_revision()
    row = {"kind": "standard", "touchpoint": "order", "code": "DUR-01", "behaviour_fa": "درود می‌گوید."}
    brought = of_cells(row)
    assert len(plan_folder(brought).rows[0].problems) == 1


NUL = b'{"format": "havadar-folder-1", "rows": [{"title_fa": "\\u0000"}]}'


@pytest.mark.parametrize("content", [b"{}", b'{"format": "havadar-folder-1", "rows": [[1]]}', b'{"format"', NUL])
def test_a_foreign_file_is_refused_in_a_sentence(content, db):
    with pytest.raises(SpreadsheetError):
        read_folder_file(io.BytesIO(content + b" "))


def test_planning_asks_the_same_for_one_and_for_thirty_rows(author, people):
    live_touchpoint()

    def queries(count):
        rows = [GREETS | {"behaviour_fa": f"سلام {n} می‌کند."} for n in range(count)]
        with CaptureQueriesContext(connection) as asked:
            plan_folder(table(*rows))
        return len(asked)

    assert queries(30) == queries(1)


def test_a_number_of_five_thousand_digits_is_a_problem_of_its_row(author, people):
    live_policy()
    assert problems({"kind": "authority", "code": "9" * 5000, "remedy_fa": "یک نوشیدنی"})
    assert problems({"kind": "step", "code": "9" * 5000, "do_fa": "گوش"})


def test_a_behaviour_of_two_lines_becomes_one_and_changes_nothing_the_second_time(author, people):
    rows = ORDER, GREETS | {"behaviour_fa": "سلام\r\nمی‌کند."}
    bring(author, *rows)
    assert StandardPage.objects.get(locale__language_code="fa").behaviour == "سلام می‌کند."
    assert bring(author, *rows).counts["same"] == 2


def test_an_english_company_brings_and_takes_a_folder_in_english_alone(author):
    change_organisation(languages="en", by=None, at=timezone.now())
    order = {"kind": "touchpoint", "phase": "during", "touchpoint": "order", "title_en": "Order"}
    greets = {"kind": "standard", "touchpoint": "order", "code": "DUR-01", "behaviour_en": "Greets every guest."}
    bring(author, order, greets, *[{"kind": "step", "code": str(n), "do_en": f"Do {n}"} for n in range(1, 7)])
    page = StandardPage.objects.get()
    assert (page.locale.language_code, page.behaviour) == ("en", "Greets every guest.")
    heads = read_table(io.BytesIO(folder_xlsx())).header
    assert not [head for head in heads if "(Persian)" in head or "(فارسی)" in head]
