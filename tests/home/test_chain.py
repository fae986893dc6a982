"""The chain walked both ways: from a customer's words to a reward, and back."""

import re
from datetime import UTC, date, datetime
from html import unescape
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations import actions
from evaluations.models import Evaluation
from playbook.chain import knots
from playbook.chain.knots import CRITERION, EVALUATION, LESSON, OTHER, QUESTION, QUOTE, REWARD, STANDARD, line_of
from playbook.models import FrozenStandard
from tests.factories import rewards as made
from tests.factories.evaluations import NOW, assign, given_answers, open_cycle, published_scorecard, released
from tests.factories.playbook import (
    EvidenceFactory,
    EvidenceLinkFactory,
    FrozenStandardFactory,
    frozen_edition,
    recorded,
    reseal_standard,
    seal,
)
from tests.factories.training import LessonFactory
from tests.training.world import make_course, sit
from tests.worlds import built_once
from training.actions import start_attempt
from training.models import LessonStandard

CODES = ("DUR-01", "DUR-02", "DUR-05")
LATER, EARLIER = datetime(2026, 11, 21, 12, tzinfo=UTC), datetime(2026, 10, 1, 7, 13, tzinfo=UTC)
LINE = re.compile(r'<nav class="hv-chainline".*?</nav>', re.S)
STOP = re.compile(r'<li\s+data-knot="(\w+)"\s+class="(\w*)".*?</li>', re.S)
HREF = re.compile(r'<a (class="apart" )?href="([^"]+)"')
ROW_LINK = re.compile(r'<td.*?<a\b[^>]*href="([^"]+)"', re.S)
WALKS = {
    "narges": (QUOTE, STANDARD, LESSON, EVALUATION, REWARD),
    "saeed": (QUOTE, STANDARD, LESSON, EVALUATION),
    "hoda": (QUOTE, STANDARD, LESSON, CRITERION, EVALUATION, REWARD),
    "mina": (QUOTE, STANDARD, LESSON, QUESTION, CRITERION),
}
PERSONAS = (*WALKS, "armin", "parisa")


def edition_of(day, **changed):
    """An edition with DUR-01, DUR-02 and DUR-05; `changed`: fields of DUR-01."""
    edition = frozen_edition(standards=0, effective_on=day)
    for code in CODES:
        FrozenStandardFactory(edition=edition, code=code, **(changed if code == "DUR-01" else {}))
    return recorded(seal(edition))


@built_once(at=NOW)
def world(clock, people):
    """Edition 2 changed DUR-01; on each edition stand a course, a scorecard and an evaluation, and a settled reward
    on those of edition 2."""
    old = edition_of(date(2026, 1, 1))
    with time_machine.travel(EARLIER, tick=False):
        old_course = make_course(old)
    old_card = published_scorecard(old, code="server")
    old_cycle = open_cycle(old, title="بهار", starts_on=date(2026, 3, 21), ends_on=date(2026, 6, 22))
    before = assign(old_cycle, subject=people.narges, evaluator=people.saeed, scorecard=old_card)
    before = released(before, [10000, 5000, 10000])
    new = edition_of(date(2026, 11, 1), behaviour_fa="سلام می‌کند و نام می‌پرسد.", behaviour_en="Asks for the name.")
    course, card = make_course(new), published_scorecard(new)
    quote = EvidenceLinkFactory(code="DUR-01").evidence
    EvidenceLinkFactory(code="DUR-01")
    cycle = open_cycle(new)
    about = assign(cycle, subject=people.narges, evaluator=people.saeed, scorecard=card)
    evaluation = released(about, [10000, 5000, 10000])
    other = assign(cycle, subject=people.parisa, evaluator=people.saeed, scorecard=card)
    released(other, [None, 5000, 10000])
    plan = made.published_plan(cycle, by=people.hoda.user, teams=[people.day_shift])
    run = made.frozen(plan, people.hoda.user, people.armin.user)
    standard = new.standards.get(code="DUR-01")
    return SimpleNamespace(
        old=old.standards.get(code="DUR-01"),
        old_evaluation=before,
        standard=standard,
        quote=quote,
        lesson=course.lessons.get(standards__code="DUR-01"),
        old_lesson=old_course.lessons.get(standards__code="DUR-01"),
        question=course.questions.get(standards__standard=standard),
        criterion=standard.criteria.get(),
        evaluation=evaluation,
        row=run.rows.get(staff=people.narges),
        course=course,
        people=people,
    )


def another_lesson(standard):
    LessonStandard.objects.create(lesson=LessonFactory(), code=standard.code, standard=standard)


