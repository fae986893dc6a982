"""Who may do what with evaluations. The permission bears the action's name."""

import rules

from evaluations.models import Releaser
from evaluations.models.judges import is_tied, judges_of
from people.roles import is_author, is_hr, is_witness, led_on, led_team_ids, staff_of


@rules.predicate
def is_subject(user, evaluation):
    return evaluation is not None and staff_of(user) is not None and evaluation.subject_id == staff_of(user).pk


@rules.predicate
def is_evaluator(user, evaluation):
    return evaluation is not None and staff_of(user) is not None and evaluation.evaluator_id == staff_of(user).pk


@rules.predicate
def led_it(user, evaluation):
    """Leads the team that it was written in, and did on the day that it is about."""
    mine = staff_of(user)
    if evaluation is None or mine is None or evaluation.subject_id == mine.pk:
        return False
    return evaluation.team_id in led_team_ids(user) and led_on(mine, evaluation.team_id, evaluation.observed_on)


@rules.predicate
def lead_may_release(user, evaluation):
    return evaluation.cycle_id is None or evaluation.cycle.releaser == Releaser.LEAD


@rules.predicate
def is_unreleased(user, evaluation):
    return not evaluation.is_released


@rules.predicate
def disputes_own(user, dispute):
    return is_subject(user, dispute.evaluation)


@rules.predicate
def judges_impartially(user, dispute):
    evaluation = dispute.evaluation
    return not (is_subject(user, evaluation) or is_evaluator(user, evaluation) or is_tied(staff_of(user), evaluation))


@rules.predicate
def nobody_in_hr_can(user, dispute):
    """The last instance of a small company is its outside person."""
    return user in judges_of(dispute.evaluation)


@rules.predicate
def is_about_oneself(user, summary):
    return staff_of(user) is not None and summary.staff.pk == staff_of(user).pk


@rules.predicate
def sees_all_of_it(user, summary):
    """A lead, as long as everything that the summary rests on is theirs to see."""
    return bool(led_team_ids(user)) and summary.is_seen_by(user)


@rules.predicate
def leads_this_team(user, team):
    return team is not None and team.pk in led_team_ids(user)


edits_scorecards = is_author | is_hr

rules.add_perm("evaluations.import_evaluations", is_hr)
rules.add_perm("evaluations.view_scale", edits_scorecards)
rules.add_perm("evaluations.create_scale", edits_scorecards)
rules.add_perm("evaluations.change_scale", edits_scorecards)
rules.add_perm("evaluations.retire_scale", edits_scorecards)
rules.add_perm("evaluations.view_scorecard", edits_scorecards)
rules.add_perm("evaluations.draft_scorecard", edits_scorecards)
rules.add_perm("evaluations.edit_scorecard", edits_scorecards)
rules.add_perm("evaluations.publish_scorecard", edits_scorecards)
rules.add_perm("evaluations.retire_scorecard", edits_scorecards)
rules.add_perm("evaluations.view_cycle", is_hr)
rules.add_perm("evaluations.open_cycle", is_hr)
rules.add_perm("evaluations.assign_evaluators", is_hr)
rules.add_perm("evaluations.close_cycle", is_hr)
rules.add_perm("evaluations.view_without_evaluator", is_hr)
rules.add_perm("evaluations.hand_on", ~is_subject & (is_hr | is_evaluator))
rules.add_perm("evaluations.start_evaluation", is_evaluator)
rules.add_perm("evaluations.save_answers", is_evaluator)
rules.add_perm("evaluations.submit_evaluation", is_evaluator)
rules.add_perm("evaluations.add_evidence", is_evaluator)
rules.add_perm("evaluations.release_evaluation", ~is_subject & (is_hr | (lead_may_release & led_it)))
rules.add_perm("evaluations.release_evaluations", is_hr)
rules.add_perm("evaluations.mark_seen", is_subject)
rules.add_perm("evaluations.acknowledge_evaluation", is_subject)
rules.add_perm("evaluations.open_dispute", is_subject)
rules.add_perm("evaluations.withdraw_dispute", disputes_own)
rules.add_perm("evaluations.resolve_dispute", (is_hr & judges_impartially) | (is_witness & nobody_in_hr_can))
rules.add_perm("evaluations.correct_evaluation", ~is_subject & (is_hr | is_evaluator))
rules.add_perm("evaluations.void_evaluation", ~is_subject & (is_hr | (is_evaluator & is_unreleased)))
rules.add_perm("evaluations.export_documents", is_hr)
rules.add_perm("evaluations.view_person_summary", is_hr | is_about_oneself | sees_all_of_it)
rules.add_perm("evaluations.view_team_summary", is_hr | leads_this_team)
