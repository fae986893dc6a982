"""Scorecards follow editions; an open cycle keeps what it began with, for newcomers too."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from evaluations import actions
from evaluations.cycles.scorecards import scorecards_by_role, scorecards_on
from evaluations.errors import WrongState
from evaluations.models import Criterion, CycleAssignment, CycleScorecard, Scorecard
from kit.audit.chain import chain_problems
from kit.audit.models import AuditEntry
from kit.audit.seals import sealed_tables
from kit.audit.verification import differences
from tests.evaluations.editions.world import AT, DAYS, LATER, MAJOR, MINOR, editorial, freeze, reworded
from tests.factories.evaluations import NOW, assign, drafted_scorecard, open_cycle, published_scorecard, released
from tests.factories.people import StaffFactory
from tests.factories.playbook import frozen_by


def versions():
    return list(Scorecard.objects.order_by("version").values_list("version", "edition__number", "state"))


def not_sealed():
    return [each.sentence for each in differences(sealed_tables("evaluations"))]


def newcomer(people, **fields):
    return StaffFactory(team=people.day_shift, job_role=people.barista, joined_on=date(2026, 3, 11), **fields)


def assign_all(cycle, by, at=LATER):
    return actions.assign_evaluators(cycle=cycle, on=at.date(), due_on=cycle.ends_on, by=by.user, at=at)


def test_the_second_edition_with_one_reworded_standard(people, pages, first, card, mina, hoda, client_for):
    """The open cycle goes on, the next cycle has its scorecards, a newcomer is evaluated in both."""
    running = open_cycle(first, title="در جریان", starts_on=DAYS[0], ends_on=date(2026, 6, 1))
    assign_all(running, hoda, AT)
    second = reworded(pages, mina)
    assert versions() == [(1, 1, "published"), (2, 2, "draft")]
    client = client_for(hoda)
    page = client.get(reverse("evaluations:cycle_new"))
    (waiting,) = page.context["cards"].waiting
    assert [(c.old.code, c.follows, c.old.behaviour_fa, c.new.behaviour_fa) for c in waiting.changes] == [
        ("DUR-01", "major", "سلام می‌کند.", "با لبخند سلام می‌کند.")
    ]
    assert "<ins>با لبخند</ins>" in page.content.decode() or "<ins>با" in page.content.decode()
    answer = client.post(reverse("evaluations:scorecard_publish", args=[waiting.draft.key]), {"back": "new_cycle"})
    assert answer.url == reverse("evaluations:cycle_new")
    assert versions() == [(1, 1, "superseded"), (2, 2, "published")]
    client.post(
        reverse("evaluations:cycle_new"),
        {
            "title_fa": "بعدی",
            "edition": second.key,
            "starts_on": "2026-06-01",
            "ends_on": "2026-09-01",
            "releaser": "hr",
        },
    )
    following = running.__class__.objects.get(title_fa="بعدی")
    pouya = newcomer(people)
    for cycle in (running, following):
        client.post(reverse("evaluations:cycle_assign", args=[cycle.key]), {"due_on": "2026-09-01", "wanted": "1"})
    given = {
        row.cycle: row.scorecard.version
        for row in CycleAssignment.objects.filter(subject=pouya).select_related("cycle", "scorecard")
    }
    assert given == {running: 1, following: 2}
    for assignment in CycleAssignment.objects.filter(subject=pouya):
        assert released(assignment, at=LATER).score == 10000
    assert CycleAssignment.objects.filter(cycle=running).values("scorecard").distinct().count() == 1
    assert not_sealed() == []
    assert list(chain_problems()) == []


def test_an_editorial_change_carries_the_card_over_by_itself(people, pages, first, card, mina):
    narrowed = Criterion.objects.filter(section__scorecard=card, standard__code="DUR-02")
    assert narrowed.exists()
    second = editorial(pages, mina)
    assert versions() == [(1, 1, "superseded"), (2, 2, "published")]
    new = Scorecard.objects.get(version=2)
    assert {row.standard.edition for row in Criterion.objects.filter(section__scorecard=new)} == {second}
    entry = AuditEntry.objects.get(verb="scorecard.carried")
    assert (entry.actor_key, entry.object_key, entry.detail["edition"]) == ("", new.key, 2)
    assert len(new.content_hash) == 64
    assert scorecards_on(second) == [new] and scorecards_on(first) == [Scorecard.objects.get(version=1)]
    assert not_sealed() == []


def test_words_that_somebody_narrowed_stay(people, pages, first, mina):
    drafted = drafted_scorecard(first, by=mina.user)
    row = Criterion.objects.get(section__scorecard=drafted, standard__code="DUR-01")
    words = {row.key: {"text_fa": "پشت پیشخوان سلام می‌کند."}}
    actions.edit_scorecard(scorecard=drafted, criteria=words, by=mina.user, at=AT)
    actions.publish_scorecard(scorecard=drafted, by=mina.user, at=AT)
    editorial(pages, mina)
    reworded(pages, mina, day=2, to=MINOR)
    texts = Criterion.objects.filter(standard__code="DUR-01").order_by("section__scorecard__version")
    assert list(texts.values_list("text_fa", flat=True)) == ["پشت پیشخوان سلام می‌کند."] * 3


@pytest.mark.parametrize("to", [MINOR, MAJOR])
def test_more_than_editorial_waits_as_a_draft(pages, first, card, mina, to):
    reworded(pages, mina, to=to)
    assert versions() == [(1, 1, "published"), (2, 2, "draft")]


def test_a_standard_that_is_gone_waits_and_is_said(people, pages, first, card, hoda, mina, client_for):
    for page in pages[1].get_translations(inclusive=True):
        page.unpublish()
    second = freeze(mina)
    (row,) = client_for(hoda).get(reverse("evaluations:cycle_new")).context["cards"].waiting
    assert [(change.old.code, change.follows, change.new) for change in row.changes] == [("DUR-02", "gone", None)]
    codes = Criterion.objects.filter(section__scorecard=row.draft).values_list("standard__code", flat=True)
    assert (list(codes), row.draft.edition) == (["DUR-01"], second)


def test_a_card_of_which_nothing_is_left_makes_no_draft(pages, first, mina):
    drafted = drafted_scorecard(first, by=mina.user)
    Criterion.objects.filter(section__scorecard=drafted, standard__code="DUR-01").delete()
    actions.publish_scorecard(scorecard=drafted, by=mina.user, at=AT)
    for page in pages[1].get_translations(inclusive=True):
        page.unpublish()
    freeze(mina)
    assert versions() == [(1, 1, "published")]


def test_two_freezes_in_a_row(pages, first, card, mina):
    editorial(pages, mina)
    third = reworded(pages, mina, day=2)
    assert versions() == [(1, 1, "superseded"), (2, 2, "published"), (3, 3, "draft")]
    fourth = frozen_by(mina.user, DAYS[2] + timedelta(days=5), LATER)
    assert versions() == [(1, 1, "superseded"), (2, 2, "published"), (3, 4, "draft")]
    assert third != fourth
    texts = Criterion.objects.filter(section__scorecard__version=3, standard__code="DUR-01")
    assert texts.get().text_fa == "با لبخند سلام می‌کند."
    assert not_sealed() == []


def test_a_draft_that_somebody_has_begun_makes_room_and_comes_along(pages, first, card, mina):
    begun = actions.draft_next_version(scorecard=card, by=mina.user, at=AT)
    row = Criterion.objects.get(section__scorecard=begun, standard__code="DUR-02")
    actions.edit_scorecard(scorecard=begun, criteria={row.key: {"weight": 7}}, by=mina.user, at=AT)
    second = editorial(pages, mina)
    assert versions() == [(1, 1, "superseded"), (2, 2, "published"), (3, 2, "draft")]
    begun.refresh_from_db()
    assert (begun.code, begun.version, begun.edition) == (card.code, 3, second)
    assert Criterion.objects.get(section__scorecard=begun, standard__code="DUR-02").weight == 7
    assert not_sealed() == []
    reworded(pages, mina, day=2)
    assert versions()[-2:] == [(2, 2, "published"), (3, 3, "draft")]


def test_a_draft_of_a_card_that_was_never_published_does_not_hinder_freezing(pages, first, mina):
    drafted_scorecard(first, by=mina.user)
    reworded(pages, mina)
    assert versions() == [(1, 1, "draft")]


def test_a_new_cycle_on_the_edition_before_still_has_its_card(people, pages, first, card, mina):
    """The second edition is frozen and comes later; until then cycles are opened on the first."""
    editorial(pages, mina, day=2)
    cycle = open_cycle(first, starts_on=DAYS[0], ends_on=date(2026, 6, 1))
    assert scorecards_by_role(cycle) == {None: card}


def test_superseded_goes_on_and_retired_does_not(people, pages, first, card, mina, hoda):
    cycle = open_cycle(first, starts_on=DAYS[0], ends_on=date(2026, 6, 1))
    following = actions.draft_next_version(scorecard=card, by=mina.user, at=LATER)
    newer = actions.publish_scorecard(scorecard=following, by=mina.user, at=LATER)
    assert scorecards_by_role(cycle) == {None: card}
    assert assign(cycle, subject=people.kaveh, evaluator=people.mina, scorecard=card).pk
    with pytest.raises(WrongState):
        assign(cycle, subject=people.parisa, evaluator=people.saeed, scorecard=newer)
    card.refresh_from_db()
    with pytest.raises(WrongState):
        actions.retire_scorecard(scorecard=card, by=hoda.user, at=LATER)
    actions.retire_scorecard(scorecard=newer, by=hoda.user, at=LATER)
    assert scorecards_on(first) == []
    assert scorecards_by_role(open_cycle(first, title="پس از آن")) == {}


def test_what_is_retired_by_hand_is_for_nobody_and_a_later_one_takes_its_place(people, first, card, mina, hoda):
    cycle = open_cycle(first, starts_on=DAYS[0], ends_on=date(2026, 6, 1))
    actions.retire_scorecard(scorecard=card, by=hoda.user, at=NOW)
    assert scorecards_by_role(cycle) == {}
    assert people.narges in assign_all(cycle, hoda).without_scorecard
    again = actions.draft_next_version(scorecard=card, by=mina.user, at=NOW)
    again = actions.publish_scorecard(scorecard=again, by=mina.user, at=NOW)
    assert scorecards_by_role(cycle) == {None: again}


def test_a_role_without_a_card_takes_one_that_is_published_later(people, first, mina, hoda, client_for):
    cycle = open_cycle(first, starts_on=DAYS[0], ends_on=date(2026, 6, 1))
    client = client_for(hoda)
    page = client.get(cycle.get_absolute_url())
    assert {line.role for line in page.context["cards"].missing} >= {people.barista}
    link = f"{reverse('evaluations:scorecard_new')}?role={people.barista.key}&amp;edition={first.key}"
    assert link in page.content.decode()
    form = client.get(link.replace("&amp;", "&")).context
    assert form["usual"]
    own = published_scorecard(first, role=people.barista, by=mina.user)
    assert scorecards_by_role(cycle) == {people.barista.pk: own}
    missing = client.get(cycle.get_absolute_url()).context["cards"].missing
    assert people.barista not in {line.role for line in missing}
    assert {row.scorecard for row in assign_all(cycle, hoda).made} == {own}


def test_where_everybody_had_a_card_a_later_one_for_a_role_is_for_the_next_cycle(people, first, card, mina):
    cycle = open_cycle(first, starts_on=DAYS[0], ends_on=date(2026, 6, 1))
    drafted = drafted_scorecard(first, code="own", role=people.barista, by=mina.user)
    later = datetime(2027, 1, 1, tzinfo=UTC)
    own = actions.publish_scorecard(scorecard=drafted, by=mina.user, at=later)
    assert scorecards_by_role(cycle) == {None: card}
    assert scorecards_by_role(open_cycle(first, title="بعد")) == {None: card, people.barista.pk: own}


def test_a_cycle_keeps_a_card_once(first, card):
    cycle = open_cycle(first)
    with pytest.raises(IntegrityError), transaction.atomic():
        CycleScorecard.objects.create(cycle=cycle, scorecard=card, kept_at=AT)


def test_hr_assigns_one_by_hand_with_what_the_cycle_works_with(people, pages, first, card, mina, hoda, client_for):
    cycle = open_cycle(first, starts_on=DAYS[0], ends_on=date(2026, 6, 1))
    editorial(pages, mina)
    form = client_for(hoda).get(cycle.get_absolute_url()).context["one_form"]
    assert list(form.fields["scorecard"].queryset) == [card]
