"""No score, no comment, no reason, no amount leaves the house by mail."""

import re

from django.core import mail

from evaluations import actions
from kit.text.folding import western_digits
from rewards.actions import freeze_run, pay_run, thank_colleague
from tests.factories import rewards as made
from tests.factories.evaluations import NOW, assign, filled, given_answers, open_cycle

SECRET = "CANARY"
SCORE, AMOUNT = "7667", 7_654_000


def test_the_whole_loop_tells_nothing_by_mail(people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        shown = _evaluated_and_objected_to(people)
        _rewarded(people, shown)
    texts = [_plain(message) for message in mail.outbox]
    told = {to for message in mail.outbox for to in message.to}
    assert people.narges.user.email in told
    leaks = (SECRET, SCORE, "76.67", str(AMOUNT), str(AMOUNT * 10))
    assert [(leak, text[:200]) for text in texts for leak in leaks if leak in text] == []


def _evaluated_and_objected_to(people):
    row = filled(
        assign(open_cycle(), subject=people.narges, evaluator=people.saeed), [10000, 10000, 2500], comment=f"{SECRET} 1"
    )
    actions.submit_evaluation(evaluation=row, by=people.saeed.user, at=NOW)
    row = actions.release_evaluation(evaluation=row, by=people.hoda.user, at=NOW)
    first = next(iter(given_answers(row.scorecard)))
    dispute = actions.open_dispute(evaluation=row, points={first: f"{SECRET} 2"}, by=people.narges.user, at=NOW)
    actions.resolve_dispute(
        dispute=dispute, is_accepted=True, resolution=f"{SECRET} 3", answers={}, by=people.hoda.user, at=NOW
    )
    return row


def _rewarded(people, row):
    plan = made.published_plan(row.cycle, by=people.hoda.user, roles=[people.barista], base=AMOUNT * 10)
    with made.scores({people.narges: 8500}):
        run = made.approved(plan, people.hoda.user, people.armin.user)
    freeze_run(run=run, by=people.hoda.user, at=NOW)
    pay_run(run=run, by=people.hoda.user, at=NOW)
    standard = row.edition.standards.first()
    thank_colleague(by=people.saeed.user, to=people.narges, standard=standard, text=f"{SECRET} 4", at=NOW)


def _plain(message):
    parts = [message.subject, message.body, *(part[0] for part in message.alternatives)]
    return re.sub(r"(?<=\d)[٬,،/٫](?=\d)", "", western_digits(" ".join(parts)))
