import datetime as dt
import re

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from kit.documents.codes import as_code, new_code, verify_url
from kit.documents.models import StoredDocument
from kit.documents.store import (
    DocumentDamaged,
    document_response,
    find_document,
    problems,
    read_document,
    register_document_kind,
    store_document,
    withdraw_documents,
)
from kit.files.storage import private_storage, random_name

AT = dt.datetime(2026, 11, 19, 9, 0, tzinfo=dt.UTC)
PDF = b"%PDF-1.7 the evaluation of Narges"


@pytest.fixture(autouse=True)
def kind():
    register_document_kind("record", "Evaluation record")


def stored(pdf=PDF, object_key="ev-1", **more):
    given = {"kind": "record", "title": "Narges Ahmadi", "language": "fa", "at": AT} | more
    return store_document(object_key=object_key, pdf=pdf, **given)


def file_of(document):
    return private_storage().path(document.name)


# Codes


def test_codes_are_read_as_people_type_them():
    code = new_code()
    assert as_code(code.lower().replace("-", " ")) == code
    assert as_code("k7qm–2r9x-۴tnd") == as_code(" K7QM 2R9X 4TND ") == "K7QM-2R9X-4TND"
    for nonsense in ("", "K7QM", "K7QM-2R9X-4TN0", "K7QM-2R9X-4TNDD", "../../etc/pwd"):
        assert as_code(nonsense) == ""
    assert verify_url(code) == f"http://testserver/verify/{code}/"


@given(st.text(max_size=40))
def test_as_code_takes_anything(text):
    code = as_code(text)
    assert code == "" or as_code(code) == code


# Storing


@pytest.mark.django_db
def test_storing_keeps_the_bytes_under_a_name_that_tells_nothing():
    document = stored()
    assert read_document(document) == PDF
    assert document.size == len(PDF)
    assert "ev-1" not in document.name
    assert find_document(kind="record", object_key="ev-1", language="fa") == document
    assert find_document(kind="record", object_key="ev-1", language="en") is None


@pytest.mark.django_db
def test_storing_twice_is_storing_once():
    first = stored(source_hash="a" * 64)
    again = stored(pdf=b"%PDF another rendering", source_hash="a" * 64, code=new_code())
    assert again == first
    assert StoredDocument.objects.count() == 1
    assert read_document(again) == PDF


@pytest.mark.django_db
def test_a_correction_names_the_document_before_it():
    first = stored()
    second = stored(pdf=b"%PDF corrected", supersedes=first)
    assert first.superseded_by == second
    assert find_document(kind="record", object_key="ev-1", language="fa") == second
    with pytest.raises(IntegrityError), transaction.atomic():
        stored(pdf=b"%PDF a second correction", supersedes=first)


@pytest.mark.django_db
def test_a_changed_or_missing_file_is_named():
    changed, missing, _whole = (stored(pdf=b"%PDF " + name, object_key=name.decode()) for name in (b"a", b"b", b"c"))
    with open(file_of(changed), "r+b") as file:
        file.write(b"X")
    private_storage().delete(missing.name)
    assert list(problems()) == [
        f"document {changed.code} was changed after it was stored",
        f"document {missing.code} is missing",
    ]
    with pytest.raises(DocumentDamaged):
        document_response(changed, filename="a.pdf")


@pytest.mark.django_db
def test_document_response_hands_out_the_bytes():
    response = document_response(stored(), filename="ارزیابی.pdf")
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")


def test_private_storage_never_writes_over_and_leaves_no_half_file():
    storage, name = private_storage(), random_name("try", ".bin")
    assert storage.save(name, ContentFile(b"first")) == name
    assert storage.save(name, ContentFile(b"second")) != name
    with storage.open(name) as file:
        assert file.read() == b"first"

    class Broken(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            raise OSError("disk full")

    broken = random_name("broken", ".bin")
    with pytest.raises(OSError, match="disk full"):
        storage.save(broken, Broken(b""))
    assert storage.listdir(broken.rsplit("/", 1)[0]) == ([], [])


# The public page


@pytest.mark.django_db
def test_anybody_may_check_a_code_and_learns_nothing_more(client):
    document = stored()
    page = client.get(f"/verify/{document.code}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert document.code in text
    assert "Evaluation record" in text
    assert document.sha256[:8] in text
    for secret in ("Narges", "Ahmadi", "ev-1", document.key, document.name):
        assert secret not in text


@pytest.mark.django_db
def test_a_superseded_document_says_so(client):
    first = stored()
    second = stored(pdf=b"%PDF corrected", supersedes=first)
    assert second.code in client.get(f"/verify/{first.code}/").content.decode()
    assert first.code not in client.get(f"/verify/{second.code}/").content.decode()


@pytest.mark.django_db
def test_a_withdrawn_document_says_so_until_a_newer_one_takes_its_place(client):
    client.cookies["language"] = "en"
    first, other = stored(), stored(pdf=b"%PDF-1.7 of Parisa", object_key="ev-2")
    withdraw_documents(kind="record", object_key="ev-1", at=AT)
    page = client.get(f"/verify/{first.code}/").content.decode()
    assert "Issued, but withdrawn since" in page and "genuine" not in page
    assert "genuine" in client.get(f"/verify/{other.code}/").content.decode()
    second = stored(pdf=PDF + b" corrected", supersedes=first)
    page = client.get(f"/verify/{first.code}/").content.decode()
    assert "replaced since" in page and second.code in page and "withdrawn" not in page


@pytest.mark.django_db
def test_a_stranger_reads_the_page_in_the_documents_language_until_another_is_chosen(client):
    english = stored(language="en")
    for cookie, language in (("", "en"), ("fa", "fa")):
        if cookie:
            client.cookies["language"] = cookie
        answer = client.get(f"/verify/{english.code}/")
        shown = re.search(r'<html\s+lang="(\w+)"', answer.content.decode())[1]
        assert (answer["Content-Language"], shown) == (language, language)


@pytest.mark.django_db
def test_what_still_counts_is_not_withdrawn():
    still, old = stored(source_hash="a" * 64), stored(pdf=PDF + b" before", source_hash="b" * 64)
    withdraw_documents(kind="record", object_key="ev-1", at=AT, still="a" * 64)
    withdraw_documents(kind="record", object_key="ev-1", at=AT + dt.timedelta(days=1), still="a" * 64)
    for document in (still, old):
        document.refresh_from_db()
    assert (still.withdrawn_at, old.withdrawn_at) == (None, AT)


@pytest.mark.django_db
def test_an_unknown_code_is_not_found(client):
    assert client.get(f"/verify/{new_code()}/").status_code == 404
    assert client.get("/verify/nonsense/").status_code == 404


@pytest.mark.django_db
def test_the_form_leads_to_the_code(client):
    assert client.get("/verify/").status_code == 200
    assert client.get("/verify/", {"code": "k7qm2r9x4tnd"})["Location"] == "/verify/K7QM-2R9X-4TND/"
    assert "K7QM-2R9X-4TND" in client.get("/verify/", {"code": "abc"}).content.decode()


@pytest.mark.django_db
def test_checking_is_throttled_by_address(client, settings):
    url = f"/verify/{new_code()}/"
    answers = [client.get(url).status_code for _ in range(31)]
    assert answers == [404] * 30 + [429]
    assert client.get(url, REMOTE_ADDR="10.0.0.9").status_code == 404
    assert client.get(url, headers={"X-Forwarded-For": "1.2.3.4"}).status_code == 429
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert client.get(url, headers={"X-Forwarded-For": "6.6.6.6, 1.2.3.4"}).status_code == 404
