"""A folder's file is brought on the screen by the one way in; rows with a problem may be left out."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from kit.audit.models import AuditEntry
from people.actions import change_organisation
from playbook.actions.folder_import import import_folder
from playbook.files.exports import folder_json, folder_xlsx
from playbook.files.plan import plan_folder
from playbook.models import ComplaintPolicyPage, StandardPage
from tests.playbook.folder_files.rows import AGAIN, GREETS, ORDER, PUBLICLY, STEPS, VOUCHER, bring, table


def test_mina_brings_a_file_looks_and_confirms(author, mina, people, client_for):
    client = client_for(mina)
    content = json.dumps({"format": "havadar-folder-1", "rows": [ORDER, GREETS]}).encode()
    answer = client.post(reverse("playbook:folder_import"), {"file": SimpleUploadedFile("folder.json", content)})
    assert StandardPage.objects.count() == 0
    page = client.get(answer.url).content.decode()
    assert "سلام می‌کند." in page
    client.post(answer.url)
    assert StandardPage.objects.live().count() == 2
    assert client.post(answer.url).status_code == 404


OWN = """Standards of the shop,,
,,
Behaviour;Why it matters;Rank
Greets every guest.;They feel seen;1
Says goodbye.;;2
"""


def bring_file(client, content, name="folder.csv"):
    content = content if isinstance(content, bytes) else content.encode()
    return client.post(reverse("playbook:folder_import"), {"file": SimpleUploadedFile(name, content)})["Location"]


def columns_of(page):
    return {bound.name: "" if bound.value() is None else bound.value() for bound in page.context["form"]}


def test_a_table_of_ones_own_is_asked_about_and_remembered(mina, people, client_for):
    change_organisation(languages="en", by=None, at=timezone.now())
    client = client_for(mina)
    order = {"kind": "touchpoint", "phase": "during", "touchpoint": "order", "title_en": "Order"}
    bring(mina.user, order)
    step = bring_file(client, OWN.replace(",", ""))
    assert step.endswith("/columns/")
    page = client.get(step)
    said = columns_of(page)
    assert (said["column_behaviour_en"], said["column_kind"]) == (0, "")
    assert client.post(step, said).status_code == 422  # nobody said what its rows are
    said |= {"same_kind": "standard", "same_touchpoint": "order", "column_why_en": 1, "save_as": "Ours"}
    preview = client.post(step, said).url
    assert client.get(preview).context["counts"] == {"new": 2, "changed": 0, "same": 0, "wrong": 0}
    client.post(preview)
    assert set(StandardPage.objects.values_list("behaviour", "why")) == {
        ("Greets every guest.", "They feel seen"),
        ("Says goodbye.", ""),
    }
    again = bring_file(client, OWN.replace(",", ""))
    assert not again.endswith("/columns/")
    assert client.get(again).context["counts"] == {"new": 0, "changed": 0, "same": 2, "wrong": 0}
    written = AuditEntry.objects.count()
    client.post(again)
    assert AuditEntry.objects.count() == written


def test_our_own_workbook_asks_nothing(author, mina, people, client_for):
    bring(author, ORDER, GREETS)
    client = client_for(mina)
    preview = bring_file(client, folder_xlsx(), "folder.xlsx")
    assert client.get(preview).context["counts"] == {"new": 0, "changed": 0, "same": 2, "wrong": 0}
    columns = client.get(f"{preview}columns/")
    assert columns.status_code == 200
    assert bring_file(client, folder_json(), "folder.json").count("columns") == 0


def test_rows_with_a_problem_are_left_out_only_if_somebody_says_so(mina, people, client_for):
    client = client_for(mina)
    content = json.dumps({"format": "havadar-folder-1", "rows": [ORDER, GREETS, GREETS | {"measure": "beauty"}]})
    preview = bring_file(client, content, "folder.json")
    client.post(preview)
    assert StandardPage.objects.count() == 0
    with override("en"):
        listed = client.get(f"{preview}wrong/")
    assert listed.content.decode("utf-8-sig").splitlines()[1].startswith("3,")
    client.post(preview, {"leave_out": "1"})
    assert StandardPage.objects.live().count() == 2
    entry = AuditEntry.objects.get(verb="folder.imported")
    assert "left_out" in json.dumps(entry.detail)


def test_what_rests_on_a_row_with_a_problem_is_left_out_with_it(author, people):
    no_name = ORDER | {"title_fa": ""}
    assert [row.state for row in plan_folder(table(no_name, GREETS)).rows] == ["wrong", "wrong"]
    steps = [dict(step) for step in STEPS]
    steps[2]["minutes"] = "soon"
    plan = import_folder(
        file=table(ORDER, GREETS, *steps, AGAIN, PUBLICLY), by=author, at=timezone.now(), leave_out=True
    )
    assert (plan.counts["new"], plan.counts["wrong"]) == (2, 8)
    assert ComplaintPolicyPage.objects.count() == 0


def test_a_line_after_one_that_is_left_out_waits_for_it(author, people):
    bring(author, *STEPS, AGAIN)
    wrong = VOUCHER | {"remedy_fa": "", "remedy_en": "x"}
    third, fourth = VOUCHER | {"code": "3"}, VOUCHER | {"code": "4", "remedy_fa": "بن دیگر"}
    plan = import_folder(file=table(wrong, third, fourth), by=author, at=timezone.now(), leave_out=True)
    assert plan.counts["wrong"] == 3
    assert ComplaintPolicyPage.objects.first().authority.count() == 1


def test_a_step_with_a_problem_stays_as_it_is_and_the_others_change(author, people):
    bring(author, *STEPS)
    wrong, right = STEPS[0] | {"do_fa": "تازه", "minutes": "soon"}, STEPS[1] | {"do_fa": "نو"}
    import_folder(file=table(wrong, right), by=author, at=timezone.now(), leave_out=True)
    assert [step.do for step in ComplaintPolicyPage.objects.first().steps.all()][:3] == ["کار 1", "نو", "کار 3"]
