"""Who may open which page of evaluations. Narges is evaluated by her lead Saeed; one result is released, one not."""

from datetime import UTC, datetime
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile

from evaluations import actions
from evaluations.importing.tables import PAST
from evaluations.models import ImportBatch
from kit.importing.uploads import open_upload
from tests.access import Row, everyone, only
from tests.factories.evaluations import (
    NOW,
    assign,
    draft,
    drafted_scorecard,
    five_steps,
    given_answers,
    open_cycle,
    published_scorecard,
    released,
    submitted,
)


def build(people):
    scale = five_steps()
    cycle = open_cycle()
    card = published_scorecard(cycle.edition)
    mine = assign(cycle, subject=people.narges, evaluator=people.saeed, scorecard=card)
    other = assign(cycle, subject=people.parisa, evaluator=people.saeed, scorecard=card, wanted=2)
    result = released(mine)
    handed_in = submitted(other)
    open_draft = draft(other)
    disputed = released(assign(cycle, subject=people.kaveh, evaluator=people.mina, scorecard=card))
    first = next(iter(given_answers(card)))
    dispute = actions.open_dispute(evaluation=disputed, points={first: "چرا؟"}, by=people.kaveh.user, at=NOW)
    evidence = actions.add_evidence(
        evaluation=open_draft,
        criterion=card.sections.first().criteria.first(),
        name="a.pdf",
        content_type="application/pdf",
        content=b"%PDF-1",
        by=people.saeed.user,
        at=NOW,
    )
    batch = ImportBatch.objects.create(
        source="past.csv", file_hash="0" * 64, mapping_hash="0" * 64, scorecard=card, cycle=cycle, imported_at=NOW
    )
    brought = SimpleUploadedFile("past.csv", b"code,name\n1,a\n")
    return SimpleNamespace(
        batch=batch,
        upload=open_upload(brought, PAST, by=people.hoda.user, at=datetime.now(UTC)),
        cycle=cycle,
        card=card,
        scale=scale,
        draft_card=drafted_scorecard(cycle.edition, code="other"),
        assignment=other,
        released=result,
        submitted=handed_in,
        draft=open_draft,
        dispute=dispute,
        evidence=evidence,
        criterion=first,
    )


def key(name):
    return lambda w: {"key": getattr(w.evaluations, name).key}


def brought(w):
    return {"name": w.evaluations.upload.name}


def with_criterion(name):
    return lambda w: {"key": getattr(w.evaluations, name).key, "criterion": w.evaluations.criterion}


def in_persian(name):
    return lambda w: {"key": getattr(w.evaluations, name).key, "language": "fa"}


def summary(kind, name):
    def args(w):
        return {"kind": kind, "key": f"{w.evaluations.cycle.key}.{getattr(w, name).key}", "language": "fa"}

    return args


