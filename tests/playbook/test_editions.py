"""Mina drafts, sends for review and freezes; frozen is frozen."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kit.audit.chain import chain_problems
from kit.audit.models import AuditEntry
from playbook import errors
from playbook.actions import (
    draft_edition,
    edit_edition,
    freeze_edition,
    import_edition,
    return_edition_to_draft,
    submit_edition_for_review,
)
from playbook.models import ChangeClass, Edition, EditionState, FrozenStandard
from playbook.signals import edition_frozen
from playbook.verification import problems
from tests.factories.playbook import frozen_by, live_policy, live_standard, republish
from tests.worlds import built_once

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
FIRST = date(2026, 3, 1)
SECOND = date(2026, 4, 1)


@built_once
def greeting(order):
    return live_standard(order, "سلام می‌کند.", "Says hello.")


@built_once
def author(mina):
    return mina.user


def in_review(author, day=FIRST):
    edition = draft_edition(title_fa="ویرایش", effective_on=day, by=author, at=AT)
    return submit_edition_for_review(edition=edition, by=author, at=AT)


def test_freezing_copies_both_languages(author, greeting):
    live_policy()
    edition = frozen_by(author, FIRST, AT)
    row = edition.standards.get()
    assert (edition.state, edition.number, edition.frozen_by) == (EditionState.FROZEN, 1, author)
    assert (row.code, row.phase, row.touchpoint_name_fa) == ("DUR-01", "during", "سفارش و صندوق")
    assert (row.behaviour_fa, row.behaviour_en) == ("سلام می‌کند.", "Says hello.")
    assert row.change_class == ChangeClass.NEW
    assert edition.policy_steps.get(number=1).title_fa == "عذرخواهی"
    assert edition.policy_steps.count() == 6
    assert list(problems()) == []


def test_freezing_is_recorded_with_its_hashes(author, greeting):
    edition = frozen_by(author, FIRST, AT)
    entry = AuditEntry.objects.get(verb="edition.frozen")
    assert entry.detail["content_hash"] == edition.content_hash
    assert entry.detail["changes"] == {"DUR-01": "new"}
    assert list(chain_problems()) == []


def test_freezing_tells_the_apps_above(author, greeting):
    heard = []

    def listen(sender, edition, **kwargs):
        heard.append(edition.number)

    edition_frozen.connect(listen)
    frozen_by(author, FIRST, AT)
    edition_frozen.disconnect(listen)
    assert heard == [1]


def test_editing_the_live_page_afterwards_changes_nothing_frozen(author, greeting):
    edition = frozen_by(author, FIRST, AT)
    before = FrozenStandard.objects.values().get()
    republish(greeting[0], behaviour="دیگر سلام نمی‌کند.", is_critical=True)
    greeting[0].get_parent().specific.delete()
    edition.refresh_from_db()
    assert FrozenStandard.objects.values().get() == before
    assert list(problems()) == []


def test_only_what_is_published_is_frozen(author, order, greeting):
    draft, _ = live_standard(order, "پیش‌نویس", "", live=False)
    page = greeting[0]
    page.behaviour = "هنوز منتشر نشده."
    page.save_revision()
    edition = frozen_by(author, FIRST, AT)
    assert [row.behaviour_fa for row in edition.standards.all()] == ["سلام می‌کند."]
    assert draft.code == "DUR-02"


def test_a_draft_cannot_be_frozen_and_a_frozen_edition_cannot_be_frozen_again(author, greeting):
    edition = draft_edition(title_fa="ویرایش", effective_on=FIRST, by=author, at=AT)
    with pytest.raises(errors.EditionNotInReview):
        freeze_edition(edition=edition, by=author, at=AT)
    submit_edition_for_review(edition=edition, by=author, at=AT)
    freeze_edition(edition=edition, by=author, at=AT)
    with pytest.raises(errors.EditionNotInReview):
        freeze_edition(edition=edition, by=author, at=AT)
    assert FrozenStandard.objects.count() == 1


def test_two_authors_drafting_at_once_make_one_edition(author, greeting):
    draft_edition(title_fa="ویرایش", effective_on=FIRST, by=author, at=AT)
    with pytest.raises(errors.EditionOpen):
        draft_edition(title_fa="دیگری", effective_on=FIRST, by=author, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(number=2, title_fa="سومی", effective_on=FIRST, drafted_at=AT)
    assert Edition.objects.count() == 1


def test_the_states_of_an_edition_follow_each_other(author, greeting):
    edition = in_review(author)
    with pytest.raises(errors.EditionNotDraft):
        submit_edition_for_review(edition=edition, by=author, at=AT)
    words = {"title_fa": "نو", "title_en": "", "commitment_fa": "", "commitment_en": ""}
    with pytest.raises(errors.EditionNotDraft):
        edit_edition(edition=edition, **words, effective_on=FIRST, by=author, at=AT)
    return_edition_to_draft(edition=edition, by=author, at=AT)
    with pytest.raises(errors.EditionNotInReview):
        return_edition_to_draft(edition=edition, by=author, at=AT)
    edit_edition(edition=edition, **words, effective_on=SECOND, by=author, at=AT)
    edition.refresh_from_db()
    assert (edition.state, edition.title_fa, edition.effective_on) == (EditionState.DRAFT, "نو", SECOND)


def test_an_edition_never_takes_effect_before_the_one_it_follows(author, greeting):
    frozen_by(author, SECOND, AT)
    with pytest.raises(errors.EditionTooEarly):
        draft_edition(title_fa="ویرایش", effective_on=FIRST, by=author, at=AT)


def test_an_empty_folder_and_a_policy_of_five_steps_are_refused(author, order):
    edition = in_review(author)
    with pytest.raises(errors.EditionEmpty):
        freeze_edition(edition=edition, by=author, at=AT)
    live_standard(order)
    live_policy(steps=5)
    with pytest.raises(errors.PolicyIncomplete):
        freeze_edition(edition=edition, by=author, at=AT)
    edition.refresh_from_db()
    assert edition.state == EditionState.IN_REVIEW


def test_pages_changed_since_the_author_looked_are_refused(author, greeting):
    edition = in_review(author)
    with pytest.raises(errors.FolderChanged):
        freeze_edition(edition=edition, by=author, at=AT, expected_hash="0" * 64)


def test_exactly_one_edition_is_in_force_on_any_date(author, greeting):
    first = frozen_by(author, FIRST, AT)
    second = frozen_by(author, SECOND, AT)
    same_day = frozen_by(author, SECOND, AT)
    assert Edition.objects.in_force(FIRST - timedelta(days=1)) is None
    assert Edition.objects.in_force(FIRST) == first
    assert Edition.objects.in_force(SECOND - timedelta(days=1)) == first
    assert Edition.objects.in_force(SECOND) == same_day
    second.refresh_from_db()
    assert (second.state, second.superseded_on) == (EditionState.SUPERSEDED, SECOND)
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=second.pk).update(state="frozen", superseded_on=None)


def test_an_imported_edition_is_frozen_but_never_in_force(author):
    kind = {"code": "Q1", "behaviour_fa": "خوش‌برخورد است.", "behaviour_en": "Is kind."}
    standards = [kind, {"code": "Q2", "behaviour_en": "Is clear."}]
    edition = import_edition(title_fa="قدیمی", standards=standards, effective_on=FIRST, by=author, at=AT)
    assert (edition.kind, edition.number, edition.state) == ("imported", None, "frozen")
    assert [row.behaviour_fa for row in edition.standards.all()] == ["خوش‌برخورد است.", "Is clear."]
    assert Edition.objects.in_force(SECOND) is None
    assert list(problems()) == []


def test_freezing_asks_as_many_questions_for_thirty_standards_as_for_three(author, order):
    def queries_for(count, day):
        for _ in range(count):
            live_standard(order)
        edition = in_review(author, day)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            freeze_edition(edition=edition, by=author, at=AT)
        return len(queries)

    queries_for(1, FIRST)
    assert queries_for(2, FIRST) == queries_for(27, FIRST)
