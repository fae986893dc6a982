"""Below its threshold a source is hidden and left out: three colleagues, four from below. Nobody can work out what a
single colleague said, by whichever door: the list, the page, the PDF, the search, the figures."""

import pytest
from django.urls import reverse

from evaluations import actions
from evaluations.actions.answers import GivenAnswer
from evaluations.duties import duties_for
from evaluations.models import CriterionSummary, CycleSource, Evaluation
from evaluations.records.criterion_summaries import summary_differences
from evaluations.results.scores import person_score, person_scores, standard_scores
from home.shell.counts import waiting_counts
from tests.factories.evaluations import NOW, assign, open_cycle, published_scorecard, released, submitted
from tests.factories.people import StaffFactory
from tests.worlds import built_once

BAD = [0, 0, 0]


@built_once
def cycle(people):
    cycle = open_cycle()
    published_scorecard(cycle.edition, criteria={"critical": "all"})
    CycleSource.objects.filter(cycle=cycle).delete()
    for source, weight, threshold in (("lead", 60, 1), ("peer", 30, 3), ("upward", 30, 4)):
        CycleSource.objects.create(cycle=cycle, source=source, weight=weight, threshold=threshold)
    released(assign(cycle, subject=people.narges, evaluator=people.saeed))
    return cycle


@built_once
def colleagues(people):
    return [people.parisa, *StaffFactory.create_batch(4, team=people.day_shift, job_role=people.barista)]


def speak(cycle, people, who, source="peer", do=released):
    return [do(assign(cycle, subject=people.narges, evaluator=one, source=source), BAD) for one in who]


def corrected(row, people):
    given = {row.scorecard.sections.first().criteria.first().key: GivenAnswer(is_na=True, comment="x")}
    return actions.correct_evaluation(evaluation=row, answers=given, reason="x", by=people.hoda.user, at=NOW)


def seen(rows, *who):
    """How many of the rows each of them sees."""
    keys = [row.pk for row in rows]
    return [Evaluation.objects.visible_to(one.user).filter(pk__in=keys).count() for one in who]


@pytest.mark.parametrize(("source", "enough"), [("peer", 3), ("upward", 4)])
def test_one_fewer_than_the_threshold_is_hidden_and_enough_is_not(source, enough, cycle, people, colleagues):
    rows = speak(cycle, people, colleagues[: enough - 1], source)
    # The subject, the lead, HR, and a colleague, who sees what they wrote themselves.
    who = (people.narges, people.saeed, people.hoda, people.parisa)
    assert seen(rows, *who) == [0, 0, enough - 1, 1]
    rows += speak(cycle, people, colleagues[enough - 1 : enough], source)
    assert seen(rows, *who) == [enough, enough, enough, 1]
    # One that counts no more hides the others again.
    actions.void_evaluation(evaluation=rows[0], reason="x", by=people.hoda.user, at=NOW)
    assert seen(rows[1:], *who) == [0, 0, enough - 1, 0]


def test_a_correction_of_one_hides_nobody(cycle, people, colleagues):
    rows = speak(cycle, people, colleagues[:3])
    new = corrected(rows[0], people)
    assert seen([*rows, new], people.narges, people.saeed) == [4, 4]


def test_hr_who_is_judged_is_a_subject_like_others(people, colleagues, cycle):
    row = released(assign(cycle, subject=people.hoda, evaluator=people.parisa, source="peer"), BAD)
    assert seen([row], people.hoda) == [0]


def test_the_lead_sees_what_was_handed_in_by_enough(cycle, people, colleagues):
    rows = speak(cycle, people, colleagues[:2], do=submitted)
    assert seen(rows, people.saeed, people.narges, people.hoda) == [0, 0, 2]
    rows += speak(cycle, people, colleagues[2:3], do=submitted)
    assert seen(rows, people.saeed, people.narges, people.hoda) == [3, 0, 3]


