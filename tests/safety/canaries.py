"""One string that stands nowhere else in every confidential field of the small company, and who may read it."""

from datetime import UTC, date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from evaluations.models import Answer, Dispute, DisputePoint, Evaluation
from kit.audit.chain import record
from kit.importing.uploads import open_upload
from people.importing.columns import staff_kind
from people.models import StaffMember, User
from people.notices.sending import send_notice
from playbook.models import Edition
from rewards.actions import thank_colleague
from rewards.models import Hold, RunRow
from tests.factories.evaluations import assign, open_cycle, released
from tests.factories.playbook import frozen_edition, live_standard, live_touchpoint
from tests.factories.rewards import frozen, published_plan, scores
from training.models import AnswerOption, Assignment, AssignmentReason, QuestionVersion

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
TOMAN = 10
AMOUNT = "7654000"
HR, ALL_OF_MONEY = {"hoda"}, {"hoda", "armin"}
NOBODY = set()

# Canary -> who may meet it, anywhere but in the CMS.
ALLOWED = {
    "CANARY-comment-draft": {"saeed"},
    "CANARY-comment-submitted": {"saeed", "hoda"},
    "CANARY-comment-released": {"narges", "saeed", "hoda"},
    "CANARY-comment-about-hoda": {"hoda", "mina"},
    "CANARY-comment-unreleased-about-hoda": {"mina"},
    "CANARY-dispute-reason": {"kaveh", "mina", "hoda"},
    "CANARY-resolution": {"kaveh", "mina", "hoda"},
    "CANARY-void-reason": {"narges", "saeed", "hoda"},
    AMOUNT: {"narges", *ALL_OF_MONEY},
    "CANARY-hold-note": HR,
    "CANARY-thanks": {"parisa", "narges", *HR},
    "CANARY-feedback": {"narges", "mina"},  # once she has handed in; in the author's question bank
    "CANARY-option-key": NOBODY,
    "CANARY-import-row": HR,
    "CANARY-edition-draft": {"mina", "armin"},
    "CANARY-page-not-frozen": {"mina", "armin"},
    "CANARY-page-draft": {"mina", "armin"},
    "CANARY-audit": {"armin"},
    "CANARY-notice": {"narges"},
    "CANARY-mailbox": {"narges", "hoda", "armin"},
    "CANARY-excuse": {"parisa", "mina", "hoda", "armin"},
}


def plant(world):
    """Put a canary into every confidential field of the world of `tests.access_table`."""
    _in_evaluations(world)
    _in_objections(world)
    _in_rewards(world)
    _in_training(world)
    _in_the_folder(world)
    _in_people(world)


def _in_evaluations(world):
    rooms = world.evaluations
    for name in ("draft", "submitted", "released"):
        row = getattr(rooms, name)
        if name == "draft":
            Answer.objects.get_or_create(evaluation=row, criterion=row.scorecard.sections.first().criteria.first())
        Answer.objects.filter(evaluation=row).update(comment=f"CANARY-comment-{name}")
    both = assign(rooms.cycle, subject=world.hoda, evaluator=world.mina, scorecard=rooms.card, wanted=2)
    Answer.objects.filter(evaluation=released(both)).update(comment="CANARY-comment-about-hoda")
    from tests.factories.evaluations import submitted

    rooms.about_hoda = submitted(both)
    Answer.objects.filter(evaluation=rooms.about_hoda).update(comment="CANARY-comment-unreleased-about-hoda")
    void = released(_another(world, world.narges, world.saeed))
    Evaluation.objects.filter(pk=void.pk).update(state="void", voided_at=AT, void_reason="CANARY-void-reason")


def _another(world, subject, evaluator):
    cycle = open_cycle(world.evaluations.cycle.edition, title="چرخهٔ دیگر")
    return assign(cycle, subject=subject, evaluator=evaluator, scorecard=world.evaluations.card)


