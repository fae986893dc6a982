"""Who may do what with courses. Each permission bears the name of the action that it allows."""

import rules

from people.roles import is_administrator, is_author, is_hr, is_lead, is_staff_member, leads, staff_of


@rules.predicate
def sits_it(user, attempt):
    """The attempt is one's own."""
    mine = staff_of(user)
    return mine is not None and attempt is not None and attempt.staff_id == mine.pk


@rules.predicate
def is_about_oneself(user, assignment):
    mine = staff_of(user)
    return mine is not None and assignment is not None and assignment.staff_id == mine.pk


@rules.predicate
def noted_it(user, observation):
    mine = staff_of(user)
    return mine is not None and observation is not None and observation.observer_id == mine.pk


gives_courses = is_hr | is_author

rules.add_perm("training.take_course", is_staff_member)
rules.add_perm("training.save_answer", sits_it)
rules.add_perm("training.submit_attempt", sits_it)
rules.add_perm("training.view_team", is_lead)
rules.add_perm("training.view_assignments", gives_courses | is_administrator)
rules.add_perm("training.view_board", is_lead | gives_courses | is_administrator)
rules.add_perm("training.assign_course", gives_courses)
rules.add_perm("training.require_course", gives_courses)
rules.add_perm("training.end_requirement", gives_courses)
rules.add_perm("training.excuse_assignment", gives_courses & ~is_about_oneself)
rules.add_perm("training.grant_attempt", gives_courses & ~is_about_oneself)
rules.add_perm("training.write_courses", is_author)
rules.add_perm("training.move_lesson", is_author)
rules.add_perm("training.move_question", is_author)
rules.add_perm("training.observe", is_lead)
rules.add_perm("training.record_observation", rules.predicate(leads, name="leads"))
rules.add_perm("training.withdraw_observation", noted_it)
