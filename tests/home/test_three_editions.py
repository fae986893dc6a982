"""Three editions in a row, with editorial, minor and major changes and one text that comes back: who must sign again,
what becomes stale, and that the preview said so before."""

from datetime import UTC, date, datetime

from people.models import StaffMember
from playbook.actions import draft_edition, freeze_edition, sign_standard, submit_edition_for_review
from playbook.editions.changes import changes_of, diff_of, previous_edition, removed_standards
from playbook.editions.readiness import signing_impact
from playbook.editions.snapshot import take_snapshot
from playbook.links.citations import Follows, effects_of
from playbook.links.impact import impact_of
from playbook.models import ChangeClass
from playbook.signatures.standings import signature_count, unsigned_standings
from playbook.verification import problems
from tests.factories.evaluations import assign, draft, open_cycle, published_scorecard
from tests.factories.playbook import live_standard, live_touchpoint, republish
from tests.factories.training import CourseFactory, LessonFactory, QuestionFactory
from tests.worlds import built_once
from training.models import LessonStandard

GREETS, REPEATS, PACKS, LEAVES = CODES = ["DUR-01", "DUR-02", "DUR-03", "DUR-04"]
TEXTS = {
    GREETS: ("سلام می‌کند.", "Greets."),
    REPEATS: ("سفارش را بازگو می‌کند.", "Repeats the order."),
    PACKS: ("بسته را می‌بندد.", "Packs the parcel."),
    LEAVES: ("خداحافظی می‌کند.", "Says goodbye."),
}
FIRST, SECOND, THIRD = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def noon(day):
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC)


@built_once
def pages(people):
    touchpoint = live_touchpoint()
    return {code: live_standard(touchpoint, *TEXTS[code], good="«بله»")[0] for code in CODES}


def preview_and_freeze(author, day, **classes):
    """(what the preview said, the frozen edition): who would sign which standard, and the stale rooms."""
    edition = draft_edition(title_fa="ویرایش", effective_on=day, by=author, at=noon(day))
    edition = submit_edition_for_review(edition=edition, by=author, at=noon(day))
    snapshot, previous = take_snapshot(edition), previous_edition(edition)
    changes = changes_of(snapshot, previous)
    diff = diff_of(edition, previous, changes, removed_standards(snapshot, previous), classes)
    signing = signing_impact(diff, snapshot, changes, day)
    said = {"people": signing.people, "by_standard": {row.code: count for row, count in signing.by_standard}}
    said["stale"] = [line.count for line in impact_of(diff, author)]
    return said, freeze_edition(edition=edition, by=author, at=noon(day), classes=classes)


def sign_all(staff, edition, day):
    for standing in unsigned_standings(staff, day):
        sign_standard(standard=standing.standard, staff=staff, by=staff.user, at=noon(day))


def waiting(staff, day):
    return [standing.standard.code for standing in unsigned_standings(staff, day)]


def cited(edition):
    """A course with a lesson and a question, and a scorecard with an open evaluation, about this edition."""
    course = CourseFactory()
    lesson = LessonFactory(course=course)
    for code in (GREETS, PACKS):
        LessonStandard.objects.create(lesson=lesson, code=code, standard=edition.standards.get(code=code))
    QuestionFactory(course=course, standards=[edition.standards.get(code=PACKS)])
    return published_scorecard(edition)


def follows(edition):
    return sorted(
        (effect.citing.kind, change.old.code, change.follows)
        for effect in effects_of(edition)
        for change in effect.changes
    )


def test_three_editions(pages, mina, narges, saeed, people):
    author, everyone = mina.user, people_at_work(FIRST)
    said, first = preview_and_freeze(author, FIRST)
    assert said == {"people": everyone, "by_standard": dict.fromkeys(CODES, everyone), "stale": []}
    sign_all(narges, first, FIRST)
    card = cited(first)
    begun = draft(assign(open_cycle(first), subject=narges, evaluator=saeed, scorecard=card))

    republish(pages[GREETS], good="«بله!»")
    republish(pages[REPEATS], behaviour="سفارش را شمرده بازگو می‌کند.")
    republish(pages[PACKS], behaviour="بسته را جلوی مشتری می‌بندد.")
    said, second = preview_and_freeze(author, SECOND, **{PACKS: ChangeClass.MAJOR})
    classes = dict(second.standards.values_list("code", "change_class"))
    assert classes == {GREETS: "editorial", REPEATS: "minor", PACKS: "major", LEAVES: "unchanged"}
    assert said == {"people": everyone, "by_standard": {REPEATS: everyone, PACKS: everyone}, "stale": [1, 1, 1, 1]}
    assert waiting(narges, SECOND) == [REPEATS, PACKS]
    assert follows(second) == [
        ("lesson", PACKS, Follows.MAJOR),
        ("question", PACKS, Follows.MAJOR),
        ("scorecard", REPEATS, Follows.MINOR),
        ("scorecard", PACKS, Follows.MAJOR),
    ]
    sign_standard(standard=second.standards.get(code=REPEATS), staff=narges, by=narges.user, at=noon(SECOND))

    republish(pages[PACKS], behaviour=TEXTS[PACKS][0])
    republish(pages[LEAVES], behaviour="تا دم در خداحافظی می‌کند.")
    said, third = preview_and_freeze(author, THIRD, **{PACKS: ChangeClass.MAJOR, LEAVES: ChangeClass.MAJOR})
    # The text of the first edition is back: her signature of that day holds again, and nothing that cites it is stale.
    assert said["by_standard"] == {PACKS: everyone - 1, LEAVES: everyone}
    assert waiting(narges, THIRD) == [LEAVES]
    assert (signature_count(narges, THIRD).signed, signature_count(narges, THIRD).required) == (3, 4)
    assert follows(third) == [("scorecard", REPEATS, Follows.MINOR), ("scorecard", LEAVES, Follows.MAJOR)]

    begun.refresh_from_db()
    assert (begun.edition, begun.scorecard) == (first, card)
    assert list(problems()) == []


def people_at_work(day):
    return StaffMember.objects.active_on(day).count()
