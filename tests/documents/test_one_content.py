"""What was final is one content: every language and every later copy says the same (docs/adr/0025)."""

from datetime import date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from evaluations import actions
from evaluations.documents.record import PAPER
from evaluations.documents.summaries import find_person_summary, find_team_summary
from evaluations.models import Evaluation
from kit.audit.models import AuditEntry
from kit.documents import contents, kinds
from kit.documents.contents import content_of, fix_content, problems, settle_contents
from kit.documents.creation import make_paper
from kit.documents.kinds import paper_of
from kit.documents.models import DocumentContent, StoredDocument
from kit.documents.store import read_document, store_document
from kit.values.canonical import canonical_json, content_hash
from people.actions import change_organisation
from tests.documents.reading import attached, text_of
from tests.documents.scenes import LATER
from tests.factories import rewards as made_rewards
from tests.factories.evaluations import NOW, assign, document_of, open_cycle, published_scorecard, released
from tests.factories.playbook import frozen_edition
from tests.factories.training import CourseFactory
from training.models import Completion

MUCH_LATER = LATER + timedelta(days=40)


@pytest.fixture
def scene(people):
    """Three evaluations of Narges, the first of which is final; then a fourth is released that changes the mean."""
    card = published_scorecard(frozen_edition(standards=3))
    cycle = open_cycle(card.edition)
    asked = assign(cycle, subject=people.narges, evaluator=people.saeed, scorecard=card, wanted=4)
    first, *_rest = [released(asked, values) for values in ([10000, 5000, 10000], [7500, 10000, 5000], [5000] * 3)]
    return first, lambda: released(asked, [10000, 10000, 10000])


def again(evaluation):
    return Evaluation.objects.get(pk=evaluation.pk)


def final(evaluation):
    actions.finalise_due(on=date(2027, 1, 31), at=LATER)
    return again(evaluation)


def both_of(paper, thing, at=LATER):
    return [make_paper(paper, thing, language=language, at=at) for language in ("fa", "en")]


def same(documents):
    """Both carry the one content, which is all that they are drawn from."""
    first, second = (read_document(document) for document in documents)
    assert attached(first) == attached(second)
    [says] = attached(first).values()
    assert {document.content_hash for document in documents} == {content_hash(says)}
    return says


def test_two_languages_of_a_final_evaluation_say_the_same_numbers(people, scene):
    evaluation, one_more = scene
    evaluation = final(evaluation)
    persian = document_of(evaluation, "fa", at=LATER)
    one_more()
    change_organisation(by=people.hoda.user, at=LATER, target_score=6000)
    people.narges.family_name_en = "Rezaei"
    people.narges.save()
    english = document_of(again(evaluation), "en", at=MUCH_LATER)
    says = same([persian, english])
    assert (says["score"]["n"], says["target"]) == (3, 8500)
    text = text_of(read_document(english))
    assert "from 3 evaluations" in text and "Narges Ahmadi" in text


def test_what_a_final_evaluation_says_is_fixed_in_the_deed_that_ends_it(people, scene):
    evaluation, one_more = scene
    evaluation = final(evaluation)
    [content] = DocumentContent.objects.filter(object_key=evaluation.key)
    assert content.says["evaluation"]["state"] == "final" and content.fixed_at == LATER
    one_more()
    assert fix_content(PAPER, evaluation.key, at=MUCH_LATER) == content
    assert AuditEntry.objects.filter(verb="document.content_fixed", object_key=content.key).count() == 1


def test_what_was_voided_is_fixed_too(people, scene):
    evaluation, _more = scene
    actions.void_evaluation(evaluation=evaluation, reason="روز مرخصی", by=people.hoda.user, at=LATER)
    [content] = DocumentContent.objects.filter(object_key=evaluation.key)
    assert content.says["evaluation"]["is_void"] is True


