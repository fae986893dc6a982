"""The pages, walked by the people who use them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluations.models import Answer, Evaluation, EvaluationEvidence
from tests.factories.evaluations import (
    assign,
    draft,
    given_answers,
    open_cycle,
    published_scorecard,
    released,
    submitted,
)
from tests.factories.playbook import frozen_edition
from tests.safety.pictures import picture
from tests.worlds import built_once


@built_once
def assignment(people):
    return assign(open_cycle(), subject=people.narges, evaluator=people.saeed)


def posted(evaluation, values=None, comment="دیدم.", version=None):
    """What a browser sends for the whole form."""
    data = {"version": version or Evaluation.objects.get(pk=evaluation.pk).version}
    for key, given in given_answers(evaluation.scorecard, values, comment).items():
        data |= {f"o-{key}": given.outcome or "na", f"c-{key}": given.comment}
    return data


def test_saeed_fills_and_hands_in_without_script(client_for, people, assignment):
    client = client_for(people.saeed)
    page = client.post(reverse("evaluations:start", args=[assignment.key]))
    evaluation = Evaluation.objects.get()
    assert page.url == reverse("evaluations:fill", args=[evaluation.key])
    assert client.get(page.url).status_code == 200
    answer = client.post(page.url, posted(evaluation, [10000, 7500, None]) | {"submit": "1"})
    assert answer.url == reverse("evaluations:to_do")
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.score) == ("submitted", 8750)


def test_what_is_missing_is_named_and_the_rest_is_saved(client_for, people, assignment):
    evaluation = draft(assignment)
    data = posted(evaluation, [5000, 10000, 10000], comment="") | {"submit": "1"}
    data.pop(list(data)[3])
    page = client_for(people.saeed).post(reverse("evaluations:fill", args=[evaluation.key]), data)
    assert page.status_code == 422
    assert [item.lacks for item in page.context["page"].lacking] == [["بنویسید چه دیدید."], ["یک نتیجه انتخاب کنید."]]
    assert Answer.objects.answered().count() == 2


def test_autosave_answers_with_the_new_version(client_for, people, assignment):
    evaluation = draft(assignment)
    url = reverse("evaluations:save", args=[evaluation.key])
    client = client_for(people.saeed)
    assert client.post(url, posted(evaluation, [0, 0, 0], version=1)).json()["version"] == 2
    stale = client.post(url, posted(evaluation, [10000, 0, 0], "دیگر", version=1))
    assert stale.status_code == 409
    theirs = stale.json()
    assert theirs["version"] == 2
    assert {row["comment"] for row in theirs["answers"].values()} == {"دیدم."}
    assert set(Answer.objects.values_list("value", flat=True)) == {0}


def test_conflict_without_script_keeps_both_texts(client_for, people, assignment):
    evaluation = draft(assignment)
    url = reverse("evaluations:fill", args=[evaluation.key])
    client = client_for(people.saeed)
    client.post(url, posted(evaluation, comment="نوشتهٔ تلفن", version=1))
    page = client.post(url, posted(evaluation, comment="نوشتهٔ رایانه", version=1))
    assert page.status_code == 409
    assert page.content.decode().count("نوشتهٔ تلفن") == 3
    assert page.content.decode().count("نوشتهٔ رایانه") == 3
    again = client.post(url, posted(evaluation, comment="نوشتهٔ رایانه", version=2))
    assert again.status_code == 302


def test_forged_fields_change_nothing(client_for, people, assignment):
    evaluation = draft(assignment)
    data = posted(evaluation, version=1) | {"state": "released", "score": "10000", "evaluator": people.kaveh.pk}
    client_for(people.saeed).post(reverse("evaluations:save", args=[evaluation.key]), data)
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.score, evaluation.evaluator) == ("draft", None, people.saeed)


def test_evidence_must_be_what_it_says(client_for, people, assignment):
    evaluation = draft(assignment)
    criterion = next(iter(given_answers(evaluation.scorecard)))
    url = reverse("evaluations:add_evidence", args=[evaluation.key, criterion])
    client = client_for(people.saeed)
    wrong = client.post(url, {"file": SimpleUploadedFile("a.png", b"<svg onload=alert(1)>", "image/png")})
    assert wrong.status_code == 422
    right = client.post(url, {"file": SimpleUploadedFile("a.png", picture())})
    assert right.status_code == 200
    row = EvaluationEvidence.objects.get()
    assert "a.png" not in row.object_key
    seen = client.get(reverse("evaluations:evidence", args=[row.key]))
    assert (seen.status_code, seen["Content-Type"]) == (200, "image/png")


def test_narges_reads_acknowledges_and_objects(client_for, people, assignment):
    evaluation = released(assignment, [0, 10000, None])
    client = client_for(people.narges)
    url = evaluation.get_absolute_url()
    assert client.get(url).status_code == 200
    assert client.get(reverse("evaluations:mine")).status_code == 200
    client.post(reverse("evaluations:seen", args=[evaluation.key]))
    client.post(reverse("evaluations:acknowledge", args=[evaluation.key]))
    evaluation.refresh_from_db()
    assert evaluation.state == "acknowledged"
    criterion = next(iter(given_answers(evaluation.scorecard)))
    objection = reverse("evaluations:dispute", args=[evaluation.key])
    assert client.post(objection, {f"d-{criterion}": "on"}).status_code == 422
    client.post(objection, {f"d-{criterion}": "on", f"r-{criterion}": "نبودم."})
    evaluation.refresh_from_db()
    assert evaluation.state == "disputed"
    dispute = evaluation.disputes.get()
    page = reverse("evaluations:dispute_detail", args=[dispute.key])
    data = posted(evaluation, [10000, 10000, None]) | {"decision": "accepted", "resolution": "درست است."}
    assert client_for(people.hoda).post(page, data).status_code == 302
    assert Evaluation.objects.get(is_current=True).score == 10000


def test_nobody_sees_an_unreleased_evaluation_of_themselves(people):
    cycle = open_cycle()
    rows = [submitted(assign(cycle, subject=who, evaluator=people.mina)) for who in (people.saeed, people.hoda)]
    for row, who in zip(rows, (people.saeed, people.hoda), strict=True):
        assert not Evaluation.objects.visible_to(who.user).filter(pk=row.pk).exists()


@pytest.mark.parametrize("page", ["list", "mine", "to_do", "cycle", "evaluation"])
def test_queries_do_not_grow_with_rows(client_for, people, page):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    cycle = open_cycle()
    first = released(assign(cycle, subject=people.narges, evaluator=people.saeed, wanted=9))
    args = {"cycle": [cycle.key], "evaluation": [first.key]}.get(page, [])
    who = {"mine": people.narges, "evaluation": people.narges, "to_do": people.saeed}.get(page, people.hoda)
    client, url = client_for(who), reverse(f"evaluations:{page}", args=args)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    count()
    few = count()
    for _ in range(3):
        released(first.assignment)
    submitted(assign(cycle, subject=people.parisa, evaluator=people.saeed, wanted=3))
    assert count() == few


def test_fill_page_queries_do_not_grow_with_criteria(client_for, people):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for standards in (2, 12):
        cycle = open_cycle(frozen_edition(standards=standards))
        published_scorecard(cycle.edition, code=f"card-{standards}")
        evaluation = draft(assign(cycle, subject=people.narges, evaluator=people.saeed))
        client, url = client_for(people.saeed), reverse("evaluations:fill", args=[evaluation.key])
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 20