def _in_objections(world):
    dispute = world.evaluations.dispute
    DisputePoint.objects.filter(dispute=dispute).update(reason="CANARY-dispute-reason")
    settled = released(_another(world, world.kaveh, world.mina))
    Evaluation.objects.filter(pk=settled.pk).update(state="final", final_at=AT)
    decided = Dispute.objects.create(
        evaluation=settled,
        state="rejected",
        opened_at=AT,
        opened_by=world.kaveh.user,
        resolved_at=AT,
        resolved_by=world.hoda.user,
        resolution="CANARY-resolution",
    )
    DisputePoint.objects.create(
        dispute=decided, criterion=settled.answers.first().criterion, reason="CANARY-dispute-reason"
    )


def _in_rewards(world):
    """In a cycle of its own, which waits for no evaluation."""
    plan = published_plan(
        open_cycle(world.evaluations.cycle.edition, title="چرخهٔ پاداش"),
        by=world.hoda.user,
        roles=[world.barista],
        teams=[world.day_shift],
        base=int(AMOUNT) * TOMAN * 4 // 5,  # at 90 she gets five quarters of it
        prorates=False,
        gate_training=False,
        gate_signed=False,
    )
    with scores({world.narges: 9000}):
        run = frozen(plan, world.hoda.user, world.armin.user)
    world.rewards.narges_row = RunRow.objects.get(run=run, staff=world.narges)
    assert world.rewards.narges_row.amount == int(AMOUNT) * TOMAN
    Hold.objects.update(note="CANARY-hold-note")
    standard = world.playbook.standard
    thank_colleague(by=world.parisa.user, to=world.narges, standard=standard, text="CANARY-thanks", at=AT)


def _in_training(world):
    AnswerOption.objects.update(feedback_fa="CANARY-feedback", feedback_en="CANARY-feedback")
    for version in QuestionVersion.objects.all():
        for number, option in enumerate(version.content["options"]):
            option["feedback_fa"] = option["feedback_en"] = "CANARY-feedback"
            option["key"], before = f"CANARY-option-key-{number}", option["key"]
            _rename(version, before, option["key"])
        version.save()
    Assignment.objects.filter(pk=world.training.assignment.pk).update(excused_at=AT, excuse="CANARY-excuse")
    AssignmentReason.objects.filter(assignment=world.training.assignment).update(note="CANARY-excuse")


def _rename(version, before, after):
    for answer in version.answers.all():
        answer.layout = [[token, after if key == before else key] for token, key in answer.layout]
        answer.given = [after if key == before else key for key in answer.given] if answer.given else answer.given
        answer.save()


def _in_the_folder(world):
    words = dict.fromkeys(("title_fa", "title_en", "commitment_fa", "commitment_en"), "CANARY-edition-draft")
    Edition.objects.filter(pk=world.playbook.draft.pk).update(**words)
    touchpoint = live_touchpoint()
    page, _english = live_standard(touchpoint, "CANARY-page-not-frozen", "CANARY-page-not-frozen")
    page.behaviour = page.title = "CANARY-page-draft"
    page.save_revision()
    world.playbook.page = page


def _in_people(world):
    record(verb="people.example", on=world.narges, by=world.armin.user, at=AT, note="CANARY-audit")
    send_notice(
        to=world.narges.user, kind="evaluations.released", at=AT, url="/", dedupe_key="c", number="CANARY-notice"
    )
    StaffMember.objects.filter(pk=world.narges.pk).update(email="CANARY-mailbox@aftab.example")
    User.objects.filter(pk=world.narges.user.pk).update(email="CANARY-mailbox@aftab.example")
    header = ["کد پرسنلی", "نام", "نام خانوادگی", "تیم", "سمت", "تاریخ شروع"]
    row = ["P-new", "CANARY-import-row", "احمدی", "VLS-D", "barista", "1403/01/01"]
    file = SimpleUploadedFile("x.csv", "\n".join([",".join(header), ",".join(row)]).encode())
    world.preview = open_upload(file, staff_kind(), by=world.hoda.user, at=timezone.now()).name


def in_force_today():
    """Another edition than the world's may be in force on the day of the crawl; one that is, is needed."""
    return frozen_edition(effective_on=date(2026, 2, 1))
