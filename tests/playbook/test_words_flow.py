"""Mina codes what customers said: one after the other by keyboard, or many at once; and takes it back."""

import re
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kit.audit.models import AuditEntry
from playbook import errors
from playbook.actions.evidence import code_quote, link_evidence, link_quotes, undo_links
from playbook.evidence.proposals import codes_near, proposals_for
from playbook.models import Evidence, EvidenceLink
from tests.factories.playbook import (
    EvidenceFactory,
    FrozenStandardFactory,
    frozen_edition,
    live_standard,
    live_touchpoint,
    seal,
)
from tests.worlds import built_once

AT = datetime(2026, 1, 3, 8, tzinfo=UTC)
FLOW, WORDS, UNDO = "playbook:words_flow", "playbook:words", "playbook:words_undo"
BEHAVIOURS = [
    ("AFT-02", "سفارش را در زمان گفته‌شده می‌رساند.", "Delivers an order at the promised time."),
    ("DUR-02", "با نگاه و سلام به مهمان خوشامد می‌گوید.", "Greets a guest with a look and a hello."),
    ("DUR-03", "میز خالی‌شده را ظرف پنج دقیقه پاک می‌کند.", "Clears a table within five minutes."),
    ("CMP-01", "برای ناراحتی مشتری عذر می‌خواهد.", "Apologises for the trouble."),
    ("BEF-01", "تلفن را پیش از زنگ چهارم برمی‌دارد.", "Answers the phone before the fourth ring."),
    ("BEF-02", "قیمت را پیش از پرداخت می‌گوید.", "Says the price before payment."),
]


@built_once
def folder(people):
    edition = frozen_edition(standards=0)
    plain = {f"{name}_{language}": "" for name in ("why", "good", "bad") for language in ("fa", "en")}
    for code, persian, english in BEHAVIOURS:
        FrozenStandardFactory(edition=edition, code=code, behaviour_fa=persian, behaviour_en=english, **plain)
    return seal(edition)


@pytest.fixture
def author(folder, mina, client_for):
    return client_for(mina)


def quotes(count):
    return [
        EvidenceFactory(quote=f"سفارش خیلی دیر رسید، بار {n}", added_at=AT - timedelta(hours=n)) for n in range(count)
    ]


def post(client, quote, query="", **chosen):
    about = {"quote": quote.key, "seen": "", "strength": "2", **chosen}
    return client.post(f"{reverse(FLOW)}{query}", about)


def links():
    return list(EvidenceLink.objects.order_by("pk").values_list("evidence", "code", "stance", "strength"))


def test_two_keys_link_a_quote_and_lead_to_the_next(author):
    """A number ticks the standard, a letter says what the words mean and goes on: two presses; a third for strength."""
    first, second = quotes(2)
    page = author.get(reverse(FLOW))
    assert page.context["quote"] == first
    assert page.context["proposals"][0][0].code == "AFT-02"
    text = page.content.decode()
    for key in "12scaplek":
        assert f'data-key="{key}"' in text
    assert "<mark>سفارش</mark>" in text
    answer = post(author, first, codes=["AFT-02"], stance="contradicts")
    assert links() == [(first.pk, "AFT-02", "contradicts", 2)]
    following = author.get(answer.url)
    assert following.context["quote"] == second
    assert "AFT-02" in following.context["said"][0]
    answer = post(author, second, codes=["AFT-02", "DUR-02"], stance="asks", strength="3")
    assert links()[1:] == [(second.pk, "AFT-02", "asks", 3), (second.pk, "DUR-02", "asks", 3)]
    assert author.get(answer.url).context["quote"] is None


def test_what_is_left_for_now_waits_and_the_end_says_so(author):
    first, second = quotes(2)
    skip = author.get(reverse(FLOW)).context["skip"]
    page = author.get(skip)
    assert page.context["quote"] == second
    page = author.get(page.context["skip"])
    assert (page.context["quote"], page.context["left"]) == (None, 2)
    assert author.get(page.context["again"]).context["quote"] == first


def test_the_last_deed_is_taken_back_with_one_press(author):
    first, _second = quotes(2)
    post(author, first, codes=["AFT-02"], stance="supports")
    page = author.get(f"{reverse(FLOW)}?after={first.key}")
    assert 'data-key="u"' in page.content.decode()
    about = {"made_at": page.context["deed"]["made_at"], "flow": "1", "asked": page.context["asked"]}
    again = author.get(author.post(reverse(UNDO), about).url)
    assert again.context["quote"] == first and links() == [] and again.context["deed"] is None
    assert AuditEntry.objects.filter(verb="evidence.unlinked").count() == 1
    author.post(reverse(UNDO), about)
    author.post(reverse(UNDO), {"made_at": "nonsense"})
    author.post(reverse(UNDO))
    assert AuditEntry.objects.filter(verb="evidence.unlinked").count() == 1


