"""The complaint policy: who may give what, the public lane, and the screen for the pocket."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kit.documents.kinds import paper_of
from kit.documents.texts import Said
from kit.reader import reading_as
from playbook.editions import hashes
from playbook.models import AuthorityLine, ComplaintPolicyPage, FrozenAuthority
from playbook.verification import problems
from tests.factories.playbook import frozen_by, frozen_edition, live_policy, live_standard, live_touchpoint
from tests.worlds import built_once

POCKET, POLICY = "/folder/policy/pocket/", "/folder/policy/"


def write_authority(people):
    """Two lines and the public lane, on both pages of the policy."""
    live_policy()
    keys = {}
    for language, everyone, own in (
        ("fa", "تازه درست کنید", "از صورت‌حساب بردارید"),
        ("en", "Make it again", "Off the bill"),
    ):
        page = ComplaintPolicyPage.objects.get(locale__language_code=language)
        rows = [(everyone, None, 4_000_000, None), (own, people.barista, 2_500_000, 15_000_000)]
        for number, (remedy, role, case, month) in enumerate(rows):
            line = AuthorityLine(remedy=remedy, role=role, per_case=case, per_month=month, locale=page.locale)
            line.translation_key = keys.setdefault(number, line.translation_key)
            page.authority.add(line)
        page.public_do = "زود جواب دهید" if language == "fa" else "Answer soon"
        page.public_minutes = 30
        page.save_revision().publish()


@pytest.mark.parametrize(
    ("limits", "field"),
    [
        ({"per_case": 5, "per_month": 4}, "per_month"),
        ({"per_case": 5, "per_customer": 4}, "per_customer"),
        ({"per_customer": -1}, "per_customer"),
    ],
)
def test_an_author_is_told_which_limit_is_too_narrow(limits, field):
    with pytest.raises(ValidationError) as refused:
        AuthorityLine(remedy="تازه درست کنید", **limits).clean()
    assert list(refused.value.message_dict) == [field]


@built_once
def edition(people, mina):
    live_standard(live_touchpoint())
    write_authority(people)
    return frozen_by(mina.user)


def test_the_table_and_the_lane_are_frozen_in_both_languages(edition, people):
    first, second = edition.authority.order_by("position")
    assert (first.remedy_fa, first.remedy_en, first.role, first.per_month) == (
        "تازه درست کنید",
        "Make it again",
        None,
        None,
    )
    assert (second.role, second.per_case, second.per_month, second.currency) == (
        people.barista,
        2_500_000,
        15_000_000,
        "IRR",
    )
    assert (edition.public_lane.do_en, edition.public_lane.time_limit_minutes) == ("Answer soon", 30)
    assert list(problems()) == []


def test_raising_a_limit_afterwards_is_found(edition):
    FrozenAuthority.objects.filter(position=2).update(per_case=3_000_000)
    assert any("does not give its content hash" in problem for problem in problems())


def test_an_edition_without_a_table_has_the_hash_that_it_always_had(people):
    old = frozen_edition(standards=1)
    documents = [hashes.standard_document(row, []) for row in old.standards.all()]
    assert "authority" not in hashes.edition_document(old, documents, [])
    assert hashes.beside_steps_of(old) == {}
    assert old.content_hash == hashes.edition_hashes(old, documents, [])[0]


def test_a_wider_limit_is_never_smaller_than_a_narrower(edition):
    with pytest.raises(IntegrityError), transaction.atomic():
        FrozenAuthority.objects.filter(position=1).update(per_customer=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        FrozenAuthority.objects.filter(position=1).update(per_case=-1)


def test_narges_reads_her_own_lines_first(edition, narges, parisa, client_for):
    def mine(staff):
        return [line.position for line in client_for(staff).get(POLICY).context["authority"].mine]

    assert (mine(narges), mine(parisa)) == ([1, 2], [1])
    page = client_for(narges).get(POLICY).content.decode()
    assert "۴۰۰٬۰۰۰" in page
    assert "زود جواب دهید" in page


def test_the_pocket_is_one_tap_from_every_page(edition, narges, client_for):
    client = client_for(narges)
    assert f'href="{POCKET}"' in client.get(reverse("home:my_day")).content.decode()
    page = client.get(POCKET).content.decode()
    assert len(re.findall(r'<li>\s*<a href="/folder/policy/#step-', page)) == 6
    assert "از صورت‌حساب بردارید" in page
    assert reverse("kit:paper", args=["pocket-card", edition.key, "fa"]) in page


def test_the_pocket_without_a_policy_says_what_will_come(people, narges, client_for):
    assert client_for(narges).get(POCKET).status_code == 200
    frozen_edition(standards=1)
    assert client_for(narges).get(POCKET).status_code == 200


def test_the_preview_of_the_policy_shows_the_table(people):
    write_authority(people)
    page = ComplaintPolicyPage.objects.get(locale__language_code="fa")
    context = page.preview()
    assert [row.remedy_fa for row in context["authority"].others] == ["تازه درست کنید", "از صورت‌حساب بردارید"]


def test_pages_ask_the_same_questions_for_two_lines_and_for_twelve(edition, narges, client_for):
    client = client_for(narges)

    def queries(url):
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    few = [queries(url) for url in (POCKET, POLICY)]
    facts = {"remedy_fa": "چای", "currency": "IRR", "content_hash": "0" * 64, "role": narges.job_role}
    FrozenAuthority.objects.bulk_create(
        FrozenAuthority(edition=edition, position=3 + number, **facts) for number in range(10)
    )
    assert [queries(url) for url in (POCKET, POLICY)] == few


@pytest.mark.parametrize("kind", ["edition", "pocket-card"])
def test_the_printed_edition_and_the_card_show_the_table_and_the_lane(edition, kind):
    paper = paper_of(kind)
    with reading_as("fa"):
        printed = render_to_string(paper.template, paper.context(Said(paper.content(edition, edition.frozen_at))))
    for words in ("تازه درست کنید", "از صورت‌حساب بردارید", "زود جواب دهید"):
        assert words in printed
