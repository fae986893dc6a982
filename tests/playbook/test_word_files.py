"""What customers said, as other systems export it: case q01."""

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kit.audit.models import AuditEntry
from kit.importing.uploads import read_whole
from playbook import errors
from playbook.actions.evidence import add_evidence, import_evidence, redact_evidence
from playbook.evidence.quotes import WORDS, plan_evidence
from playbook.models import Evidence

AT = datetime(2026, 1, 3, 8, tzinfo=UTC)
Q01 = (Path(__file__).parent / "cases" / "q01-own-headings.csv").read_bytes()


def file_of(content):
    return read_whole(WORDS, BytesIO(content))


def test_q01_two_tickets_of_the_same_words_are_two_complaints(mina):
    file = file_of(Q01)
    assert file.left_out == ["City"]
    import_evidence(file=file, by=mina.user, at=AT)
    rows = list(Evidence.objects.order_by("reference").values_list("reference", "quote", "source", "said_on"))
    assert rows == [
        ("301", "Waited 40 minutes, nobody came", "Phone", date(2015, 8, 4)),
        ("302", "Billing", "Internet", date(2015, 5, 18)),
        ("303", "Billing", "Phone", date(2015, 5, 26)),
    ]
    written = AuditEntry.objects.count()
    assert import_evidence(file=file, by=mina.user, at=AT).count("known") == 3
    assert (Evidence.objects.count(), AuditEntry.objects.count()) == (3, written)


def test_q01_a_ticket_whose_words_were_covered_does_not_come_again(mina):
    file = file_of(Q01)
    import_evidence(file=file, by=mina.user, at=AT)
    redact_evidence(evidence=Evidence.objects.get(reference="301"), quote="Waited ▇▇▇", by=mina.user, at=AT)
    assert plan_evidence(file, on=date(2026, 1, 3)).count("known") == 3


def test_a_ticket_twice_in_a_file_is_new_once(mina):
    file = file_of(b"Ticket,Comment,Source\n7,one,Phone\n7,two,Phone\n7,three,Mail\n")
    assert [row.state for row in plan_evidence(file, on=date(2026, 1, 3)).rows] == ["new", "known", "new"]
    import_evidence(file=file, by=mina.user, at=AT)
    add_evidence(quote="four", by=mina.user, at=AT)
    assert Evidence.objects.count() == 3


def test_q01_on_the_screen(mina, client_for):
    client = client_for(mina)
    upload = SimpleUploadedFile("q01.csv", Q01, "text/csv")
    step = client.post(reverse("playbook:words_import"), {"file": upload, "consent": "given"}).url
    assert step.endswith("/columns/")
    page = client.get(step)
    said = {bound.name: "" if bound.value() is None else bound.value() for bound in page.context["form"]}
    assert (said["column_quote"], said["column_reference"], said["column_source"]) == (1, 0, 3)
    assert "order" not in page.context["form"].fields  # 18-05-2015 says it
    preview = client.post(step, said).url
    assert client.get(preview).context["counts"] == {"new": 3, "known": 0, "wrong": 0}
    assert client.post(preview).url == reverse("playbook:words")
    assert set(Evidence.objects.values_list("consent", flat=True)) == {"given"}
    assert client.get(preview).status_code == 404


def test_wrong_rows_are_left_out_only_if_somebody_says_so(mina, client_for):
    text = "comment,date\nسلام,دیروز\nخوب بود,1404/01/02\n"
    with pytest.raises(errors.EvidenceFileWrong):
        import_evidence(file=file_of(text.encode()), by=mina.user, at=AT)
    client = client_for(mina)
    upload = SimpleUploadedFile("a.csv", text.encode(), "text/csv")
    preview = client.post(reverse("playbook:words_import"), {"file": upload, "consent": "unknown"}).url
    assert "سلام" in client.get(client.get(preview).context["wrong_url"]).content.decode()
    assert client.post(preview).status_code == 200
    assert not Evidence.objects.exists()
    assert client.post(preview, {"leave_out": "1"}).status_code == 302
    assert Evidence.objects.get().quote == "خوب بود"
    assert AuditEntry.objects.get(verb="evidence.imported").detail["left_out"] == 1