readers = ("narges", "saeed", "hoda")
ROWS = [
    Row("evaluations:list"),
    Row("evaluations:mine"),
    Row("evaluations:chain_evaluations"),
    Row("evaluations:chain_criteria", get=only("mina", "hoda")),
    Row("evaluations:criterion", args=lambda w: {"key": w.evaluations.criterion}, get=only("mina", "hoda")),
    Row("evaluations:to_do"),
    Row("evaluations:start", args=key("assignment"), get=405, post=only("saeed", status=302, others=404)),
    Row("evaluations:disputes"),
    Row("evaluations:dispute_detail", args=key("dispute"), get=only("kaveh", "mina", "hoda", others=404),
        post={**everyone(404), "kaveh": 403, "mina": 403, "hoda": 422}),
    Row("evaluations:withdraw", args=key("dispute"), get=405, post=only("kaveh", status=302, others=404)),
    Row("evaluations:import", get=only("hoda"), post=only("hoda", status=422)),
    Row("evaluations:import_saved", get=only("hoda"), post=only("hoda", status=404)),
    Row("evaluations:imported", args=key("batch"), get=only("hoda"), post=405),
    Row("evaluations:import_columns", args=brought, get=only("hoda"), post=only("hoda", status=422)),
    Row("evaluations:import_mapping", args=brought, get=only("hoda", status=302), post=405),
    Row("evaluations:import_preview", args=brought, get=only("hoda", status=302), post=only("hoda", status=302)),
    Row("evaluations:import_confirm", args=brought, get=405, post=only("hoda", status=302)),
    Row("evaluations:import_wrong", args=brought, get=only("hoda", status=302), post=405),
    Row("evaluations:cycles", get=only("hoda")),
    Row("evaluations:cycle_new", get=only("hoda"), post=only("hoda", status=422)),
    Row("evaluations:cycle", args=key("cycle"), get=only("hoda")),
    Row("evaluations:cycle_assign", args=key("cycle"), get=405, post=only("hoda", status=422)),
    Row("evaluations:assign_many", args=key("cycle"), get=only("hoda"), post=only("hoda", status=422)),
    Row("evaluations:without_evaluator", get=only("hoda")),
    Row("evaluations:hand_on", get=405, post=only("hoda", status=302, others=404)),
    Row("evaluations:hand_on_proposed", get=405, post=only("hoda", status=302)),
    Row("evaluations:hand_on_mine"),
    Row("evaluations:cycle_assign_one", args=key("cycle"), get=405, post=only("hoda", status=422)),
    Row("evaluations:cycle_release", args=key("cycle"), get=405, post=only("hoda", status=302)),
    Row("evaluations:cycle_close", args=key("cycle"), get=405, post=only("hoda", status=302)),
    Row(
        "evaluations:criterion_for",
        args=lambda w: (w.playbook.standard.code,),
        get=only("mina", "hoda"),
        post=only("mina", "hoda", status=302),
    ),
    Row("evaluations:scorecards", get=only("mina", "hoda")),
    Row("evaluations:scorecard_new", get=only("mina", "hoda"), post=only("mina", "hoda", status=422)),
    Row("evaluations:scorecard", args=key("card"), get=only("mina", "hoda")),
    Row("evaluations:scorecard_edit", args=key("draft_card"), get=only("mina", "hoda"),
        post=only("mina", "hoda", status=422)),
    Row("evaluations:scorecard_publish", args=key("draft_card"), get=405, post=only("mina", "hoda", status=302)),
    Row("evaluations:scorecard_retire", args=key("card"), get=405, post=only("mina", "hoda", status=302)),
    Row("evaluations:scorecard_next_version", args=key("card"), get=405, post=only("mina", "hoda", status=302)),
    Row("evaluations:scales", get=only("mina", "hoda")),
    Row("evaluations:new_scale", get=only("mina", "hoda"), post=only("mina", "hoda", status=422)),
    Row("evaluations:usual_scale", get=405, post=only("mina", "hoda", status=302)),
    Row("evaluations:scale", args=key("scale"), get=only("mina", "hoda")),
    Row("evaluations:scale_change", args=key("scale"), get=only("mina", "hoda"),
        post=only("mina", "hoda", status=422)),
    Row("evaluations:scale_retire", args=key("scale"), get=405, post=only("mina", "hoda", status=302)),
    Row("evaluations:evidence", args=key("evidence"), get=only("saeed", others=404)),
    Row("evaluations:evaluation", args=key("released"), get=only(*readers, others=404)),
    Row("evaluations:evaluation", case="handed in", args=key("submitted"), get=only("saeed", "hoda", others=404)),
    Row("evaluations:evaluation", case="draft", args=key("draft"), get=only("saeed", status=302, others=404)),
    Row("evaluations:fill", args=key("draft"), get=only("saeed", others=404),
        post=only("saeed", status=422, others=404)),
    Row("evaluations:save", args=key("draft"), get=405, post=only("saeed", status=422, others=404)),
    Row("evaluations:add_evidence", args=with_criterion("draft"), get=405,
        post=only("saeed", status=422, others=404)),
    Row("evaluations:standard_text", args=with_criterion("released"), get=only(*readers, others=404)),
    Row("evaluations:release", args=key("submitted"), get=405,
        post={**everyone(404), "saeed": 403, "hoda": 302}),
    Row("evaluations:seen", args=key("released"), get=405, post=only("narges", status=204, others=404)),
    Row("evaluations:acknowledge", args=key("released"), get=405, post=only("narges", status=302, others=404)),
    Row("evaluations:dispute", args=key("released"), get=only("narges", others=404),
        post=only("narges", status=422, others=404)),
    Row("evaluations:correct", args=key("released"), get={**everyone(404), "narges": 403, "saeed": 200, "hoda": 200},
        post={**everyone(404), "narges": 403, "saeed": 422, "hoda": 422}),
    Row("evaluations:document", args=in_persian("released"), get=only(*readers, others=404)),
    Row("evaluations:document", case="handed in", args=in_persian("submitted"), get=404),
    Row("evaluations:cycle_documents", args=in_persian("cycle"), get=405, post=only("hoda", status=302)),
    Row("evaluations:summary_documents", args=in_persian("cycle"), get=405, post=only("hoda", status=302)),
    Row("evaluations:list_documents", get=405, post=only("hoda", status=302),
        data=lambda w: {"scope": "all", "language": "fa"}),
    Row("evaluations:cycle_summaries", args=key("cycle"),
        get=only("narges", "parisa", "saeed", "kaveh", "mina", "hoda", others=404)),
    Row("kit:paper", case="summary of a person", args=summary("cycle-summary", "narges"),
        get=only(*readers, others=404)),
    Row("kit:paper", case="evaluation", args=lambda w: in_persian("released")(w) | {"kind": "evaluation"},
        get=only(*readers, others=404)),
    Row("kit:paper", case="evaluation that is handed in",
        args=lambda w: in_persian("submitted")(w) | {"kind": "evaluation"}, get=404),
    Row("kit:paper", case="summary of a team", args=summary("team-summary", "day_shift"),
        get=only("saeed", "hoda", others=404)),
    Row("kit:make_paper", case="summary of a person", args=summary("cycle-summary", "narges"), get=405,
        post=only(*readers, status=302, others=404)),
    Row("evaluations:void", args=key("submitted"), get=only("saeed", "hoda", others=404),
        post=only("saeed", "hoda", status=422, others=404)),
]  # fmt: skip