def test_nobody_takes_back_what_somebody_else_linked_or_what_was_changed_since(folder, mina, armin):
    row, other = quotes(2)
    link_quotes(quotes=[row, other], code="AFT-02", stance="asks", strength=2, by=mina.user, at=AT)
    assert undo_links(made_at=AT, by=armin.user, at=AT) == []
    link_evidence(
        evidence=row, code="AFT-02", stance="supports", strength=3, by=mina.user, at=AT + timedelta(minutes=1)
    )
    assert undo_links(made_at=AT, by=mina.user, at=AT) == [other]
    assert links() == [(row.pk, "AFT-02", "supports", 3)]


def test_two_who_code_the_same_queue_link_nothing_twice(author, armin, client_for, mina):
    row, following = quotes(2)
    post(client_for(armin), row, codes=["DUR-02"], stance="supports")
    answer = post(author, row, codes=["AFT-02"], stance="supports")
    assert [code for _pk, code, *_rest in links()] == ["DUR-02"]
    page = author.get(answer.url)
    assert page.context["quote"] == following
    assert str(armin.user) in page.context["said"][0] and "DUR-02" in page.context["said"][0]
    post(author, row, codes=["AFT-02"], stance="supports", seen="DUR-02")
    post(author, row, codes=["AFT-02"], stance="supports", seen="DUR-02")
    assert [code for _pk, code, *_rest in links()] == ["DUR-02", "AFT-02"]
    with pytest.raises(errors.LinkedMeanwhile):
        code_quote(quote=row, codes=["BEF-01"], seen=set(), stance="asks", strength=2, by=mina.user, at=AT)


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ({"codes": [], "stance": "asks"}, []),
        ({"codes": ["AFT-02"], "code": "AFT-99", "stance": "asks"}, ["AFT-02"]),
        ({"codes": ["AFT-02"], "stance": ""}, ["AFT-02"]),
        ({"codes": ["AFT-02"], "stance": "nonsense"}, ["AFT-02"]),
        ({"codes": ["ZZZ-01"], "stance": "asks"}, []),
        ({"code": "dur-03", "look": "1"}, ["DUR-03"]),
    ],
)
def test_what_is_wrong_is_said_and_what_was_chosen_is_kept(author, chosen, kept):
    (row,) = quotes(1)
    page = post(author, row, strength="3", **chosen)
    assert links() == []
    assert page.status_code == (200 if "look" in chosen else 422)
    assert page.context["quote"] == row
    assert [proposal.code for proposal, is_ticked in page.context["proposals"] if is_ticked] == kept
    assert [value for value, _label, _key, is_chosen in page.context["strengths"] if is_chosen] == [3]


def test_quotes_come_by_source_branch_and_import(author, people):
    here = EvidenceFactory(quote="دیر رسید", source="پیشخوان تجریش", added_at=AT)
    there = EvidenceFactory(quote="سرد بود", source="گوگل", added_at=AT)
    later = EvidenceFactory(quote="در Tajrish شلوغ بود", source="گوگل", added_at=AT + timedelta(days=1))

    def found(**asked):
        return set(author.get(reverse(WORDS), asked).context["page"])

    assert found(source="گوگل") == {there, later}
    assert found(branch=people.tajrish.key) == {here, later}
    assert found(brought=AT.isoformat()) == {here, there}
    assert found(source="گوگل", brought=AT.isoformat()) == {there}
    assert found(q="سرد") == {there}
    assert author.get(reverse(FLOW), {"source": "گوگل", "order": "oldest"}).context["quote"] == there
    assert author.get(reverse(FLOW), {"source": "گوگل"}).context["left"] == 2
    assert len(found(source="nowhere", branch="x", brought="x", order="x")) == 3


def test_all_are_shown_with_those_without_a_link_first_and_twenty_a_page(author):
    rows = quotes(23)
    link_evidence(evidence=rows[0], code="AFT-02", stance="asks", strength=2, by=None, at=AT)
    page = author.get(reverse(WORDS), {"show": "all"}).context["page"]
    assert list(page) == rows[1:21]
    assert list(author.get(reverse(WORDS), {"show": "all", "page": "2"}).context["page"]) == [*rows[21:], rows[0]]
    assert author.get(reverse(WORDS), {"show": "all", "order": "oldest"}).context["page"][0] == rows[-1]
    assert list(author.get(reverse(WORDS), {"show": "linked"}).context["page"]) == [rows[0]]


def test_a_wrong_code_keeps_ticks_code_and_stance_and_says_what_was_near(author):
    first, second, third = quotes(3)
    chosen = {"quote": [first.key, third.key], "code": "AFT-20", "stance": "contradicts", "strength": "3"}
    page = author.post(f"{reverse(WORDS)}?q=%D8%AF%DB%8C%D8%B1", chosen)
    text = page.content.decode()
    assert page.status_code == 422 and links() == []
    for key in (first.key, third.key):
        assert re.search(rf'value="{key}"\s+form="link"\s+checked', text)
    assert not re.search(rf'value="{second.key}"\s+form="link"\s+checked', text)
    assert page.context["form"]["code"].value() == "AFT-20"
    assert (page.context["form"]["stance"].value(), page.context["form"]["strength"].value()) == ("contradicts", "3")
    assert 'name="meant" value="AFT-02"' in text
    assert page.context["filter"].form["q"].value() == "دیر"
    author.post(reverse(WORDS), {**chosen, "meant": "AFT-02"})
    assert links() == [(first.pk, "AFT-02", "contradicts", 3), (third.pk, "AFT-02", "contradicts", 3)]


