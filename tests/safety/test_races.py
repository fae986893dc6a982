"""32 requests at once, over the views: one effect each, and nobody hears of a locked database."""

import threading
from collections import Counter
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Evaluation, HandedOn
from home.management.commands.verify import AREAS
from home.starters import files
from kit.audit.chain import record
from kit.models import AuditEntry
from people.actions import ask_second_person
from people.models import BranchManager, Notice, SignInLink, User
from playbook.models import Signature, StandardPage
from rewards.models import LedgerLine
from tests.factories import rewards as made
from tests.factories.evaluations import (
    assign,
    draft,
    given_answers,
    open_cycle,
    published_scorecard,
    released,
    submitted,
)
from tests.factories.people import StaffFactory
from tests.factories.playbook import frozen_edition
from tests.home.starter_company import small
from tests.personas import client_for, make_people
from tests.training.world import make_course, on_disk
from training.models import Attempt

AT_ONCE = 32
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def at_once(act, times=AT_ONCE):
    """How often each outcome came of `act(number)` in threads that begin together."""
    start, outcomes = threading.Barrier(times), []

    def one(number):
        try:
            start.wait()
            outcomes.append(act(number))
        except Exception as problem:
            outcomes.append(f"{type(problem).__name__}: {problem}")
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(outcomes)


def posting(cookies, url, data):
    """`act` for `at_once`: the status of one post. `data` may depend on the number."""

    def act(number):
        client = Client(raise_request_exception=False)
        client.cookies = cookies.copy()
        return client.post(url, data(number) if callable(data) else data).status_code

    return act


def asked(question):
    """What another thread reads."""
    came = []
    assert not at_once(lambda number: came.append(question()), times=1)["error"]
    return came[0]


def verbs(verb):
    return asked(lambda: AuditEntry.objects.filter(verb=verb).count())


@pytest.fixture
def cafe():
    people = make_people()
    people.edition = frozen_edition()
    people.cycle = open_cycle(people.edition)
    people.card = published_scorecard(people.edition)
    return people


def test_saves_have_one_winner_and_31_conflicts(cafe, tmp_path):
    row = draft(assign(cafe.cycle, subject=cafe.narges, evaluator=cafe.saeed))
    key, cookies = next(iter(given_answers(row.scorecard))), client_for(cafe.saeed).cookies
    url = reverse("evaluations:save", args=[row.key])
    with on_disk(tmp_path):
        found = at_once(posting(cookies, url, lambda number: {"version": 1, f"c-{key}": f"متن {number}"}))
        version = asked(lambda: Evaluation.objects.get(pk=row.pk).version)
    assert (found, version) == ({200: 1, 409: AT_ONCE - 1}, 2)


def test_a_starter_folder_is_chosen_once(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "starter", lambda name: small())
    cookies = client_for(make_people().mina).cookies
    with on_disk(tmp_path):
        found = at_once(posting(cookies, reverse("home:starter", args=["cafe"]), {}), times=3)
        written = verbs("starter.chosen"), asked(lambda: StandardPage.objects.count())
    assert (found, written) == ({302: 3}, (1, 2 * len(small().codes)))


def test_handing_in_happens_once(cafe, tmp_path):
    row = draft(assign(cafe.cycle, subject=cafe.narges, evaluator=cafe.saeed))
    answers = given_answers(row.scorecard)
    data = {f"o-{key}": one.outcome for key, one in answers.items()} | {f"c-{key}": "خوب" for key in answers}
    url, cookies = reverse("evaluations:fill", args=[row.key]), client_for(cafe.saeed).cookies
    with on_disk(tmp_path):
        found = at_once(posting(cookies, url, {**data, "version": 1, "submit": "1"}))
        handed_in = verbs("evaluation.submitted")
    assert (found, handed_in) == ({302: AT_ONCE}, 1)


