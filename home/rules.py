"""Who may open which desk."""

import rules

from people.roles import is_administrator, is_author, is_hr, is_lead
from people.roles import leads as leads_team_of


@rules.predicate
def is_oneself(user, staff):
    return staff is not None and staff.user_id is not None and staff.user_id == user.pk


@rules.predicate
def leads_person(user, staff):
    return leads_team_of(user, staff)


rules.add_perm("home.view_cases", is_administrator)
rules.add_perm("home.start_check", is_administrator)
rules.add_perm("home.view_checks", is_administrator)
rules.add_perm("home.view_powers", is_administrator)
rules.add_perm("home.view_board", is_lead | is_hr)
rules.add_perm("home.view_hr_desk", is_hr)
rules.add_perm("home.remind_evaluator", is_hr)
rules.add_perm("home.view_getting_started", is_hr | is_author | is_administrator)
rules.add_perm("home.view_archive", is_hr | is_administrator)
rules.add_perm("home.view_author_desk", is_author | is_administrator)
rules.add_perm("home.choose_starter", is_author)
rules.add_perm("home.publish_drafts", is_author)
rules.add_perm("home.view_person", is_oneself | leads_person | is_hr)