def place(world, kind):
    knot = knots.knot_of(kind)
    thing = {**vars(world), REWARD: world.row}[kind]
    return knot.place_of(thing, ["DUR-01"]) if kind == QUOTE else knot.place_of(thing)


def line(page):
    """{kind: (class, address, text, address of what is counted apart)} of the one line of a page."""
    (drawn,) = LINE.findall(page)
    found = {}
    for stop in STOP.finditer(drawn):
        links = HREF.findall(stop[0])
        own = next((unescape(url) for apart, url in links if not apart), "")
        apart = next((unescape(url) for apart, url in links if apart), "")
        found[stop[1]] = (stop[2], own, " ".join(re.sub("<[^>]+>", " ", stop[0]).split()), apart)
    return found


def opened(client, url):
    answer = client.get(url, follow=True)
    assert answer.status_code == 200, url
    return answer, answer.content.decode()


def row_of(world, page):
    """The link of a row of a list: of the thing that the world knows, were there several."""
    links = [unescape(link) for link in ROW_LINK.findall(page)]
    known = {thing.get_absolute_url() for thing in (world.standard, world.lesson, world.evaluation, world.quote)}
    known.add(place(world, CRITERION).url)
    return next((link for link in links if link in known), links[0])


@pytest.mark.parametrize("who", WALKS)
def test_the_chain_is_walked_there_and_back(world, client_for, who):
    """Each hop is one tap where there is one row, two where a list lies between."""
    client, kinds = client_for(getattr(world.people, who)), WALKS[who]
    page, taps = opened(client, world.quote.get_absolute_url())[1], 0
    for kind in (*kinds[1:], *reversed(kinds[:-1])):
        url = line(page)[kind][1]
        assert url, (kind, line(page))
        answer, page = opened(client, url)
        taps += 1
        assert line(page)[kind][0] == "here"
        if "table" in answer.context:
            page = opened(client, row_of(world, page))[1]
            taps += 1
            assert line(page)[kind][0] == "here"
    assert taps <= 2 * 2 * (len(kinds) - 1)


@pytest.mark.parametrize("who", PERSONAS)
def test_every_knot_counts_the_rows_of_its_list(world, client_for, who):
    user = getattr(world.people, who).user
    client, asked = client_for(user), 0
    for kind in knots.KINDS:
        at = place(world, kind)
        if knots.knot_of(kind).find(user, at.key) is None:
            continue
        for stop in line_of(at, user):
            for url, count in ((stop.url, stop.value), (stop.apart and stop.apart[1], None)):
                if not url or not (isinstance(count, int) or count is None) or stop.kind == kind:
                    continue
                asked += 1
                answer = client.get(url)
                rows = 1 if answer.status_code == 302 else len(answer.context["table"].rows)
                expected = count if count is not None else rows_apart(stop)
                assert rows == expected, (kind, stop)
                assert opened(client, url)
    assert asked > 5


