"""The folder at its edges: an edition's first and last day, a signature's last day in time; and nobody for oneself."""

from datetime import UTC, date, datetime, timedelta

import pytest

from people.errors import AboutOneself
from playbook import errors
from playbook.actions.check_answers import answer_check
from playbook.actions.excuses import end_excuse, excuse_from_signing
from playbook.actions.signatures import sign_standard
from playbook.actions.trust import flag_standard, resolve_flag, verify_standard
from playbook.links.periods import first_free_day, refuse_taken_period
from playbook.links.standard_links import StandardLinks, made_up
from playbook.models import Edition, Signature, SignatureExcuse
from playbook.signatures.check_state import check_state
from playbook.signatures.standings import due_on, signature_count, signature_counts, standing_of, unsigned_standings
from tests.factories.playbook import FlagFactory, SignatureFactory, frozen_edition
from tests.rule_open import may
from tests.worlds import built_once

DAY = date(2026, 1, 1)
ONE = timedelta(days=1)
AT = datetime(2026, 1, 3, 8, tzinfo=UTC)


def at(day):
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC)


@built_once
def edition(people):
    return frozen_edition(standards=2, effective_on=DAY)


# Days ----------------------------------------------------------------------------------------------------------------


def test_an_edition_holds_from_its_first_day_up_to_the_next(edition):
    later = frozen_edition(standards=1, effective_on=DAY + 9 * ONE)
    edition.refresh_from_db()
    for day, holds in ((DAY - ONE, None), (DAY, edition), (DAY + 8 * ONE, edition), (DAY + 9 * ONE, later)):
        assert list(Edition.objects.holding_on(day)) == ([holds] if holds else [])
        assert Edition.objects.in_force(day) == holds
        assert [each for each in (edition, later) if each.is_in_force_on(day)] == ([holds] if holds else [])


@pytest.mark.parametrize(("days", "goes"), [(-1, False), (0, True), (8, True), (9, False)])
def test_a_standard_is_signed_while_its_edition_holds(edition, people, days, goes):
    frozen_edition(standards=1, effective_on=DAY + 9 * ONE)
    deed = {"standard": edition.standards.first(), "staff": people.narges, "by": people.narges.user}
    if goes:
        assert sign_standard(at=at(DAY + days * ONE), **deed)
    else:
        with pytest.raises(errors.EditionNotInForce):
            sign_standard(at=at(DAY + days * ONE), **deed)
        assert not Signature.objects.exists()


@pytest.mark.parametrize(("days", "overdue"), [(6, 0), (7, 0), (8, 2)])
def test_a_signature_is_late_on_the_eighth_day(edition, people, days, overdue):
    day = DAY + days * ONE
    assert signature_count(people.narges, day).overdue == overdue
    assert signature_counts([people.narges.pk], day)[people.narges.pk].overdue == overdue
    standing = standing_of(people.narges, edition.standards.first())
    assert standing.due_on == DAY + 7 * ONE
    assert standing.is_overdue(day) is bool(overdue)


@pytest.mark.parametrize(("joined", "due"), [(-1, 7), (0, 7), (1, 8)])
def test_who_joins_later_has_seven_days_from_joining(edition, people, joined, due):
    people.narges.joined_on = DAY + joined * ONE
    assert due_on(edition.standards.first(), people.narges) == DAY + due * ONE


def test_one_signature_is_counted_once_and_no_longer_waits(edition, people):
    first = edition.standards.first()
    SignatureFactory(staff=people.narges, frozen_standard=first)
    for count in (
        signature_count(people.narges, DAY),
        signature_counts([people.narges.pk], DAY)[people.narges.pk],
    ):
        assert (count.required, count.signed, count.is_complete) == (2, 1, False)
    assert [row.standard for row in unsigned_standings(people.narges, DAY)] == [edition.standards.last()]


def test_an_excuse_takes_a_standard_away_until_it_ends(edition, people):
    code = edition.standards.first().code
    by = {"by": people.hoda.user, "at": AT}
    excuse = excuse_from_signing(staff=people.narges, code=code, reason="سفر", **by)
    with pytest.raises(errors.AlreadyExcused):
        excuse_from_signing(staff=people.narges, code=code, reason="سفر", **by)
    assert signature_count(people.narges, DAY).required == 1
    assert signature_counts([people.narges.pk], DAY)[people.narges.pk].required == 1
    end_excuse(excuse=excuse, **by)
    assert signature_count(people.narges, DAY).required == 2


def test_nobody_excuses_themselves_nor_takes_it_back(edition, people):
    code = edition.standards.first().code
    with pytest.raises(AboutOneself):
        excuse_from_signing(staff=people.hoda, code=code, reason="من", by=people.hoda.user, at=AT)
    excuse = excuse_from_signing(staff=people.hoda, code=code, reason="x", by=people.saeed.user, at=AT)
    with pytest.raises(AboutOneself):
        end_excuse(excuse=excuse, by=people.hoda.user, at=AT)
    assert SignatureExcuse.objects.get().ended_at is None
    for deed in ("excuse_from_signing", "enter_absence"):
        permission = f"playbook.{deed}"
        assert not may(people.hoda, permission, people.hoda)
        assert may(people.hoda, permission, people.narges)
        assert may(people.saeed, permission, people.narges)
        assert not may(people.saeed, permission, people.saeed)
        assert not may(people.kaveh, permission, people.narges)
        assert not may(people.mina, permission, people.narges)