def test_every_kind_of_final_document_says_the_same_in_both_languages(people, scene):
    evaluation, _more = scene
    course = CourseFactory(title_fa="خوشامد", title_en="Greeting")
    completion = Completion.objects.create(staff=people.narges, course=course, completed_on=date(2026, 11, 1))
    plan = made_rewards.published_plan(by=people.hoda.user, roles=[people.barista])
    standards = [{"code": "DUR-01", "weight": 3000, "earned": 1800}]
    with made_rewards.scores({people.narges: {"score": 8360, "standards": standards}}):
        row = made_rewards.frozen(plan, people.hoda.user, people.armin.user).rows.get(staff=people.narges)
    cycle, edition = evaluation.cycle, evaluation.edition
    things = [
        (PAPER, final(evaluation)),
        (paper_of("certificate"), paper_of("certificate").find(completion.key, None)),
        (paper_of("reward"), paper_of("reward").find(row.key, None)),
        (paper_of("cycle-summary"), find_person_summary(f"{cycle.key}.{people.narges.key}", None)),
        (paper_of("team-summary"), find_team_summary(f"{cycle.key}.{people.day_shift.key}", None)),
        (paper_of("edition"), edition),
    ]
    for paper, thing in things:
        persian = make_paper(paper, thing, language="fa", at=LATER)
        change_organisation(by=people.hoda.user, at=LATER, target_score=5000, shows_toman=False, name_en="Other Ltd")
        people.barista.name_en = f"Renamed {paper.kind}"
        people.barista.save()
        english = make_paper(paper, paper.find(thing.key, None) or thing, language="en", at=MUCH_LATER)
        same([persian, english])
        assert "Renamed" not in text_of(read_document(english)) or "Renamed" in canonical_json(_says(english))
    assert list(problems()) == []


def _says(document):
    [says] = attached(read_document(document)).values()
    return says


def old_document(evaluation, language, at):
    """As release 0.1.2 kept it: drawn from what stood then, with no content beside it."""
    state = content_hash(PAPER.state(evaluation))
    given = {"kind": "evaluation", "object_key": evaluation.key, "title": "x", "source_hash": state}
    return store_document(language=language, pdf=b"%PDF " + language.encode(), at=at, **given)


def without_content(evaluation):
    DocumentContent.objects.filter(object_key=evaluation.key).delete()


