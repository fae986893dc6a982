"""A misspelt name is corrected: what is made from now on bears the new one; what was given out is issued again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kit.documents.contents import kept_content, problems
from kit.documents.creation import make_paper
from kit.documents.kinds import paper_of
from kit.documents.models import StoredDocument
from people.actions import change_staff_member, issue_under_new_name
from people.forgetting.earlier_names import documents_with_earlier_name, renamed_at
from tests.factories.training import CompletionFactory
from training.documents import KIND
from training.models import Course

NOW = timezone.now()
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def certified(narges):
    completion = CompletionFactory(staff=narges)
    return completion, make_paper(paper_of(KIND), completion, language="fa", at=NOW)


def rename(staff, hoda, at=LATER):
    change_staff_member(staff=staff, by=hoda.user, at=at, given_name_fa="نرگس‌بانو")


def test_t11_a_final_document_keeps_its_name_until_it_is_issued_again(certified, narges, hoda):
    completion, old = certified
    assert not documents_with_earlier_name(narges).exists()
    rename(narges, hoda)
    narges.refresh_from_db()
    assert set(renamed_at(narges)) == {"fa"}
    assert [row.pk for row in documents_with_earlier_name(narges)] == [old.pk]
    assert issue_under_new_name(staff=narges, by=hoda.user, at=LATER) == 1
    completion.refresh_from_db()
    new = make_paper(paper_of(KIND), completion, language="fa", at=LATER)
    assert new.supersedes_id == old.pk and "نرگس‌بانو" in new.title
    assert not documents_with_earlier_name(narges).exists()
    assert issue_under_new_name(staff=narges, by=hoda.user, at=LATER) == 0


def test_t11_the_persons_page_says_which_and_has_the_button(
    certified, narges, hoda, client_for, django_capture_on_commit_callbacks
):
    _completion, old = certified
    rename(narges, hoda)
    client = client_for(hoda)
    page = client.get(reverse("people:staff", args=[narges.key]))
    assert [document.pk for document, _label in page.context["earlier_named"]] == [old.pk]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("people:issue_again", args=[narges.key]), {"document": old.key})
    old.refresh_from_db()
    text = client.get(reverse("kit:verify_code", args=[old.code])).context
    assert StoredDocument.objects.filter(object_key=old.object_key).count() == 2
    assert text["newer"].made_at > old.made_at


def test_t11_what_is_not_made_yet_has_the_new_name(narges, hoda):
    completion = CompletionFactory(staff=narges)
    rename(narges, hoda)
    completion.refresh_from_db()
    assert "نرگس‌بانو" in make_paper(paper_of(KIND), completion, language="fa", at=LATER).title
    assert not documents_with_earlier_name(narges).exists()


def test_t11_nothing_but_the_name_changes_in_any_language(certified, narges, hoda):
    """The course is called otherwise by then: what is issued again says what was final, in both languages."""
    completion, old = certified
    english = make_paper(paper_of(KIND), completion, language="en", at=NOW)
    before = kept_content(old).says
    rename(narges, hoda)
    narges.refresh_from_db()
    Course.objects.filter(pk=completion.course_id).update(title_fa="نام تازهٔ دوره")
    assert issue_under_new_name(staff=narges, by=hoda.user, at=LATER) == 2
    again = CompletionFactory._meta.model.objects.select_related("staff", "course").get(pk=completion.pk)
    new = [make_paper(paper_of(KIND), again, language=language, at=LATER) for language in ("fa", "en")]
    assert [row.supersedes_id for row in new] == [old.pk, english.pk]
    after = kept_content(new[0]).says
    assert after["staff"]["name"]["fa"].startswith("نرگس‌بانو")
    assert {**after, "staff": before["staff"]} == before
    assert list(problems()) == []