def test_starting_releasing_and_answering_happen_once(cafe, tmp_path):
    waiting = assign(cafe.cycle, subject=cafe.parisa, evaluator=cafe.saeed)
    handed_in = submitted(assign(cafe.cycle, subject=cafe.narges, evaluator=cafe.saeed))
    shown = released(assign(cafe.cycle, subject=cafe.kaveh, evaluator=cafe.mina))
    key = next(iter(given_answers(shown.scorecard)))
    saeed, hoda, kaveh = (client_for(who).cookies for who in (cafe.saeed, cafe.hoda, cafe.kaveh))
    objection = {f"d-{key}": "on", f"r-{key}": "چرا؟"}
    with on_disk(tmp_path):
        starts = at_once(posting(saeed, reverse("evaluations:start", args=[waiting.key]), {}))
        releases = at_once(posting(hoda, reverse("evaluations:release", args=[handed_in.key]), {}))
        objections = at_once(posting(kaveh, reverse("evaluations:dispute", args=[shown.key]), objection))
        drafts = asked(lambda: Evaluation.objects.filter(assignment=waiting).count())
        told = asked(lambda: Notice.objects.filter(recipient=cafe.narges.user, kind="evaluations.released").count())
        counts = drafts, told, verbs("evaluation.released"), verbs("evaluation.disputed")
    assert (starts, releases, objections) == ({302: AT_ONCE}, {302: AT_ONCE}, {302: AT_ONCE})
    assert counts == (1, 1, 2, 1)


def test_handing_on_happens_once_and_a_branch_gets_one_manager(cafe, tmp_path):
    row = assign(cafe.cycle, subject=cafe.narges, evaluator=cafe.saeed)
    draft(row)
    hoda, takers = client_for(cafe.hoda).cookies, (cafe.kaveh, cafe.mina)
    form = {"row": row.key, "former": cafe.saeed.key}
    with on_disk(tmp_path):
        presses = at_once(
            posting(hoda, reverse("evaluations:hand_on"), lambda n: {**form, "other": takers[n % 2].code}), times=8
        )
        handed = verbs("evaluation.handed_on"), asked(lambda: HandedOn.objects.filter(notes__isnull=False).count())
        address = reverse("people:manager", args=[cafe.valiasr.key])
        posts = at_once(posting(hoda, address, lambda n: {"staff": takers[n % 2].key}), times=8)
        managers = asked(lambda: BranchManager.objects.filter(until=None).count())
    assert (presses, handed) == ({302: 8}, (1, 1))
    assert managers == 1
    assert posts["error"] == 0
    assert not posts[500]


def test_signing_happens_once(cafe, tmp_path):
    url, cookies = (
        reverse("playbook:sign_standard", args=[cafe.edition.standards.first().key]),
        client_for(cafe.narges).cookies,
    )
    with on_disk(tmp_path):
        found = at_once(posting(cookies, url, {}))
        signatures = asked(lambda: Signature.objects.filter(staff=cafe.narges).count())
        signed = verbs("standard.signed")
    assert (found, signatures, signed) == ({302: AT_ONCE}, 1, 1)


def test_a_second_person_confirms_once_and_the_link_is_shown_once(cafe, tmp_path):
    now = timezone.now()
    request = ask_second_person(account=cafe.narges.user, kind="link", reason="x", by=cafe.hoda.user, at=now)
    hoda, armin = (client_for(who).cookies for who in (cafe.hoda, cafe.armin))
    with on_disk(tmp_path):
        at_once(posting(armin, reverse("people:confirm_request", args=[request.key]), {}))
        shown = at_once(posting(hoda, reverse("people:hand_over", args=[request.key]), {}))
        confirmed, links = verbs("account_request.confirmed"), asked(SignInLink.objects.count)
    assert (confirmed, links, shown) == (1, 1, {200: 1, 302: AT_ONCE - 1})


def test_the_ways_in_of_many_are_opened_once_and_a_name_goes_to_one(cafe, tmp_path):
    new = [StaffFactory(user=None, team=cafe.day_shift) for _ in range(4)]
    cookies, url = client_for(cafe.hoda).cookies, reverse("people:open_ways")

    def form(number):
        """Half press for the same two people; the others for one of two, and write the same name."""
        if number < 4:
            return {"open": [one.key for one in new[:2]], **{f"username-{one.key}": one.code for one in new[:2]}}
        key = new[2 + number % 2].key
        return {"open": key, f"username-{key}": "newcomer"}

    with on_disk(tmp_path):
        found = at_once(posting(cookies, url, form), times=8)
        names = asked(lambda: User.objects.filter(staff_member__in=new).count())
        links, created = asked(lambda: SignInLink.objects.count()), verbs("sign_in.created")
    assert found == {200: 8}
    assert (names, links, created) == (3, 3, 3)