def test_a_wrong_code_on_the_page_of_a_quote_is_said_beside_it(author):
    (row,) = quotes(1)
    address = reverse("playbook:quote_link", args=[row.key])
    chosen = {"code": "aft ۲", "stance": "asks", "strength": "1"}
    page = author.post(address, chosen)
    assert page.status_code == 422 and 'name="meant" value="AFT-02"' in page.content.decode()
    assert page.context["link_form"]["stance"].value() == "asks"
    assert author.post(address, {**chosen, "meant": "AFT-02"}).status_code == 302
    assert links() == [(row.pk, "AFT-02", "asks", 1)]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("AFT-2", ["AFT-02"]),
        ("aft۲", ["AFT-02"]),
        ("تلفن زنگ چهارم", ["BEF-01"]),
        ("", []),
        ("؟؟", []),
        ("QQQ-77", []),
    ],
)
def test_what_was_typed_is_near_to_a_code_or_to_what_a_standard_says(folder, typed, codes):
    assert [known.code for known in codes_near(typed, AT.date())][:1] == codes


def test_all_that_a_filter_finds_is_linked_at_once_and_taken_back_with_one_press(author):
    rows = quotes(25)
    EvidenceFactory(quote="قهوه عالی بود", added_at=AT)
    linked = rows[3]
    link_evidence(evidence=linked, code="AFT-02", stance="supports", strength=3, by=None, at=AT)
    address = f"{reverse(WORDS)}?show=all&q=%D8%AF%DB%8C%D8%B1"
    page = author.get(address)
    assert page.context["count"] == 25
    chosen = {"which": "found", "found": "25", "code": "AFT-02", "stance": "asks", "strength": "2"}
    wrong = author.post(address, {**chosen, "found": "24"})
    assert wrong.status_code == 422 and EvidenceLink.objects.count() == 1
    with CaptureQueriesContext(connection) as asked:
        answer = author.post(address, chosen)
    assert EvidenceLink.objects.filter(code="AFT-02", stance="asks").count() == 24
    assert EvidenceLink.objects.get(evidence=linked).stance == "supports"
    assert len(asked) < 40
    (entry,) = AuditEntry.objects.filter(verb="evidence.linked_together")
    assert entry.detail["rows"] == 24 and len(entry.seals["playbook.EvidenceLink"]) == 24
    page = author.get(answer.url)
    author.post(reverse(UNDO), {"made_at": page.context["deed"]["made_at"], "asked": page.context["asked"]})
    assert list(EvidenceLink.objects.values_list("evidence", flat=True)) == [linked.pk]
    assert AuditEntry.objects.filter(verb="evidence.unlinked_together").count() == 1


def test_all_of_a_page_are_linked_without_ticking_them(author):
    rows = quotes(22)
    shown = [row.key for row in rows[:20]]
    chosen = {"which": "page", "shown": shown, "code": "AFT-02", "stance": "asks", "strength": "2"}
    assert author.post(reverse(WORDS), chosen).status_code == 302
    assert EvidenceLink.objects.count() == 20
    assert author.post(reverse(WORDS), {**chosen, "which": "ticked"}).status_code == 422


def test_words_that_no_standard_covers_lead_to_a_new_one(author, monkeypatch, people):
    (row,) = quotes(1)
    page = author.get(reverse(FLOW))
    screen = import_module("playbook.views.evidence.flow")
    monkeypatch.setattr(screen, "new_standard_url", lambda **about: f"/cms/texts/new/?quote={about['quote']}")
    assert page.context["quote"] == row
    text = author.get(reverse(FLOW)).content.decode()
    assert f"quote={row.key}" in text and 'data-key="n"' in text


def test_what_is_written_and_not_frozen_yet_is_proposed_too(folder, mina):
    page, _twin = live_standard(live_touchpoint(), "بستنی را در جعبهٔ یخ می‌فرستد.", "Sends ice cream in a box of ice.")
    (found, *_rest) = proposals_for("بستنی آب شده بود", "fa", AT.date())
    assert found.code == page.code and found.touchpoint == page.get_parent().translation_key


def test_the_flow_asks_the_same_questions_for_three_quotes_and_for_thirty(author):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            author.get(reverse(FLOW))
        return len(asked)

    quotes(3)
    queries()
    few = queries()
    for n in range(30):
        EvidenceFactory(quote=f"میز کثیف بود، بار {n}", added_at=timezone.now())
    assert queries() == few
    assert Evidence.objects.count() == 33
