"""Mina brings what customers said, and says which standard it is about."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from io import BytesIO

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kit.audit.models import AuditEntry
from kit.importing.uploads import read_whole
from playbook import errors
from playbook.actions.evidence import add_evidence, import_evidence, link_evidence, redact_evidence, unlink_evidence
from playbook.evidence.quotes import WORDS, language_of, plan_evidence, searched_evidence, without_personal
from playbook.models import Evidence, EvidenceLink
from tests.factories.playbook import (
    EvidenceFactory,
    EvidenceLinkFactory,
    frozen_by,
    frozen_edition,
    live_standard,
    live_touchpoint,
    republish,
)

AT = datetime(2026, 1, 3, 8, tzinfo=UTC)
FILE = "نظر,منبع,تاریخ\nخیلی دیر رسید,گوگل,1404/01/02\nThe coffee was cold,,\nخيلي  دیر رسید,گوگل,\n"


def table(text):
    return read_whole(WORDS, BytesIO(text.encode()))


def found(text):
    return set(searched_evidence(Evidence.objects.all(), text).values_list("quote", flat=True))


def test_a_file_is_read_with_dates_languages_and_doubles(people):
    plan = plan_evidence(table(FILE), on=date(2026, 1, 3), source="نظرسنجی")
    assert [row.state for row in plan.rows] == ["new", "new", "known"]
    assert [row.facts["language"] for row in plan.new_rows] == ["fa", "en"]
    assert [row.facts["source"] for row in plan.new_rows] == ["گوگل", "نظرسنجی"]
    assert plan.rows[0].facts["said_on"] == date(2025, 3, 22)


def test_the_same_file_twice_changes_nothing(mina):
    import_evidence(file=table(FILE), by=mina.user, at=AT)
    assert import_evidence(file=table(FILE), by=mina.user, at=AT).count("known") == 3
    assert Evidence.objects.count() == 2


BAD = {
    "no words": "comment,source\n ,گوگل\n",
    "no date": "comment,date\nسلام,دیروز\n",
    "no such column": "x\nسلام\n",
    "tomorrow": "comment,date\nسلام,2026-01-04\n",
    "too long": f"comment\n{'ا' * 2001}\n",
}


@pytest.mark.parametrize("text", BAD.values(), ids=list(BAD))
def test_one_bad_row_and_nothing_is_written(mina, text):
    with pytest.raises(errors.EvidenceFileWrong):
        import_evidence(file=table(f"{text}خوب بود\n"), by=mina.user, at=AT)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("typed", ["مشتری", "مشتري", "کیفیت", "كيفيت", "سال‌هاست", "سالهاست", "۳۰", "30"])
def test_words_are_found_in_either_scripts_letters(mina, typed):
    """As people type: Arabic letters, no half-spaces, stretched words, Latin letters, quotes inside quotes."""
    quote = "سالهاست مشتريشونم، كیفیت عااااالی، ٣٠ دقیقه‌ای رسید؛ گفتم «wow»"
    import_evidence(file=table(f"comment,label\n{quote},HAPPY\n"), by=mina.user, at=AT)
    assert found(typed) == {quote}


def test_what_points_to_a_person_is_covered():
    text = "زنگ زدم ۰۹۱۲ ۳۴۵ ۶۷۸۹ و ali@example.com، ۱۰ دقیقه ماندم، کارت 6037-9911-2233-4455"
    assert without_personal(text) == "زنگ زدم ▇▇▇ و ▇▇▇، ۱۰ دقیقه ماندم، کارت ▇▇▇"


def test_redacting_leaves_nothing_of_the_earlier_words(mina):
    row = add_evidence(quote="سارا احمدی دیر آورد", by=mina.user, at=AT)
    redact_evidence(evidence=row, quote="▇▇▇ دیر آورد", by=mina.user, at=AT)
    row.refresh_from_db()
    assert row.is_redacted
    assert not found("سارا")
    assert found("دیر") == {"▇▇▇ دیر آورد"}


def test_the_same_words_are_kept_once(mina):
    add_evidence(quote="خیلی دیر رسید", by=mina.user, at=AT)
    with pytest.raises(errors.EvidenceKnown):
        add_evidence(quote="خيلي دیر   رسید", by=mina.user, at=AT)


@pytest.mark.parametrize("again", ["بسته بندی بد بود", "بسته\u200cبندي بد بود", "بستهبندی بَد بود"])
def test_words_written_otherwise_are_known_again(mina, again):
    add_evidence(quote="بسته‌بندی بد بود", by=mina.user, at=AT)
    with pytest.raises(errors.EvidenceKnown):
        add_evidence(quote=again, by=mina.user, at=AT)
    other = add_evidence(quote="تأخیر داشتید", by=mina.user, at=AT)
    with pytest.raises(errors.EvidenceKnown):
        redact_evidence(evidence=other, quote=again, by=mina.user, at=AT)
    assert plan_evidence(table(f"comment\n{again}\n"), on=AT.date()).count("known") == 1


def test_words_that_were_here_before_are_folded_anew_and_none_is_lost(mina):
    """Two that are one now stay; what is sealed of them stays as well; a third of them does not come."""
    rows = [add_evidence(quote=f"{text} بد بود", by=mina.user, at=AT) for text in ("امضاء", "تحویل")]
    rows.append(EvidenceFactory(quote="امضا بد بود", digest="2" * 64))
    Evidence.objects.update(folded="", likeness="")
    digests = list(Evidence.objects.values_list("digest", flat=True))
    refold_words = import_module("playbook.migrations.0011_refold_words").refold_words
    refold_words(apps, None)
    assert found("امضا") == {rows[0].quote, rows[2].quote}
    assert list(Evidence.objects.values_list("digest", flat=True)) == digests
    with pytest.raises(errors.EvidenceKnown):
        add_evidence(quote="امضا بد بود", by=mina.user, at=AT)
    with CaptureQueriesContext(connection) as asked:
        refold_words(apps, None)
    assert not any(query["sql"].startswith("UPDATE") for query in asked)


def test_linking_again_changes_the_link_and_it_can_be_taken_away(mina):
    frozen_edition(standards=1)
    row = EvidenceFactory()
    for stance in ("supports", "asks"):
        link_evidence(evidence=row, code="DUR-01", stance=stance, strength=3, by=mina.user, at=AT)
    assert list(EvidenceLink.objects.values_list("code", "stance", "strength")) == [("DUR-01", "asks", 3)]
    with pytest.raises(errors.StandardUnknown):
        link_evidence(evidence=row, code="DUR-99", stance="asks", strength=3, by=mina.user, at=AT)
    assert unlink_evidence(evidence=row, code="DUR-01", by=mina.user, at=AT)
    assert not unlink_evidence(evidence=row, code="DUR-01", by=mina.user, at=AT)


def test_mina_imports_looks_and_links(mina, narges, client_for):
    standard = frozen_edition(standards=1).standards.get()
    author = client_for(mina)
    upload = SimpleUploadedFile("c.csv", FILE.encode(), "text/csv")
    preview = author.post(reverse("playbook:words_import"), {"file": upload, "consent": "given"}).url
    assert "The coffee was cold" in author.get(preview).content.decode()
    assert not Evidence.objects.exists()
    assert author.post(preview).url == reverse("playbook:words")
    inbox = author.get(reverse("playbook:words"), {"q": "coffee"}).content.decode()
    assert '<p dir="auto" lang="en">The coffee was cold</p>' in inbox
    quote = Evidence.objects.get(language="en")
    author.post(
        reverse("playbook:quote_link", args=[quote.key]),
        {"code": f"{standard.code} {standard.behaviour}", "stance": "contradicts", "strength": "3"},
    )
    assert author.get(reverse("playbook:words")).context["count"] == 1
    assert "The coffee was cold" in client_for(narges).get(standard.get_absolute_url()).content.decode()


def test_mina_links_several_quotes_at_once_or_none(mina, client_for):
    frozen_edition(standards=1)
    first, second, third = EvidenceFactory.create_batch(3)
    author, address = client_for(mina), reverse("playbook:words") + "?show=unlinked"
    about = {"stance": "asks", "strength": "2"}
    for wrong in ({"code": "DUR-01"}, {"quote": [first.key, second.key], "code": "DUR-99"}, {"quote": first.key}):
        author.post(address, {**about, **wrong})
        assert not EvidenceLink.objects.exists()
    answer = author.post(address, {**about, "quote": [first.key, second.key], "code": "dur-۰۱"})
    assert answer.url == reverse("playbook:words") + "?show=unlinked"
    assert set(EvidenceLink.objects.values_list("evidence", "code")) == {(first.pk, "DUR-01"), (second.pk, "DUR-01")}
    assert list(author.get(reverse("playbook:words")).context["page"]) == [third]
    assert 'value="DUR-01 ' in author.get(reverse("playbook:words_standards")).content.decode()


@pytest.mark.parametrize(
    "asked", ["show=" + "a" * 20_000, "q=" + "ی" * 20_000, "source=x\r\nSet-Cookie: a=b", "q=//elsewhere"]
)
def test_a_forged_address_undoes_no_link(asked, mina, client_for):
    """Django refuses to lead to an endless address: the quote was linked, and the answer was an error."""
    frozen_edition(standards=1)
    about = {"quote": EvidenceFactory().key, "code": "DUR-01", "stance": "asks", "strength": "2"}
    answer = client_for(mina).post(reverse("playbook:words"), about, query_params=QueryDict(asked))
    assert (answer.status_code, EvidenceLink.objects.count()) == (302, 1)
    assert answer.url.startswith(reverse("playbook:words"))


def test_refused_words_stay_with_the_authors(mina, narges, client_for):
    standard = frozen_edition(standards=1).standards.get()
    EvidenceLinkFactory(code="DUR-01", evidence__consent="refused", evidence__quote="نمی‌خواهم خوانده شود")
    for address in (standard.get_absolute_url(), reverse("playbook:standard_words", args=[standard.key])):
        assert "نمی‌خواهم خوانده شود" not in client_for(narges).get(address).content.decode()
        assert "نمی‌خواهم خوانده شود" in client_for(mina).get(address).content.decode()


def test_the_inbox_asks_the_same_questions_for_one_and_for_thirty(mina, client_for):
    frozen_edition(standards=1)
    client = client_for(mina)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("playbook:words"), {"show": "all"})
        return len(asked)

    EvidenceLinkFactory(code="DUR-01")
    queries()
    few = queries()
    EvidenceLinkFactory.create_batch(29, code="DUR-01")
    assert queries() == few


def test_consent_decided_later_hides_and_shows(mina, narges, client_for):
    standard = frozen_edition(standards=1).standards.get()
    link = EvidenceLinkFactory(code=standard.code, evidence=EvidenceFactory(quote="قهوه سرد بود"))
    address, page = reverse("playbook:quote_consent", args=[link.evidence.key]), standard.get_absolute_url()
    assert "قهوه سرد بود" in client_for(narges).get(page).content.decode()
    client_for(mina).post(address, {"consent": "refused"})
    assert "قهوه سرد بود" not in client_for(narges).get(page).content.decode()
    client_for(mina).post(address, {"consent": "given"})
    client_for(mina).post(address, {"consent": "nonsense"})
    assert "قهوه سرد بود" in client_for(narges).get(page).content.decode()
    assert AuditEntry.objects.filter(verb="evidence.consent_decided").count() == 2


def test_covered_words_are_marked(mina, narges, client_for):
    standard = frozen_edition(standards=1).standards.get()
    quote = add_evidence(quote=f"به {without_personal('09121234567')} زنگ زدند", by=mina.user, at=AT)
    link_evidence(evidence=quote, code=standard.code, stance="supports", strength=2, by=mina.user, at=AT)
    assert "▇" in client_for(narges).get(standard.get_absolute_url()).content.decode()


def test_asking_for_a_change_reaches_the_authors_desk_until_the_text_changes(mina, client_for):
    page, _twin = live_standard(live_touchpoint())
    frozen_by(mina.user)
    link_evidence(evidence=EvidenceFactory(quote="نام مرا بلند نگویید"), code="DUR-01", stance="asks",
                  strength=2, by=mina.user, at=AT)  # fmt: skip
    link_evidence(evidence=EvidenceFactory(quote="عالی"), code="DUR-01", stance="supports", strength=3, by=mina.user,
                  at=AT)  # fmt: skip
    desk = reverse("home:author_desk")
    (asked,) = client_for(mina).get(desk).context["asked"]
    assert (asked.standard.code, asked.count) == ("DUR-01", 1)
    republish(page, behaviour="نام مشتری را آهسته می‌گوید.")
    frozen_by(mina.user, effective_on=date(2026, 1, 10), at=AT + timedelta(days=3))
    assert client_for(mina).get(desk).context["asked"] == []


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("The rolls are AMAZING!!! عالى!!!!", "en"),
        ("لاته با oat milk عالی بود", "fa"),
        ("Kheili khub bud", "en"),
        ("۲۰", "fa"),
    ],
)
def test_the_language_is_that_of_most_letters(words, language):
    assert language_of(words) == language


def test_words_are_not_said_tomorrow(mina, client_for):
    facts = {"quote": "سلام", "source": "تلفن", "consent": "unknown"}
    for day in ("2199-12-31", "9999-12-31", "0001-01-01", "1405/13/01"):
        answer = client_for(mina).post(reverse("playbook:words_new"), {**facts, "said_on": day})
        assert "said_on" in answer.context["form"].errors
    assert not Evidence.objects.exists()


def test_a_file_without_rows_is_told_so(mina, client_for):
    client = client_for(mina)
    upload = SimpleUploadedFile("a.csv", "نظر,منبع\n".encode())
    answer = client.post(reverse("playbook:words_import"), {"file": upload, "consent": "unknown"}, follow=True)
    assert "در این فایل حرفی نیست" in answer.content.decode()