def test_of_documents_that_disagree_the_one_made_first_stands(people, scene, django_capture_on_commit_callbacks):
    evaluation, one_more = scene
    evaluation = final(evaluation)
    without_content(evaluation)
    first = old_document(evaluation, "fa", NOW + timedelta(hours=1))
    one_more()
    Evaluation.objects.exclude(state="final").update(released_at=NOW + timedelta(days=3))
    wrong = old_document(evaluation, "en", NOW + timedelta(days=5))
    Evaluation.objects.filter(pk=evaluation.pk).update(final_at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        settle_contents(at=LATER)
    [content] = DocumentContent.objects.filter(object_key=evaluation.key)
    assert (content.says["score"]["n"], content.first_code) == (3, first.code)
    first.refresh_from_db(), wrong.refresh_from_db()
    assert first.withdrawn_at is None and wrong.withdrawn_at == LATER
    assert AuditEntry.objects.get(verb="document.set_aside").detail["first"] == first.code
    assert wrong.superseded_by.content_hash == content.content_hash
    text = text_of(read_document(wrong.superseded_by))
    assert first.code in text and "from 3 evaluations" in text
    settle_contents(at=MUCH_LATER)
    assert DocumentContent.objects.filter(object_key=evaluation.key).count() == 1


def test_documents_that_agree_stay_as_they_are(people, scene):
    evaluation = final(scene[0])
    without_content(evaluation)
    pair = [old_document(evaluation, language, LATER) for language in ("fa", "en")]
    settle_contents(at=MUCH_LATER)
    for document in pair:
        assert StoredDocument.objects.get(pk=document.pk).withdrawn_at is None


def test_verify_names_a_content_that_was_changed_and_a_document_that_says_something_else(people, scene):
    evaluation = final(scene[0])
    document = document_of(evaluation, "fa", at=LATER)
    assert list(problems()) == []
    StoredDocument.objects.filter(pk=document.pk).update(content_hash="0" * 64)
    [problem] = problems()
    assert f"document {document.code} says something else" in problem
    content = content_of(PAPER, evaluation, at=LATER)
    DocumentContent.objects.filter(pk=content.pk).update(says=content.says | {"target": 1})
    [problem] = [row for row in problems() if evaluation.key in row]
    assert "changed after it was fixed" in problem


def test_the_public_page_says_whether_the_content_stands(client, people, scene):
    evaluation = final(scene[0])
    document = document_of(evaluation, "en", at=LATER)
    page = client.get(document.get_absolute_url()).content.decode()
    assert document.content_hash[:8] in page and "What it says" in page
    content = content_of(PAPER, evaluation, at=LATER)
    DocumentContent.objects.filter(pk=content.pk).update(says=content.says | {"target": 1})
    assert "no longer what was fixed" in client.get(document.get_absolute_url()).content.decode()


# The language that nobody made is asked for by opening it


def door(name, kind, thing, language="en"):
    return reverse(f"kit:{name}", args=[kind, thing.key, language])


@pytest.fixture
def asked(monkeypatch):
    """What was given to the worker."""
    found = []

    class Queue:
        def enqueue(self, *what):
            found.append(what)

    monkeypatch.setattr("kit.documents.queue._drawn_by", [type("T", (), {"using": lambda **options: Queue()})])
    return found


@pytest.mark.parametrize("kind", ["evaluation", "edition"])
def test_opening_asks_for_it_once(client_for, people, scene, asked, kind):
    evaluation = scene[0]
    thing = evaluation if kind == "evaluation" else evaluation.edition
    client = client_for(people.narges)
    page = client.get(door("paper", kind, thing)).content.decode()
    assert f'data-hx-post="{door("make_paper", kind, thing)}"' in page and 'data-hx-trigger="load, every 60s"' in page
    assert f'data-hx-get="{door("paper_ready", kind, thing)}"' in page
    assert asked == []
    for opened in (client, client_for(people.saeed)):
        assert opened.post(door("make_paper", kind, thing), headers={"HX-Request": "true"}).status_code == 204
    assert asked == [(kind, thing.key, "en")]
    cache.clear()
    client.post(door("make_paper", kind, thing))
    assert len(asked) == 2


def test_who_asks_for_too_many_waits(client_for, people, scene, asked, monkeypatch):
    monkeypatch.setattr("kit.documents.downloads.MOST_IN_A_MINUTE", 0)
    answer = client_for(people.narges).post(door("make_paper", "evaluation", scene[0]))
    assert answer.status_code == 429 and asked == []
    assert 'data-hx-trigger="load' not in answer.content.decode()


def test_a_content_is_fixed_once_though_two_ask_at_once(people, scene, monkeypatch):
    evaluation = scene[0]
    thing = PAPER.find(evaluation.key, None)
    first = content_of(PAPER, thing, at=LATER)
    monkeypatch.setattr(contents.DocumentContent.objects, "filter", lambda **where: DocumentContent.objects.none())
    assert contents._fix(PAPER, thing, contents._state(PAPER, thing), MUCH_LATER) == first
    assert kinds.paper_of("evaluation") is PAPER and isinstance(first.fixed_at, datetime)


def test_the_command_makes_and_compares_both_languages(people, scene, capsys):
    evaluation = final(scene[0])
    document_of(evaluation, "fa", at=LATER)
    call_command("compare_documents", "evaluation")
    assert "3 documents say the same in fa and en." in capsys.readouterr().out
    content = content_of(PAPER, evaluation, at=LATER)
    DocumentContent.objects.filter(pk=content.pk).update(says=content.says | {"target": 1})
    with pytest.raises(CommandError, match="1 of 3"):
        call_command("compare_documents", "evaluation")