def rows_apart(stop):
    return int(re.match(r"\d+", stop.apart[0].translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")))[0])


def counted(world, kind, who):
    user = getattr(world.people, who).user
    return {stop.kind: stop.value for stop in line_of(place(world, kind), user)}


def test_another_wording_is_counted_apart(world, people):
    by_kind = {stop.kind: stop for stop in line_of(place(world, STANDARD), people.hoda.user)}
    assert (by_kind[LESSON].value, by_kind[LESSON].apart[0]) == (1, "۱ با متن ویرایش ۱")
    assert (by_kind[CRITERION].value, by_kind[CRITERION].apart[0]) == (1, "۱ با متن ویرایش ۱")
    assert (by_kind[EVALUATION].value, by_kind[EVALUATION].apart[0]) == (1, "۱ با متن ویرایش ۱")
    assert by_kind[QUOTE].value == 2 and not by_kind[QUOTE].apart
    of_old = knots.knot_of(STANDARD).place_of(world.old)
    assert {stop.kind: stop.value for stop in line_of(of_old, people.hoda.user)}[EVALUATION] == 1


def test_what_reads_alike_is_counted_together_over_editions(world, people):
    same = FrozenStandard.objects.get(edition=world.standard.edition, code="DUR-02")
    by_kind = {stop.kind: stop for stop in line_of(knots.knot_of(STANDARD).place_of(same), people.hoda.user)}
    assert by_kind[CRITERION].value == 2 and not by_kind[CRITERION].apart
    assert by_kind[EVALUATION].value == 3


def test_a_criterion_that_did_not_arise_was_not_judged(world):
    """Parisa's evaluation has the criterion, without any outcome."""
    assert counted(world, STANDARD, "saeed")[EVALUATION] == 1


def test_where_rights_end_the_knot_is_a_plain_word(world, client_for, narges, saeed):
    found = line(opened(client_for(narges), world.standard.get_absolute_url())[1])
    for kind in (QUESTION, CRITERION):
        _class, url, words, apart = found[kind]
        assert not url and not apart and not re.search(r"\d|[۰-۹]|هنوز", words)
    found = line(opened(client_for(saeed), world.evaluation.get_absolute_url())[1])
    assert found[REWARD][1:] == ("", "پاداش", "")


def test_a_lead_never_reads_of_the_rewards_of_a_team(world, client_for, saeed):
    address = reverse("rewards:chain_rewards")
    assert client_for(saeed).get(address, {"of": f"evaluation.{world.evaluation.key}"}).status_code == 403


def test_nobody_reads_through_a_place_that_is_not_theirs(world, client_for, kaveh):
    address, client = reverse("evaluations:chain_evaluations"), client_for(kaveh)
    for of in (f"evaluation.{world.evaluation.key}", f"reward.{world.row.key}", f"question.{world.question.key}"):
        assert client.get(reverse("playbook:chain_standards"), {"of": of}).status_code == 404
    for of in ("standard.nothing", "nothing.x", "standard", "lesson.no-uuid"):
        assert client.get(address, {"of": of}).status_code == 404


def test_the_quiz_shows_no_chain(world, client_for, narges):
    start_attempt(course=world.course, staff=narges, by=narges.user, at=NOW)
    attempt = world.course.attempts.get()
    page = opened(client_for(narges), reverse("training:question", args=[attempt.key, 1]))[1]
    assert "hv-chainline" not in page
    assert client_for(narges).get(reverse("training:question_preview", args=[world.question.key])).status_code != 200


def test_a_refused_quote_is_seen_by_authors_alone(world, client_for, narges, mina):
    world.quote.consent = "refused"
    world.quote.save()
    assert client_for(narges).get(world.quote.get_absolute_url()).status_code == 404
    assert opened(client_for(mina), world.quote.get_absolute_url())
    assert counted(world, STANDARD, "narges")[QUOTE] == 1
    assert counted(world, STANDARD, "mina")[QUOTE] == 2


def test_staff_read_a_quote_and_change_nothing(world, client_for, narges):
    client, address = client_for(narges), world.quote.get_absolute_url()
    assert "<textarea" not in opened(client, address)[1]
    assert client.post(address, {"quote": "x"}).status_code == 403


def test_a_settled_reward_keeps_the_evaluation_that_it_rests_on(world, people):
    """A correction that came later is not behind it; its own evaluation still leads to the reward, and back."""
    first = next(iter(given_answers(world.evaluation.scorecard)))
    new = actions.correct_evaluation(
        evaluation=world.evaluation,
        answers={first: given_answers(world.evaluation.scorecard, [7500, 5000, 10000])[first]},
        reason="اشتباه",
        by=people.saeed.user,
        at=LATER,
    )
    knot, behind = knots.knot_of(EVALUATION), place(world, REWARD)
    rows = knots.rows_of(knot, behind, knots.wordings_of_place(behind), people.narges.user)
    assert [row.key for row in rows] == [world.evaluation.key]
    rewards = {}
    for evaluation in (world.evaluation, new):
        stops = line_of(knot.place_of(Evaluation.objects.get(pk=evaluation.pk)), people.narges.user)
        rewards[evaluation.pk] = {stop.kind: stop.value for stop in stops}[REWARD]
    assert rewards == {world.evaluation.pk: 1, new.pk: 0}


def test_an_evaluation_leads_to_the_reward_so_far(world, clock, people):
    made.published_plan(world.old_evaluation.cycle, by=people.hoda.user, purpose="بهار", **made.RUNNING)
    stops = line_of(knots.knot_of(EVALUATION).place_of(world.old_evaluation), people.narges.user)
    (reward,) = [stop for stop in stops if stop.kind == REWARD]
    assert (reward.value, reward.url) == ("تا اینجا", reverse("rewards:mine"))


@pytest.mark.parametrize("kind", knots.KINDS)
def test_the_line_takes_two_queries(world, kind, django_assert_max_num_queries):
    for who in PERSONAS:
        user, at = getattr(world.people, who).user, place(world, kind)
        line_of(at, user)
        with django_assert_max_num_queries(2):
            line_of(at, user)


def test_lists_take_as_many_queries_for_one_row_as_for_many(world, client_for, hoda, mina, people):
    names = ("playbook:chain_quotes", "training:chain_lessons", "evaluations:chain_evaluations")
    addresses = [reverse(name) for name in (*names, "rewards:chain_rewards", "evaluations:chain_criteria")]
    addresses.append(f"{reverse('playbook:chain_quotes')}?of=standard.{world.standard.key}")
    client = client_for(hoda)

    def queries():
        found = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found.append(len(asked))
        return found

    few = queries()
    EvidenceLinkFactory.create_batch(5, code="DUR-01")
    another_lesson(world.standard)
    published_scorecard(world.standard.edition, code="third")
    assert queries() == few
    assert max(few) <= 15


def test_a_list_of_another_wording_says_so(world, client_for, hoda):
    place = knots.knot_of(STANDARD).place_of(world.standard)
    EvidenceLinkFactory(code="DUR-01")
    another_lesson(world.standard)
    url = knots.list_url(knots.knot_of(LESSON), place, other=True)
    assert OTHER in url
    assert opened(client_for(hoda), url)[0].redirect_chain  # one row: its page opens at once
    assert len(opened(client_for(hoda), knots.list_url(knots.knot_of(LESSON), place))[0].context["table"].rows) == 2


@pytest.mark.parametrize("name", ["old_lesson", "lesson"])
def test_a_lesson_leads_to_the_wording_that_it_cites(world, client_for, narges, name):
    lesson = getattr(world, name)
    expected = world.old if name == "old_lesson" else world.standard
    assert line(opened(client_for(narges), lesson.get_absolute_url())[1])[STANDARD][1] == expected.get_absolute_url()


def test_sitting_the_quiz_changes_nothing_of_the_chain(world, people):
    before = counted(world, STANDARD, "narges")
    sit(world.course, people.parisa, at=NOW)
    assert counted(world, STANDARD, "narges") == before


def test_stops_come_in_the_order_of_the_chain(world, people):
    assert [stop.kind for stop in line_of(place(world, STANDARD), people.mina.user)] == list(knots.KINDS)


def test_a_standard_whose_text_came_back_is_one_wording_again(world, people):
    last = edition_of(date(2026, 11, 10))
    row = last.standards.get(code="DUR-01")
    reseal_standard(row)
    stops = {stop.kind: stop for stop in line_of(knots.knot_of(STANDARD).place_of(row), people.hoda.user)}
    assert stops[LESSON].value == 1
    assert stops[LESSON].apart[0] == "۱ با متن ویرایش ۲"


def test_a_gap_of_the_matrix_is_mended_for_the_standard_itself(world, client_for, mina):
    """DUR-09 is new, about which nobody has anything; words that nobody linked yet wait in the inbox."""
    EvidenceFactory()
    FrozenStandardFactory(edition=world.standard.edition, code="DUR-09")
    page = opened(client_for(mina), reverse("playbook:coverage"))[1]
    red = re.search(r"DUR-09.*?</tr>", page, re.S)[0]
    words, lessons, questions, criteria = (
        unescape(url) for url in re.findall(r'class="red">\s*<a href="([^"]+)"', red)
    )
    client = client_for(mina)
    assert 'value="DUR-09"' in opened(client, words)[1]
    assert "DUR-09" in opened(client, lessons)[1]
    assert "DUR-09" in opened(client, criteria)[1]
    courses = opened(client, questions)[1]
    form = opened(client, unescape(re.search(r'<a class="hv-task" href="([^"]+)"', courses)[1]))[1]
    assert re.search(r'value="DUR-09"\s+checked', form)


LISTS = (
    ("playbook:chain_quotes", "mina"),
    ("playbook:chain_standards", "mina"),
    ("training:chain_lessons", "mina"),
    ("training:chain_questions", "mina"),
    ("evaluations:chain_criteria", "mina"),
    ("evaluations:chain_evaluations", "hoda"),
    ("rewards:chain_rewards", "hoda"),
)


@pytest.mark.parametrize(("address", "who"), LISTS)
def test_every_list_opens_and_each_row_begins_with_a_link_that_says_something(world, client_for, request, address, who):
    page = client_for(request.getfixturevalue(who)).get(reverse(address)).content.decode()
    rows = re.findall(r"<tr>(.*?)</tr>", page.split("<tbody>")[1], re.S)
    assert rows
    for row in rows:
        first = re.match(r'\s*<td[^>]*class="[^"]*\bk\b[^"]*".*?<a\b[^>]*>(.*?)</a>', row, re.S)
        assert first and re.sub(r"<[^>]*>|\s|—", "", first[1]), row
