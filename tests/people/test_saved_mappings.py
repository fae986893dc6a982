"""What was said about columns under a name: seen, renamed and deleted by whoever may bring such files."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from kit.audit.labels import is_known_fact, sentence_of
from kit.audit.models import AuditEntry
from kit.importing.actions import delete_mapping, rename_mapping
from kit.importing.errors import NameTaken
from kit.importing.models import SavedMapping
from kit.reader import reading_as
from people.importing.columns import staff_kind
from tests.people.test_staff_files import brought, case, columns_of

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
SAVED = reverse("people:import_saved")


def made(name, fingerprint="1", kind="staff", at=AT):
    about = {"layout": {"heads": {"code": "employeeid"}}, "saved_by": "x", "saved_at": at}
    return SavedMapping.objects.create(kind=kind, name=name, fingerprint=fingerprint * 64, **about)


def test_hoda_gets_there_from_the_columns_and_back(people, client_for):
    client = client_for(people.hoda)
    step = brought(client, case("s02"))
    assert SAVED not in client.get(step).content.decode()
    said = columns_of(client.get(step)) | {"save_as": "Export of HR", "order": "mdy"}
    client.post(step, said)
    page = client.get(step).content.decode()
    assert SAVED in page
    listed = client.get(SAVED).content.decode()
    assert "Export of HR" in listed
    assert str(staff_kind().field("code").label) in listed


def test_a_mapping_is_renamed_and_deleted_and_the_log_says_so(people, client_for):
    client, mapping = client_for(people.hoda), made("Old")
    assert client.post(SAVED, {"mapping": mapping.key, "name": "  New \u200f name "}).status_code == 302
    mapping.refresh_from_db()
    assert mapping.name == "New name"
    assert client.post(SAVED, {"mapping": mapping.key}).status_code == 302
    assert not SavedMapping.objects.exists()
    assert client.post(SAVED, {"mapping": mapping.key}).status_code == 404
    verbs = list(AuditEntry.objects.filter(verb__startswith="mapping.").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["mapping.renamed", "mapping.deleted"]
    assert all(sentence_of(verb) for verb in verbs)


def test_a_name_is_given_once_and_an_empty_one_is_none(people, client_for):
    client, mapping = client_for(people.hoda), made("Old")
    made("Taken")
    made("Elsewhere", fingerprint="2")
    for name, status in (("Taken", 422), ("", 422), ("x" * 81, 422), ("Elsewhere", 302)):
        answer = client.post(SAVED, {"mapping": mapping.key, "name": name})
        assert answer.status_code == status, name
    with pytest.raises(NameTaken):
        rename_mapping(mapping=mapping, name="Taken", by=people.hoda.user, at=AT)


def test_a_second_time_nothing_happens(people):
    mapping, by = made("Old"), people.hoda.user
    rename_mapping(mapping=mapping, name="New", by=by, at=AT)
    rename_mapping(mapping=mapping, name="New", by=by, at=AT)
    delete_mapping(mapping=mapping, by=by, at=AT)
    delete_mapping(mapping=mapping, by=by, at=AT)
    rename_mapping(mapping=mapping, name="Late", by=by, at=AT)
    assert AuditEntry.objects.filter(verb__startswith="mapping.").count() == 2


def test_what_was_saved_for_other_files_or_without_a_name_is_not_there(people, client_for):
    client = client_for(people.hoda)
    words, remembered = made("Words", kind="words"), made("")
    assert words.name not in client.get(SAVED).content.decode()
    for other in (words, remembered):
        assert client.post(SAVED, {"mapping": other.key}).status_code == 404
    assert client_for(people.mina).post(SAVED, {"mapping": words.key}).status_code == 403
    assert SavedMapping.objects.count() == 2


def test_a_deleted_mapping_is_not_what_the_next_file_is_read_by(people, client_for):
    client = client_for(people.hoda)
    step = brought(client, case("s02"))
    client.post(step, columns_of(client.get(step)) | {"save_as": "Export of HR", "order": "mdy"})
    saved = SavedMapping.objects.get(name="Export of HR")
    delete_mapping(mapping=saved, by=people.hoda.user, at=AT)
    assert client.get(step, {"mapping": saved.key}).status_code == 404


@pytest.mark.parametrize("verb", ["staff.imported", "evidence.imported", "folder.imported"])
def test_rows_that_were_left_out_have_words_in_the_log(verb, db):
    assert is_known_fact("left_out", verb)


def test_problems_of_a_row_stand_one_after_the_other_in_its_file(people, client_for):
    client = client_for(people.hoda)
    content = "Code,Given name (English),Family name (English),Team,Job role,Joined on\nZ-1,a,,Nowhere,Nobody,once\n"
    step = brought(client, content.encode())
    with reading_as("en"):
        answer = client.get(f"{step.removesuffix('columns/')}wrong/")
    assert answer.status_code == 200
    assert "wrong-rows" not in answer["Content-Disposition"]
