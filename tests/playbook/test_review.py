"""A coming edition is read by others before it is frozen; it comes back with a note, or goes on."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from kit.audit.models import AuditEntry
from people.models import Notice
from playbook import errors
from playbook.actions import draft_edition, freeze_edition, return_edition_to_draft, submit_edition_for_review
from playbook.models import AuthorityLine, ComplaintPolicyPage, Edition, StandardPage
from tests.factories.playbook import frozen_by, live_policy, live_standard, live_touchpoint, republish
from tests.worlds import built_once

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 8, tzinfo=UTC)

CHECK = {"check_question": "چه می‌گویید؟", "check_right": "درود", "check_wrong": "هیچ"}


@built_once
def coming(people, mina):
    """Edition 2, a draft: DUR-01 greets with a smile, DUR-02 is new in Persian and English."""
    touchpoint = live_touchpoint()
    greeting = live_standard(touchpoint, "سلام می‌کند.", "Says hello.")
    live_policy()
    frozen_by(mina.user, date(2026, 3, 1), AT)
    republish(greeting[0], behaviour="با لبخند سلام می‌کند.")
    republish(greeting[1], behaviour="Says hello with a smile.")
    live_standard(touchpoint, "خداحافظی می‌کند.", "Says goodbye.")
    return draft_edition(
        title_fa="ویرایش", commitment_fa="قول می‌دهیم.", effective_on=date(2026, 4, 1), by=mina.user, at=AT
    )


def test_the_review_shows_every_word_in_both_languages(coming, mina, client_for):
    page = client_for(mina).get(reverse("playbook:edition_review", args=[coming.key])).content.decode()
    assert "<ins>با لبخند </ins>سلام می‌کند." in page
    assert "<del>hello.</del><ins>hello with a smile.</ins>" in page
    assert "خداحافظی می‌کند." in page


def test_others_are_asked_to_read_and_the_note_goes_back(coming, mina, armin, client_for):
    submit_edition_for_review(edition=coming, by=mina.user, at=AT)
    asked = Notice.objects.get(kind="playbook.edition_in_review", url__contains=coming.key)
    assert asked.recipient == armin.user
    client = client_for(armin)
    client.post(reverse("playbook:edition_return", args=[coming.key]), {"note": "نسخهٔ انگلیسی را ببین."})
    back = Notice.objects.get(kind="playbook.edition_returned")
    assert back.recipient == mina.user and "note" not in back.facts
    assert "نسخهٔ انگلیسی را ببین." in client_for(mina).get(coming.get_absolute_url()).content.decode()
    assert AuditEntry.objects.get(verb="edition.returned").detail["note"] == "نسخهٔ انگلیسی را ببین."
    with pytest.raises(errors.EditionNotInReview):
        return_edition_to_draft(edition=coming, by=armin.user, at=LATER, note="دوباره")


def test_a_second_review_tells_again(coming, mina, armin):
    submit_edition_for_review(edition=coming, by=mina.user, at=AT)
    return_edition_to_draft(edition=coming, by=mina.user, at=AT)
    submit_edition_for_review(edition=coming, by=mina.user, at=LATER)
    told = Notice.objects.filter(recipient=armin.user, kind="playbook.edition_in_review", url__contains=coming.key)
    assert told.count() == 2


def test_a_frozen_edition_leads_to_its_own_page(people, mina, client_for):
    live_standard(live_touchpoint())
    edition = frozen_by(mina.user)
    answer = client_for(mina).get(reverse("playbook:edition_review", args=[edition.key]))
    assert answer.url == edition.get_absolute_url()


def test_the_review_tells_what_binds_beside_the_words(coming, mina, client_for):
    """Job roles, the check question, limits of the authority table, the policy's times, title and commitment."""
    for page in StandardPage.objects.filter(code="DUR-01"):
        republish(page, roles=[mina.job_role], **CHECK)
    policy = ComplaintPolicyPage.objects.get(locale__language_code="fa")
    line = AuthorityLine(remedy="یک نوشیدنی", per_case=2_500_000, locale_id=policy.locale_id)
    steps = list(policy.steps.all())
    steps[0].time_limit_minutes = 7
    republish(policy, authority=[line], steps=steps, public_say="پیام بدهید.")
    page = client_for(mina).get(reverse("playbook:edition_review", args=[coming.key])).content.decode()
    for said in (
        f"<del>همه</del> <ins>{mina.job_role.name_fa}</ins>",
        f"<ins>{CHECK['check_right']}</ins>",
        "<ins>چه می‌گویید؟</ins>",
        "<ins>یک نوشیدنی، هر مورد: ۲۵۰٬۰۰۰\u00a0تومان",
        "۷\u00a0دقیقه</ins>",
        "<ins>پیام بدهید.</ins>",
        "<ins>قول می‌دهیم.</ins>",
    ):
        assert said in page, said


def test_two_frozen_editions_are_compared_without_their_check_questions(coming, mina, narges, client_for):
    """Who signs may compare, and must not read the right answer there."""
    republish(StandardPage.objects.get(code="DUR-01", locale__language_code="fa"), **CHECK)
    first = Edition.objects.get(number=1)
    submit_edition_for_review(edition=coming, by=mina.user, at=AT)
    second = freeze_edition(edition=coming, by=mina.user, at=AT)
    url = reverse("playbook:edition_compare", args=[second.key, first.key])
    page = client_for(narges).get(url).content.decode()
    assert "<ins>با لبخند </ins>" in page
    assert CHECK["check_right"] not in page and CHECK["check_question"] not in page


def test_only_a_draft_opens_for_changing(coming, mina, client_for):
    client, url = client_for(mina), reverse("playbook:edition_edit", args=[coming.key])
    assert client.get(url).status_code == 200
    submit_edition_for_review(edition=coming, by=mina.user, at=AT)
    assert client.get(url).url == coming.get_absolute_url()
    facts = {"title_fa": "الف", "effective_on": "9999-12-31"}
    return_edition_to_draft(edition=coming, by=mina.user, at=AT)
    assert "effective_on" in client.post(url, facts).context["form"].errors
