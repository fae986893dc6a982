"""The second person of a company that has none: whoever has the server. Audited, and told to all who have a role."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from evaluations import actions as evaluations
from evaluations.actions.answers import GivenAnswer
from evaluations.errors import Refused
from evaluations.models import Criterion, Dispute
from evaluations.scoring.scale_numbers import NoNumber, end, read_number
from kit.audit.chain import record
from people import errors as people_errors
from people.access.notices import tell_all_with_a_role
from people.access.second_people import server_account
from people.actions import confirm_account_request, refuse_account_request
from people.models import AccountRequest
from rewards import errors as reward_errors
from rewards.actions import approve_run
from rewards.models import Run, RunState

WORDS = {
    "confirm": ("درخواست دربارهٔ یک حساب", "a request about an account"),
    "refuse": ("درخواست دربارهٔ یک حساب", "a request about an account"),
    "approve": ("محاسبهٔ پاداش", "a reward run"),
    "accept": ("اعتراض", "an objection"),
    "reject": ("اعتراض", "an objection"),
}
REFUSED = (people_errors.PeopleError, reward_errors.RewardsError, Refused)


class Command(BaseCommand):
    help = "List what waits for a second person, and stand for it from the server where the company has nobody else."

    def add_arguments(self, parser):
        parser.add_argument("deed", choices=["list", "confirm", "refuse", "approve", "accept", "reject"])
        parser.add_argument("key", nargs="?", help="of the request, the reward run or the objection")
        parser.add_argument("--name", help="your name; it stands in the audit log")
        parser.add_argument("--reason", help="why; required for accept and reject")
        parser.add_argument("--answer", action="append", default=[], metavar="CRITERION=OUTCOME or NUMBER")

    def handle(self, *, deed, key, name, reason, answer, **options):
        if deed == "list":
            return self.list()
        if not key or not (name or "").strip():
            raise CommandError("say the key of what you stand for, and --name with your own name")
        if deed in ("accept", "reject") and not (reason or "").strip():
            raise CommandError("an objection is decided with a --reason")
        about = {"at": timezone.now()}
        try:
            with transaction.atomic():
                about["by"] = server_account()
                said = getattr(self, deed)(key, reason=reason, answers=answer, **about)
                _tell(deed, said, name.strip(), **about)
        except REFUSED as refusal:
            raise CommandError(f"refused, nothing was changed: {_in_words(refusal)}") from refusal
        self.stdout.write(self.style.SUCCESS(f"{deed}: {said}. Everybody with a role is told."))

    def list(self):
        """Nothing is listed that is over."""
        for row in AccountRequest.objects.waiting(timezone.now()).with_names():
            self.stdout.write(f"confirm {row.key}  {row}, asked by {row.asked_by}: {row.reason}")
        for run in Run.objects.filter(state=RunState.SENT).select_related("plan"):
            self.stdout.write(f"approve {run.key}  {run}")
        for dispute in Dispute.objects.open().select_related("evaluation"):
            self.stdout.write(f"accept or reject {dispute.key}  evaluation {dispute.evaluation.number}")
            for point in dispute.points.select_related("criterion__scale").prefetch_related(
                "criterion__scale__outcomes"
            ):
                self.stdout.write(
                    f"    --answer {point.criterion.key}={_choices(point.criterion.scale)}: {point.reason}"
                )

    def confirm(self, key, *, by, at, **options):
        return confirm_account_request(request=_one(AccountRequest, key), by=by, at=at)

    def refuse(self, key, *, by, at, **options):
        return refuse_account_request(request=_one(AccountRequest, key), by=by, at=at)

    def approve(self, key, *, by, at, **options):
        return approve_run(run=_one(Run, key), by=by, at=at)

    def reject(self, key, *, by, at, reason, **options):
        dispute = _one(Dispute, key)
        return evaluations.resolve_dispute(dispute=dispute, is_accepted=False, resolution=reason, by=by, at=at)

    def accept(self, key, *, by, at, reason, answers):
        dispute = _one(Dispute, key)
        numeric = _numeric_criteria(dispute)
        given = dict(_answer(text, numeric) for text in answers)
        return evaluations.resolve_dispute(
            dispute=dispute, is_accepted=True, resolution=reason, answers=given, by=by, at=at
        )


def _choices(scale):
    if scale.is_numeric:
        return f"NUMBER, from {end(scale.lowest)} to {end(scale.highest)}"
    outcomes = ", ".join(f"{row.key} ({row.label_en or row.label_fa})" for row in scale.outcomes.all())
    return f"OUTCOME, one of {outcomes}"


def _numeric_criteria(dispute):
    """Keys of the criteria that are judged by a number."""
    rows = Criterion.objects.filter(section__scorecard=dispute.evaluation.scorecard_id).select_related("scale")
    return {row.key for row in rows if row.scale.is_numeric}


def _one(model, key):
    row = model.objects.filter(key=key).first()
    if row is None:
        raise CommandError(f"there is no {model._meta.verbose_name} {key}; see: manage.py second_person list")
    return row


def _answer(text, numeric):
    """(criterion key, GivenAnswer) of CRITERION=OUTCOME, or of CRITERION=NUMBER on a scale of numbers (`numeric`)."""
    criterion, is_given, said = (part.strip() for part in text.partition("="))
    if not is_given:
        raise CommandError(f"write the answer as CRITERION=OUTCOME or CRITERION=NUMBER, not {text}")
    if criterion not in numeric:
        return criterion, GivenAnswer(outcome=said)
    try:
        return criterion, GivenAnswer(number=read_number(said))
    except NoNumber as problem:
        raise CommandError(f"“{said}” is not a number; nothing was changed") from problem


def _tell(deed, row, name, *, by, at):
    """The log names who stood at the server; everybody with a role hears of it."""
    record(verb=f"server.{deed}", on=row, by=by, at=at, name=name)
    tell_all_with_a_role(
        about=by, kind="people.server_stood", at=at, by=name, what_fa=WORDS[deed][0], what_en=WORDS[deed][1]
    )


def _in_words(refusal):
    return str(refusal) or (type(refusal).__doc__ or type(refusal).__name__).strip()
