"""How the log reads where it speaks of evaluations."""

from django.utils.translation import gettext_lazy as _

from kit.audit.labels import Fact, Thing, leave_out, own_page, register_deeds, register_facts, register_things


def _title(row):
    return row.title


register_things(
    Thing(
        "evaluations.Evaluation",
        _("an evaluation"),
        _("the evaluation %(name)s"),
        lambda row: row.number or "",
        url=own_page,
        search=("number",),
    ),
    Thing(
        "evaluations.Dispute",
        _("an objection"),
        _("the objection to the evaluation %(name)s"),
        lambda row: row.evaluation.number or "",
        also=("evaluation",),
        url=own_page,
        search=("evaluation__number",),
    ),
    Thing(
        "evaluations.Cycle",
        _("a cycle"),
        _("the cycle “%(name)s”"),
        _title,
        url=own_page,
        opens="evaluations.view_cycle",
        search=("title_fa", "title_en"),
    ),
    Thing(
        "evaluations.Scorecard",
        _("a scorecard"),
        _("the scorecard “%(name)s”"),
        _title,
        url=own_page,
        opens="evaluations.view_scorecard",
        search=("title_fa", "title_en", "code"),
    ),
    Thing(
        "evaluations.Scale",
        _("a scale"),
        _("the scale “%(name)s”"),
        lambda row: row.name,
        url=own_page,
        opens="evaluations.view_scale",
        search=("name_fa", "name_en"),
    ),
    Thing(
        "evaluations.HandedOn",
        _("an unfinished evaluation"),
        _("the unfinished evaluation of %(name)s"),
        lambda row: row.assignment.subject.name,
        also=("assignment__subject",),
    ),
    Thing("evaluations.ImportBatch", _("evaluations of the past"), _("evaluations from “%(name)s”"), str),
)
register_deeds(
    "evaluations",
    _("Evaluations"),
    {
        "evaluation.started": _("%(who)s began %(on)s."),
        "evaluation.saved": _("%(who)s saved %(on)s."),
        "evaluation.submitted": _("%(who)s handed in %(on)s."),
        "evaluation.released": _("%(who)s released %(on)s."),
        "evaluation.seen": _("%(who)s opened %(on)s for the first time."),
        "evaluation.acknowledged": _("%(who)s said that they have read %(on)s."),
        "evaluation.finalised": _("%(on)s became final."),
        "evaluation.corrected": _("%(who)s corrected with %(on)s what was released before."),
        "evaluation.voided": _("%(who)s declared %(on)s void."),
        "evaluation.disputed": _("%(who)s objected to %(on)s."),
        "evaluation.evidence_added": _("%(who)s added a picture or file to %(on)s."),
        "evaluation.evidence_removed": _("%(who)s removed a picture or file from %(on)s."),
        "evaluation.handed_on": _("%(who)s decided in whose hands %(on)s is from now on."),
        "evaluation.team_followed": _("%(on)s was put under the team of its day."),
        "evaluations.imported": _("%(who)s read in %(on)s."),
        "evaluations.sealed": _("%(who)s sealed %(on)s."),
        "dispute.accepted": _("%(who)s accepted %(on)s."),
        "dispute.rejected": _("%(who)s rejected %(on)s."),
        "dispute.withdrawn": _("%(who)s took back %(on)s."),
        "evaluator.reminded": _("%(who)s reminded %(on)s of evaluations that wait."),
    },
)
register_deeds(
    "cycles",
    _("Cycles and scorecards"),
    {
        "cycle.opened": _("%(who)s opened %(on)s."),
        "cycle.assigned": _("%(who)s said who evaluates whom in %(on)s."),
        "cycle.closed": _("%(who)s closed %(on)s."),
        "cycle.imported": _("%(who)s read in %(on)s."),
        "cycle.documents_exported": _("%(who)s had all documents of %(on)s made."),
        "cycle.summaries_exported": _("%(who)s had all summaries of %(on)s made."),
        "scale.created": _("%(who)s made %(on)s."),
        "scale.changed": _("%(who)s changed %(on)s."),
        "scale.retired": _("%(who)s retired %(on)s."),
        "scorecard.drafted": _("%(who)s began %(on)s."),
        "scorecard.edited": _("%(who)s changed the draft of %(on)s."),
        "scorecard.published": _("%(who)s published %(on)s."),
        "scorecard.retired": _("%(who)s retired %(on)s."),
        "scorecard.moved": _("%(who)s took %(on)s to the new edition."),
        "scorecard.carried": _("%(on)s followed the new edition by itself."),
        "scorecard.superseded": _("A newer version took the place of %(on)s."),
    },
)
register_facts(
    {
        "evaluation": Fact(_("Evaluation")),
        "corrects": Fact(_("Corrects")),
        "subject": Fact(_("About"), of="people.StaffMember"),
        "evaluator": Fact(_("Evaluated by"), of="people.StaffMember"),
        "source": Fact(_("Source"), lambda value: _sources().get(value, value)),
        "due_on": Fact(_("Due")),
        "criteria": Fact(_("Criteria")),
        "outcomes": Fact(_("Steps")),
        "came_from": Fact(_("Made from"), of="evaluations.Scorecard"),
        "job": Fact(_("Work in the background"), of="kit.Job"),
        "former": Fact(_("Until then with"), of="people.StaffMember"),
        "successor": Fact(_("From then on with"), of="people.StaffMember"),
        "kept": Fact(_("What was written is kept as notes")),
        "replaces": Fact(_("In place of"), of="evaluations.Scale"),
        "dispute": Fact(_("Objection"), of="evaluations.Dispute"),
    }
)
leave_out("sealed")


def _sources():
    from evaluations.models import CycleAssignment

    return {value: str(words) for value, words in CycleAssignment._meta.get_field("source").flatchoices}
