"""What authors see of all standards at once: the report in the CMS, and both languages side by side."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kit.spreadsheets import read_table
from people.models import StaffMember
from playbook.actions import sign_standard
from playbook.folder.report import Translated, facts_of, source_pages
from playbook.models import ComplaintPolicyPage, FolderPage, StandardPage
from tests.factories.playbook import frozen_by, live_policy, live_standard, live_touchpoint, republish
from tests.worlds import built_once

REPORT = "/cms/reports/standards/"


@built_once
def touchpoint(people):
    return live_touchpoint()


def facts():
    pages = list(source_pages())
    found = facts_of(pages, timezone.localdate())
    return {page.code: found[page.pk] for page in pages}


def test_the_facts_of_a_standard_stand_together(touchpoint, people, mina, narges):
    live_standard(touchpoint, roles=[people.barista])
    edition = frozen_by(mina.user)
    sign_standard(standard=edition.standards.get(), staff=narges, by=narges.user, at=timezone.now())
    found = facts()["DUR-01"]
    baristas = StaffMember.objects.active_on(timezone.localdate()).filter(job_role=people.barista).count()
    assert (found.signed, found.required) == (1, baristas)
    assert found.trust.state == "unverified"
    assert found.counts["evidence"] == 0


def test_what_is_not_translated_or_fell_behind_is_named(touchpoint):
    live_standard(touchpoint, "سلام می‌کند.", "Greets.")
    live_standard(touchpoint, "بدرقه می‌کند.", "")
    late = live_standard(touchpoint, "می‌شمارد.", "Counts.")[0]
    StandardPage.objects.filter(code="DUR-03").update(last_published_at=timezone.now() - timedelta(days=3))
    republish(late, behaviour="بلند می‌شمارد.")
    states = {code: fact.translated for code, fact in facts().items()}
    assert states == {"DUR-01": Translated.COMPLETE, "DUR-02": Translated.MISSING, "DUR-03": Translated.OUTDATED}


def test_mina_filters_the_report_and_takes_it_along(touchpoint, mina, client_for):
    live_standard(touchpoint, "سلام می‌کند.", "Greets.")
    live_standard(touchpoint, "بدرقه می‌کند.", "")
    client = client_for(mina)
    page = client.get(REPORT).content.decode()
    assert "سلام می‌کند." in page and "بدرقه می‌کند." in page
    page = client.get(REPORT, {"translated": "missing"}).content.decode()
    assert "سلام می‌کند." not in page and "بدرقه می‌کند." in page
    assert "بدرقه می‌کند." not in client.get(REPORT, {"trust": "verified"}).content.decode()
    answer = client.get(REPORT, {"export": "xlsx"})
    _header, rows = read_table(io.BytesIO(b"".join(answer.streaming_content)))
    assert [row[:2] for row in rows] == [["DUR-01", "سلام می‌کند."], ["DUR-02", "بدرقه می‌کند."]]


def test_the_report_is_the_authors(touchpoint, hoda, narges, client_for):
    for who in (hoda, narges):
        assert client_for(who).get(REPORT).status_code in (302, 403)


def test_every_kind_of_page_stands_with_its_translation_and_leads_to_both(touchpoint, mina, client_for):
    whole = live_standard(touchpoint, "سلام می‌کند.", "Greets.")[0]
    alone = live_standard(touchpoint, "بدرقه می‌کند.", "")[0]
    late = live_standard(touchpoint, "می‌شمارد.", "Counts.")[0]
    republish(late, behaviour="بلند می‌شمارد.")
    live_policy()
    client, path = client_for(mina), reverse("playbook:languages")
    page = client.get(path).content.decode()
    policy = ComplaintPolicyPage.objects.first()
    for each in (whole, alone, late, touchpoint[0], policy, FolderPage.objects.first()):
        assert reverse("playbook_texts:page", args=[each.translation_key]) in page
    assert "سلام می‌کند." in page and "Greets." in page
    missing = client.get(path, {"show": "missing"}).content.decode()
    assert "Greets." not in missing and str(alone.translation_key) in missing
    behind = client.get(path, {"show": "outdated"}).content.decode()
    assert str(late.translation_key) in behind and str(alone.translation_key) not in behind


def test_the_list_of_both_languages_asks_a_constant_number_of_queries(touchpoint, mina, client_for):
    client = client_for(mina)

    def queries():
        client.get(reverse("playbook:languages"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("playbook:languages"))
        return len(asked)

    live_standard(touchpoint)
    few = queries()
    for _number in range(8):
        live_standard(touchpoint)
    assert queries() == few


def test_the_cms_keeps_no_documents(mina, client_for):
    client = client_for(mina)
    for path in ("/cms/documents/", "/cms/documents/multiple/add/", "/cms/documents/chooser/"):
        assert client.get(path).status_code == 404


def test_the_report_asks_as_often_for_ten_standards_as_for_two(touchpoint, mina, client_for):
    client = client_for(mina)

    def queries(count):
        for _ in range(count):
            live_standard(touchpoint)
        client.get(REPORT)
        with CaptureQueriesContext(connection) as asked:
            client.get(REPORT)
        return len(asked)

    assert queries(2) == queries(8)


@pytest.mark.parametrize(("language", "told"), [("fa", "سلام می‌کند."), ("en", "Greets.")])
def test_the_way_to_both_languages_is_named_in_the_readers(touchpoint, mina, client_for, language, told):
    live_standard(touchpoint, "سلام می‌کند.", "Greets.")
    mina.user.language = language
    mina.user.save()
    page = client_for(mina).get(reverse("playbook:languages")).text
    assert f'<span class="visually-hidden">{told}</span>' in page