def test_a_taken_day_moves_an_edition_to_the_day_after(edition):
    taken = StandardLinks("tests", period_guards=(lambda day: DAY + 5 * ONE if day <= DAY + 5 * ONE else None,))
    with made_up(taken, without=("evaluations",)):
        assert first_free_day(DAY + 5 * ONE) == DAY + 6 * ONE
        assert first_free_day(DAY + 6 * ONE) == DAY + 6 * ONE
        with pytest.raises(errors.PeriodTaken):
            refuse_taken_period(DAY + 5 * ONE, None)
        refuse_taken_period(DAY + 6 * ONE, edition)


@pytest.mark.parametrize(("days", "is_refused"), [(-1, True), (0, False), (1, False)])
def test_an_edition_begins_no_earlier_than_the_last(edition, days, is_refused):
    if is_refused:
        with pytest.raises(errors.EditionTooEarly):
            refuse_taken_period(DAY + days * ONE, edition)
    else:
        refuse_taken_period(DAY + days * ONE, edition)


# Check questions -----------------------------------------------------------------------------------------------------


@built_once
def asked(people):
    question = {"check_question_fa": "چند؟", "check_right_fa": "دو", "check_wrong_fa": "یک\nسه\nچهار"}
    return frozen_edition(standards=1, effective_on=DAY, is_critical=True, **question).standards.get()


def answer(asked, who, words, moment=AT):
    return answer_check(standard=asked, staff=who, answer=words, by=who.user, at=moment)


def test_two_tries_a_day_and_no_more(asked, people):
    answer(asked, people.narges, "یک")
    assert check_state(people.narges, asked, AT.date()).tries_left == 1
    answer(asked, people.narges, "سه")
    with pytest.raises(errors.ChecksUsedUp):
        answer(asked, people.narges, "دو")
    assert answer(asked, people.narges, "دو", AT + ONE).is_right
    assert answer(asked, people.narges, "یک", AT + ONE).is_right


def test_no_signature_before_the_right_answer(asked, people):
    deed = {"standard": asked, "staff": people.narges, "by": people.narges.user, "at": AT}
    answer(asked, people.narges, "یک")
    with pytest.raises(errors.CheckMissing):
        sign_standard(**deed)
    with pytest.raises(errors.AnswerUnknown):
        answer(asked, people.narges, "هفت")
    answer(asked, people.narges, "دو")
    assert sign_standard(**deed)


def test_nothing_is_answered_where_nothing_is_asked_nor_for_another(asked, edition, people):
    plain = frozen_edition(standards=1, effective_on=DAY).standards.get()
    with pytest.raises(errors.NoCheckQuestion):
        answer_check(standard=plain, staff=people.narges, answer="دو", by=people.narges.user, at=AT)
    with pytest.raises(errors.NotYourSignature):
        answer_check(standard=plain, staff=people.narges, answer="دو", by=people.parisa.user, at=AT)
    with pytest.raises(errors.EditionNotInForce):
        answer(asked, people.narges, "دو")


# Trust ---------------------------------------------------------------------------------------------------------------


def test_a_hint_is_answered_once_and_given_while_the_edition_holds(edition, people):
    flag = FlagFactory(standard=edition.standards.first(), raised_by=people.narges)
    resolve_flag(flag=flag, answer="بله", by=people.mina.user, at=AT)
    with pytest.raises(errors.FlagResolved):
        resolve_flag(flag=flag, answer="نه", by=people.mina.user, at=AT)
    frozen_edition(standards=1, effective_on=DAY + ONE)
    old = Edition.objects.get(pk=edition.pk).standards.first()
    with pytest.raises(errors.EditionNotInForce):
        flag_standard(standard=old, note="نه", by=people.narges.user, at=AT)
    with pytest.raises(errors.EditionNotInForce):
        verify_standard(standard=old, by=people.mina.user, at=AT)


def test_who_may_what_with_the_folder(people):
    def those(permission):
        return {who.given_name_en for who in people.everybody if may(who, f"playbook.{permission}")}

    for deed in ("manage_editions", "draft_edition", "submit_edition_for_review", "close_edition", "manage_evidence"):
        assert those(deed) == {"Mina", "Armin"}, deed
    for deed in ("freeze_edition", "import_folder", "open_edition"):
        assert those(deed) == {"Mina"}, deed
    assert those("export_folder") == {"Mina", "Armin"}
    assert those("view_effects") == those("view_coverage") == {"Mina", "Armin", "Hoda"}
    assert those("view_signature_board") == {"Saeed", "Kaveh", "Hoda"}
    assert those("view_signature_register") == {"Hoda"}