def test_of_two_last_administrators_who_go_at_once_one_stays(cafe, tmp_path):
    other = StaffFactory(user__groups=["administrator"], team=cafe.office, code="P-other")
    cookies = {who: client_for(who).cookies for who in (cafe.armin, other)}
    pair = [(cafe.armin, other), (other, cafe.armin)]

    def take_away(number):
        by, whose = pair[number]
        url = reverse("people:revoke", args=[whose.user.key])
        return posting(cookies[by], url, {"role": "administrator"})(number)

    with on_disk(tmp_path):
        at_once(take_away, times=2)
        left = asked(lambda: User.objects.filter(groups__name="administrator").count())
    assert left == 1


def test_quiz_starts_make_one_attempt(cafe, tmp_path):
    course, cookies = make_course(), client_for(cafe.narges).cookies
    with on_disk(tmp_path):
        found = at_once(posting(cookies, reverse("training:start", args=[course.key]), {}))
        attempts = asked(lambda: Attempt.objects.filter(staff=cafe.narges).count())
    assert (found, attempts) == ({302: AT_ONCE}, 1)


def test_payments_happen_once(cafe, tmp_path):
    plan = made.published_plan(cafe.cycle, by=cafe.hoda.user, roles=[cafe.barista, cafe.server])
    with made.scores({cafe.narges: 8500, cafe.parisa: 9000}):
        run = made.approved(plan, cafe.hoda.user, cafe.armin.user)
    cookies = client_for(cafe.hoda).cookies
    with on_disk(tmp_path):
        freezes = at_once(posting(cookies, reverse("rewards:freeze_run", args=[run.key]), {}))
        payments = at_once(posting(cookies, reverse("rewards:pay_run", args=[run.key]), {}))
        lines = asked(lambda: sorted(LedgerLine.objects.values_list("kind", "staff__code")))
        wrong = asked(lambda: [sentence for area in ("rewards", "audit log") for sentence in AREAS[area]()])
    assert (freezes, payments) == ({302: AT_ONCE}, {302: AT_ONCE})
    assert lines == [("earned", "P-narges"), ("earned", "P-parisa"), ("paid", "P-narges"), ("paid", "P-parisa")]
    assert wrong == []


def test_32_writers_write_320_entries_in_one_chain(cafe, tmp_path):
    person = StaffFactory()

    def write(number):
        for _ in range(10):
            record(verb=f"race.{number}", on=person)
        return "written"

    with on_disk(tmp_path):
        found = at_once(write)
        count = asked(lambda: AuditEntry.objects.filter(verb__startswith="race.").count())
        wrong = asked(lambda: list(AREAS["audit log"]()))
    assert (found, count, wrong) == ({"written": AT_ONCE}, 320, [])


def test_changes_of_one_persons_work_leave_no_day_in_two_periods(cafe, tmp_path):
    """Each from a day of its own; whoever comes second meets what the first wrote."""
    cookies, url = client_for(cafe.hoda).cookies, reverse("people:work_change", args=[cafe.narges.key])
    same = {"team": cafe.day_shift.key, "job_role": cafe.barista.key}

    def facts(number):
        day = f"2025-01-{number + 1:02}" if number < 31 else "2025-03-01"
        return same | {"from_": day, "contract_share": 50 + number}

    with on_disk(tmp_path):
        found = at_once(posting(cookies, url, facts))
        wrong = asked(lambda: list(AREAS["people"]()))
        spans = asked(lambda: list(cafe.narges.work_periods.order_by("starts_on").values_list("starts_on", "ends_on")))
    assert (found, wrong) == ({302: AT_ONCE}, [])
    assert len(spans) > 1 and all(one[1] == two[0] for one, two in pairwise(spans))
