"""Scorecards follow editions; an open cycle keeps what it began with, for newcomers too; older wordings are shown."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from evaluations import actions
from evaluations.cycles.scorecards import scorecards_by_role, scorecards_on
from evaluations.documents.record import document_context, find_evaluation
from evaluations.documents.record_content import evaluation_says
from evaluations.errors import WrongState
from evaluations.models import Criterion, CycleAssignment, CycleScorecard, Scorecard
from evaluations.scorecards.wordings import edition_in_force_at
from kit.audit.chain import chain_problems
from kit.audit.models import AuditEntry
from kit.audit.seals import sealed_tables
from kit.audit.verification import differences
from kit.display import digits
from kit.documents.texts import Said, both
from people.models import JobRole
from playbook.models import ChangeClass
from tests.factories.evaluations import NOW, assign, draft, drafted_scorecard, open_cycle, published_scorecard, released
from tests.factories.people import StaffFactory
from tests.factories.playbook import frozen_by, live_standard, live_touchpoint, republish
from tests.worlds import built_once

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
DAYS = [date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 20)]
LATER = datetime(2026, 3, 12, 8, tzinfo=UTC)
MINOR, MAJOR = ChangeClass.MINOR, ChangeClass.MAJOR


@built_once
def pages(people):
    touchpoint = live_touchpoint()
    texts = [("سلام می‌کند.", "Greets."), ("سفارش را بازگو می‌کند.", "Repeats the order.")]
    return [live_standard(touchpoint, fa, en, why="چون مهم است.")[0] for fa, en in texts]


@built_once
def first(pages, mina):
    return frozen_by(mina.user, DAYS[0], AT)


@built_once
def card(first, mina):
    return published_scorecard(first, by=mina.user)


def freeze(author, day=1, **classes):
    return frozen_by(author.user, DAYS[day], AT + timedelta(days=day), classes=classes)


def reworded(pages, author, day=1, text="با لبخند سلام می‌کند.", to=MAJOR):
    republish(pages[0], behaviour=text)
    return freeze(author, day, **{"DUR-01": to})


def editorial(pages, author, day=1, why="چون مهمان باید بداند."):
    republish(pages[0], why=why)
    return freeze(author, day)


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


# The older wording --------------------------------------------------------------------------------------------------


@built_once
def judged(people, first, card):
    cycle = open_cycle(first, starts_on=DAYS[0], ends_on=date(2026, 6, 1))
    return assign(cycle, subject=people.narges, evaluator=people.saeed, scorecard=card)


def test_the_form_and_the_page_show_both_wordings(people, pages, judged, mina, client_for):
    client = client_for(people.saeed)
    open_draft = draft(judged, AT)
    address = reverse("evaluations:fill", args=[open_draft.key])
    assert not client.get(address).context["page"].rewordings
    second = reworded(pages, mina)
    page = client.get(address)
    assert page.context["page"].rewordings.edition == second
    assert page.content.decode().count("data-rewording") == 1
    assert "<ins>با" in page.content.decode()
    said = f"تغییر در {digits(second.name)}: رفتار"
    assert said in page.content.decode()
    evaluation = released(judged, at=LATER)
    told = client_for(people.narges).get(evaluation.get_absolute_url())
    assert [line.rewording is not None for line in told.context["page"].lines + told.context["page"].others] == [
        True,
        False,
    ]
    assert "data-rewording" in told.content.decode()
    assert said in told.content.decode()
    (both,) = told.context["page"].lines[0].rewording.wordings
    assert (both.judged, both.now) == ("سلام می‌کند.", "با لبخند سلام می‌کند.")
    republish(pages[1], why="چون مهمان باید بداند.")
    third = freeze(mina, 2)
    later = client_for(people.narges).get(evaluation.get_absolute_url()).context["page"]
    assert [line.rewording.since for line in later.lines] == [second, third]


def test_a_standard_that_is_gone_is_said_on_the_page(people, pages, judged, mina, client_for):
    evaluation = released(judged, at=AT)
    for page in pages[1].get_translations(inclusive=True):
        page.unpublish()
    freeze(mina)
    page = client_for(people.narges).get(evaluation.get_absolute_url()).context["page"]
    assert [row.new for row in page.rewordings.by_standard.values()] == [None]


def test_a_coming_edition_is_not_in_force_yet(people, pages, judged, mina, client_for):
    republish(pages[0], behaviour="با لبخند سلام می‌کند.")
    frozen_by(mina.user, date(2099, 1, 1), AT, classes={"DUR-01": MAJOR})
    page = client_for(people.saeed).get(reverse("evaluations:fill", args=[draft(judged, AT).key]))
    assert not page.context["page"].rewordings


def test_an_evaluation_on_a_coming_edition_stands_on_no_older_wording(people, pages, first, card, mina, client_for):
    republish(pages[0], behaviour="با لبخند سلام می‌کند.")
    second = frozen_by(mina.user, date(2099, 1, 1), AT, classes={"DUR-01": MAJOR})
    newer = actions.publish_scorecard(scorecard=Scorecard.objects.get(state="draft"), by=mina.user, at=AT)
    begun = draft(assign(open_cycle(second), subject=people.narges, evaluator=people.saeed, scorecard=newer))
    page = client_for(people.saeed).get(reverse("evaluations:fill", args=[begun.key]))
    assert not page.context["page"].rewordings


def said_of(evaluation, at=LATER):
    return evaluation_says(find_evaluation(evaluation.key, None), at)


def test_documents_say_what_the_folder_said_at_the_release_for_good(people, pages, first, judged, mina):
    before = released(judged, at=AT)
    assert said_of(before)["rewordings"] is None
    second = reworded(pages, mina)
    assert said_of(before)["rewordings"] is None
    after = released(
        assign(judged.cycle, subject=people.parisa, evaluator=people.saeed, scorecard=judged.scorecard), at=LATER
    )
    told = said_of(after)
    assert told["rewordings"]["edition"]["name"] == both(lambda: second.name)
    found = [line["rewording"] for part in told["sections"] for line in part["lines"] if line["rewording"]]
    assert [[row["now"] for row in each["wordings"]["fa"]] for each in found] == [["با لبخند سلام می‌کند."]]
    reworded(pages, mina, day=2, text="می‌خندد و سلام می‌کند.")
    then = said_of(after, at=datetime(2027, 1, 1, tzinfo=UTC))
    assert (then["rewordings"], then["sections"]) == (told["rewordings"], told["sections"])


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_document_shows_both_wordings(people, pages, judged, mina, language):
    reworded(pages, mina)
    for page in pages[1].get_translations(inclusive=True):
        page.unpublish()
    freeze(mina, day=1)
    said = Said(said_of(released(judged, at=LATER)))
    with override(language):
        text = render_to_string("evaluations/pdf/evaluation.html", document_context(said))
    old, new = {"fa": ("سلام می‌کند.", "با لبخند سلام می‌کند."), "en": ("Greets.", "Greets.")}[language]
    assert old in text and new in text
    assert {"fa": "دیگر در پوشه نیست", "en": "No longer in the folder"}[language] in text
    assert {"fa": "هر دو متن", "en": "both wordings"}[language] in text


def test_the_edition_at_an_instant_knows_nothing_of_later_freezing(pages, first, mina):
    second = editorial(pages, mina)
    assert edition_in_force_at(AT) == first
    assert edition_in_force_at(second.frozen_at) == first
    assert edition_in_force_at(LATER) == second
    assert edition_in_force_at(AT - timedelta(days=1)) is None


def test_an_edition_that_was_frozen_afterwards_is_not_known_yet(pages, first, mina):
    """It began two days before it was frozen: a document made in between must not change."""
    second = frozen_by(mina.user, DAYS[1], LATER)
    assert edition_in_force_at(LATER - timedelta(days=1)) == first
    assert edition_in_force_at(LATER) == second


def test_roles_of_the_page_are_asked_as_often_for_one_as_for_many(people, first, card, hoda, client_for):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    cycle, client = open_cycle(first), client_for(hoda)
    client.get(cycle.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        client.get(cycle.get_absolute_url())
    for n in range(5):
        role = JobRole.objects.create(code=f"r{n}", name_fa=f"سمت {n}", name_en="")
        StaffFactory(team=people.day_shift, job_role=role)
        published_scorecard(first, code=f"r{n}", role=role)
    with CaptureQueriesContext(connection) as many:
        client.get(cycle.get_absolute_url())
    assert len(many) == len(few)
