from people.actions.accounts.access import end_account_sessions, grant_access_role, revoke_access_role
from people.actions.accounts.addresses import (
    ask_for_address,
    confirm_address,
    prove_address,
    prove_own_address,
    set_address,
    withdraw_address,
)
from people.actions.accounts.bulk_sign_ins import open_sign_ins
from people.actions.accounts.outsiders import end_outside_person, name_outside_person
from people.actions.accounts.requests import (
    ask_for_archive,
    ask_second_person,
    confirm_account_request,
    hand_over_link,
    lapse_account_requests,
    refuse_account_request,
    withdraw_account_request,
)
from people.actions.accounts.second_factor import note_second_factor
from people.actions.accounts.sign_in import create_sign_in, issue_link, open_sign_in, record_link_used, renew_sign_in
from people.actions.accounts.sign_on import invite_to_sign_on, link_sign_on, unlink_sign_on
from people.actions.departures import close_departed, record_leaving, withdraw_leaving
from people.actions.display import (
    change_display,
    hide_starting,
    mark_all_notices_read,
    mark_notice_read,
    show_starting,
)
from people.actions.first_run import found_company, make_administrator, make_founding_link
from people.actions.forgetting import change_keeping, forget_departed, forget_person
from people.actions.letterhead import change_letterhead, replace_signing_certificate
from people.actions.managers import appoint_manager, end_manager, name_managers_evaluator
from people.actions.reissues import issue_under_new_name
from people.actions.staff import add_staff_member, appoint_lead, change_staff_member, end_lead, move_to_team, take_on
from people.actions.staff_imports import import_staff
from people.actions.structure import (
    add_branch,
    add_job_role,
    add_own_day,
    add_team,
    change_branch,
    change_job_role,
    change_organisation,
    change_team,
    remove_own_day,
)
from people.actions.work import begin_recorded, change_work, correct_work, return_to_work, undo_work

__all__ = [
    "add_branch",
    "add_job_role",
    "add_own_day",
    "add_staff_member",
    "add_team",
    "appoint_lead",
    "appoint_manager",
    "ask_for_address",
    "ask_for_archive",
    "ask_second_person",
    "begin_recorded",
    "change_branch",
    "change_display",
    "change_job_role",
    "change_keeping",
    "change_letterhead",
    "change_organisation",
    "change_staff_member",
    "change_team",
    "change_work",
    "close_departed",
    "confirm_account_request",
    "confirm_address",
    "correct_work",
    "create_sign_in",
    "end_account_sessions",
    "end_lead",
    "end_manager",
    "end_outside_person",
    "forget_departed",
    "forget_person",
    "found_company",
    "grant_access_role",
    "hand_over_link",
    "hide_starting",
    "import_staff",
    "invite_to_sign_on",
    "issue_link",
    "issue_under_new_name",
    "lapse_account_requests",
    "link_sign_on",
    "make_administrator",
    "make_founding_link",
    "mark_all_notices_read",
    "mark_notice_read",
    "move_to_team",
    "name_managers_evaluator",
    "name_outside_person",
    "note_second_factor",
    "open_sign_in",
    "open_sign_ins",
    "prove_address",
    "prove_own_address",
    "record_leaving",
    "record_link_used",
    "refuse_account_request",
    "remove_own_day",
    "renew_sign_in",
    "replace_signing_certificate",
    "return_to_work",
    "revoke_access_role",
    "set_address",
    "show_starting",
    "take_on",
    "undo_work",
    "unlink_sign_on",
    "withdraw_account_request",
    "withdraw_address",
    "withdraw_leaving",
]