def test_no_door_opens_to_it(cycle, people, colleagues, client_for):
    (row, _other) = speak(cycle, people, colleagues[:2])
    for who in (people.narges, people.saeed):
        client = client_for(who)
        for url in (row.get_absolute_url(), reverse("evaluations:document", args=[row.key, "fa"])):
            assert client.get(url).status_code == 404, url
        for url in (
            "/evaluations/",
            f"/search/?q={row.number}",
            "/evaluations/mine/",
            "/evaluations/chain/evaluations/",
        ):
            assert row.key not in client.get(url, follow=True).content.decode(), url
        export = client.get("/evaluations/", {"_export": "csv"})
        assert row.number.encode() not in b"".join(export)
    assert row.number in client_for(people.hoda).get("/evaluations/").content.decode()


def test_nobody_is_asked_to_read_what_is_hidden(cycle, people, colleagues):
    def told():
        return people.narges.user.notices.filter(kind="evaluations.released").count()

    before = told(), waiting_counts(people.narges.user)["my_evaluations"], len(to_read(people))
    speak(cycle, people, colleagues[:2])
    assert (told(), waiting_counts(people.narges.user)["my_evaluations"], len(to_read(people))) == before
    speak(cycle, people, colleagues[2:3])
    after = told(), waiting_counts(people.narges.user)["my_evaluations"], len(to_read(people))
    assert after == tuple(number + 3 for number in before)
    speak(cycle, people, colleagues[3:4])
    assert told() == after[0] + 1


def test_nobody_hears_of_a_correction_or_an_end_of_what_is_hidden(cycle, people, colleagues):
    first, second = speak(cycle, people, colleagues[:2])
    before = people.narges.user.notices.count()
    corrected(first, people)
    actions.void_evaluation(evaluation=second, reason="x", by=people.hoda.user, at=NOW)
    assert people.narges.user.notices.count() == before


def test_what_is_objected_to_stays_with_its_subject(cycle, people, colleagues):
    first, second, third = speak(cycle, people, colleagues[:3])
    point = {first.scorecard.sections.first().criteria.first().key: "x"}
    actions.open_dispute(evaluation=first, points=point, by=people.narges.user, at=NOW)
    actions.void_evaluation(evaluation=second, reason="x", by=people.hoda.user, at=NOW)
    assert seen([first], people.narges, people.saeed) == [1, 0]
    assert seen([second, third], people.narges) == [0]


def to_read(people):
    return [duty for duty in duties_for(people.narges, NOW.date()) if duty.kind == "evaluations.read"]


def test_no_figure_rests_on_it(cycle, people, colleagues):
    def figures():
        score = person_scores(cycle, [people.narges.pk])[people.narges.pk]
        assert person_score(cycle, people.narges) == score
        means = [(row.code, row.score, row.n) for row in standard_scores(cycle, [people.day_shift.pk])]
        return score, means

    before = figures()
    assert not before[0].has_fail
    speak(cycle, people, colleagues[:2])
    assert figures() == before
    speak(cycle, people, colleagues[2:3])
    score, means = figures()
    assert score.has_fail and {n for _code, _score, n in means} == {4}
    assert summary_differences() == []


def test_another_team_of_the_same_person_is_summed_anew(cycle, people, colleagues):
    rows = speak(cycle, people, colleagues[:2])
    Evaluation.objects.filter(pk=rows[0].pk).update(team=people.office)
    speak(cycle, people, colleagues[2:3])
    assert CriterionSummary.objects.filter(team=people.office).exists()
    assert summary_differences() == []


def test_the_lead_still_has_the_summaries(cycle, people, colleagues, client_for):
    speak(cycle, people, colleagues[:2])
    page = client_for(people.saeed).get(reverse("evaluations:cycle_summaries", args=[cycle.key])).content.decode()
    assert f"{cycle.key}.{people.narges.key}" in page
    assert f"{cycle.key}.{people.day_shift.key}" in page


def test_queries_do_not_grow_with_the_colleagues(cycle, people, colleagues, client_for, django_assert_max_num_queries):
    client = client_for(people.saeed)
    client.get("/evaluations/")
    with django_assert_max_num_queries(100) as first:
        client.get("/evaluations/")
    speak(cycle, people, colleagues)
    with django_assert_max_num_queries(len(first)):
        client.get("/evaluations/")
