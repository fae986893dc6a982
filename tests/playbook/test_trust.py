"""Parvin keeps a standard true; Narges and others say how it really is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import Notice
from playbook import errors
from playbook.actions import flag_standard, resolve_flag, verify_standard
from playbook.duties import duties_for
from playbook.folder.trust import TrustState, trust_of, trust_share
from playbook.models import Flag, Verification
from tests.factories.people import StaffFactory
from tests.factories.playbook import FlagFactory, frozen_by, frozen_edition, live_standard, live_touchpoint, republish
from tests.worlds import built_once

AT = datetime(2026, 1, 3, 8, tzinfo=UTC)
TODAY = date(2026, 1, 3)


@built_once
def page(mina, saeed):
    return live_standard(live_touchpoint(), caretaker=saeed, review_interval_days=30)[0]


@built_once
def standard(page, mina):
    return frozen_by(mina.user).standards.get()


def state(standard, on=TODAY):
    return trust_of([standard.code], on)[standard.code].state


def test_nobody_has_looked_yet(standard):
    assert state(standard) == TrustState.UNVERIFIED


def test_the_owner_looks_and_the_word_holds_until_the_review_date(standard, saeed):
    verify_standard(standard=standard, by=saeed.user, at=AT)
    days = {0: "verified", 15: "verified", 16: "due", 30: "due", 31: "unverified"}
    assert {n: str(state(standard, TODAY + timedelta(days=n))) for n in days} == days


def test_only_the_owner_can_say_so(standard, mina, narges):
    for other in (mina, narges):
        with pytest.raises(errors.NotTheOwner):
            verify_standard(standard=standard, by=other.user, at=AT)
    assert not Verification.objects.exists()


def test_another_owner_has_to_look_again(standard, page, saeed, kaveh):
    verify_standard(standard=standard, by=saeed.user, at=AT)
    republish(page, caretaker=kaveh)
    assert state(standard) == TrustState.UNVERIFIED


def test_an_owner_who_left_is_no_owner(standard, page, saeed):
    verify_standard(standard=standard, by=saeed.user, at=AT)
    saeed.left_on = TODAY
    saeed.save()
    assert state(standard) == TrustState.UNVERIFIED


def test_the_word_lives_across_editions(standard, page, saeed, mina):
    verify_standard(standard=standard, by=saeed.user, at=AT)
    republish(page, good="«دو قهوه، درست است؟»")
    second = frozen_by(mina.user)
    assert state(second.standards.get()) == TrustState.VERIFIED


def test_three_different_people_make_it_unverified_and_answers_bring_it_back(
    standard, saeed, narges, parisa, kaveh, mina
):
    verify_standard(standard=standard, by=saeed.user, at=AT)
    flags = [flag_standard(standard=standard, note="نه.", by=who.user, at=AT) for who in (narges, parisa)]
    assert state(standard) == TrustState.VERIFIED
    flags.append(flag_standard(standard=standard, note="نه.", by=kaveh.user, at=AT))
    assert state(standard) == TrustState.UNVERIFIED
    with pytest.raises(errors.StandardDoubted):
        verify_standard(standard=standard, by=saeed.user, at=AT)
    resolve_flag(flag=flags[0], answer="از فردا دو نفر هستیم.", by=saeed.user, at=AT)
    assert state(standard) == TrustState.VERIFIED


def test_one_person_counts_once(standard, narges):
    flag_standard(standard=standard, note="نه.", by=narges.user, at=AT)
    with pytest.raises(errors.AlreadyFlagged):
        flag_standard(standard=standard, note="باز هم نه.", by=narges.user, at=AT)
    assert Flag.objects.count() == 1


def test_a_hint_is_answered_once_and_both_sides_are_told(standard, saeed, narges):
    flag = flag_standard(standard=standard, note="نه.", by=narges.user, at=AT)
    resolve_flag(flag=flag, answer="درست می‌کنیم.", by=saeed.user, at=AT)
    with pytest.raises(errors.FlagResolved):
        resolve_flag(flag=flag, answer="دوباره", by=saeed.user, at=AT)
    hints = Notice.objects.filter(kind__contains="flag")
    told = dict(hints.values_list("recipient__username", "kind"))
    assert told == {"saeed": "playbook.standard_flagged", "narges": "playbook.flag_answered"}


def test_an_edition_of_yesterday_takes_no_hint(standard, page, mina, narges):
    republish(page, good="«سلام»")
    frozen_by(mina.user, effective_on=TODAY)
    standard.edition.refresh_from_db()
    with pytest.raises(errors.EditionNotInForce):
        flag_standard(standard=standard, note="نه.", by=narges.user, at=AT)


def test_the_share_is_what_is_verified_of_what_is_in_force(standard, saeed):
    assert (trust_share(TODAY).share, trust_share(TODAY).live) == (0, 1)
    verify_standard(standard=standard, by=saeed.user, at=AT)
    assert trust_share(TODAY).share == 10000


def test_the_duty_of_the_owner(standard, saeed, kaveh):
    kinds = [duty.kind for duty in duties_for(saeed, TODAY)]
    assert kinds == ["playbook.sign", "playbook.review"]
    assert [duty.kind for duty in duties_for(kaveh, TODAY)] == ["playbook.sign"]
    verify_standard(standard=standard, by=saeed.user, at=AT)
    assert [duty.kind for duty in duties_for(saeed, TODAY)] == ["playbook.sign"]


def test_saeed_reads_the_hint_answers_and_verifies_on_the_pages(standard, saeed, narges, client_for):
    reader, owner = client_for(narges), client_for(saeed)
    reader.post(reverse("playbook:flag", args=[standard.key]), {"note": "در شلوغی نمی‌شود."})
    address = reverse("playbook:review_standard", args=[standard.key])
    assert "در شلوغی نمی‌شود." in owner.get(address).content.decode()
    owner.post(reverse("playbook:flag_resolve", args=[Flag.objects.get().key]), {"answer": "دو نفر می‌شویم."})
    assert owner.post(address, {"note": "دو ساعت پای صندوق"}).url == reverse("playbook:review")
    assert Verification.objects.get().verified_by == saeed
    assert "تازگی" in reader.get(standard.get_absolute_url()).content.decode()
    assert reader.get(address).status_code == 404


def test_notes_of_others_are_not_shown_to_colleagues(standard, parisa, narges, client_for):
    FlagFactory(standard=standard, raised_by=parisa, note="راز پریسا")
    assert "راز پریسا" not in client_for(narges).get(standard.get_absolute_url()).content.decode()


def test_trust_asks_the_same_questions_for_one_and_for_thirty(people):
    def queries(edition):
        codes = list(edition.standards.values_list("code", flat=True))
        with CaptureQueriesContext(connection) as found:
            trust_of(codes, timezone.localdate())
        return len(found)

    few = queries(frozen_edition(standards=1))
    edition = frozen_edition(standards=30)
    for row in edition.standards.all():
        FlagFactory(standard=row, raised_by=StaffFactory(team=people.day_shift, job_role=people.barista))
    assert queries(edition) == few == 3
