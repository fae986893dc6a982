"""Who may do what with people. Each permission bears the name of the action that it allows."""

import rules
from django.utils import timezone

from people import errors
from people.access.second_people import refuse_second_person
from people.models.roles import ACCESS_ROLES, WITNESS
from people.roles import is_administrator, is_hr, is_lead, is_witness


@rules.predicate
def is_about_oneself(user, staff):
    return staff is not None and staff.user_id is not None and staff.user_id == user.pk


@rules.predicate
def has_guarded_sign_in(user, staff):
    """The person holds an access role: whoever can reach that sign-in holds the role."""
    return bool(staff is not None and staff.user and staff.user.access_roles & set(ACCESS_ROLES))


@rules.predicate
def has_left(user, staff):
    return staff is not None and staff.left_on is not None and staff.left_on <= timezone.localdate()


@rules.predicate
def is_forgotten(user, staff):
    return staff is not None and staff.left_on is not None and hasattr(staff, "forgotten")


@rules.predicate
def is_own_account(user, account):
    return account is not None and account.pk == user.pk


@rules.predicate
def is_outside_account(user, account):
    return account is None or WITNESS in account.access_roles


@rules.predicate
def is_second_person(user, request):
    """Neither asked for it nor owns the account, and was not let in by who asked a short while ago."""
    try:
        refuse_second_person(request, user, timezone.now())
    except errors.PeopleError:
        return False
    return True


@rules.predicate
def asked_for_it(user, request):
    return request is not None and request.asked_by_id == user.pk


@rules.predicate
def stood_for_it(user, request):
    return request is not None and user.pk in (request.asked_by_id, request.decided_by_id)


looks_after_people = is_hr | is_administrator
looks_after_this_person = looks_after_people & ~is_about_oneself & ~is_forgotten
may_reach_the_sign_in = (is_administrator | (is_hr & ~has_guarded_sign_in)) & ~is_about_oneself

rules.add_perm("people.view_staff_list", looks_after_people | is_lead)
rules.add_perm("people.view_staff_details", looks_after_people)
rules.add_perm("people.add_staff_member", looks_after_people)
rules.add_perm("people.import_staff", is_hr)
rules.add_perm("people.change_staff_member", looks_after_this_person)
rules.add_perm("people.move_to_team", looks_after_this_person)
rules.add_perm("people.change_work", looks_after_this_person)
rules.add_perm("people.return_to_work", looks_after_this_person)
rules.add_perm("people.correct_work", looks_after_this_person)
rules.add_perm("people.undo_work", looks_after_this_person)
rules.add_perm("people.record_leaving", looks_after_this_person)
rules.add_perm("people.withdraw_leaving", looks_after_this_person)
rules.add_perm("people.forget_person", is_hr & ~is_about_oneself & has_left & ~is_forgotten)
rules.add_perm("people.change_keeping", looks_after_people)
rules.add_perm("people.appoint_lead", looks_after_this_person)
rules.add_perm("people.end_lead", looks_after_this_person)
rules.add_perm("people.appoint_manager", looks_after_this_person)
rules.add_perm("people.end_manager", looks_after_this_person)
rules.add_perm("people.name_managers_evaluator", looks_after_this_person)
rules.add_perm("people.create_sign_in", may_reach_the_sign_in)
rules.add_perm("people.renew_sign_in", may_reach_the_sign_in)
rules.add_perm("people.invite_to_sign_on", may_reach_the_sign_in)
rules.add_perm("people.unlink_sign_on", may_reach_the_sign_in)
rules.add_perm("people.change_structure", looks_after_people)
rules.add_perm("people.change_organisation", is_administrator)
rules.add_perm("people.change_letterhead", looks_after_people)
rules.add_perm("people.replace_signing_certificate", is_administrator)
rules.add_perm("people.view_access", is_administrator)
rules.add_perm("people.grant_access_role", is_administrator & ~is_own_account)
rules.add_perm("people.revoke_access_role", is_administrator & ~is_own_account)
rules.add_perm("people.end_account_sessions", is_administrator & ~is_own_account)
rules.add_perm("people.ask_second_person", looks_after_people & ~is_own_account)
rules.add_perm("people.ask_for_archive", is_hr)
rules.add_perm("people.view_account_requests", looks_after_people | is_witness | is_lead)
rules.add_perm("people.confirm_account_request", is_second_person)
rules.add_perm("people.refuse_account_request", is_second_person)
rules.add_perm("people.withdraw_account_request", asked_for_it)
rules.add_perm("people.hand_over_link", stood_for_it)
rules.add_perm("people.name_outside_person", looks_after_people)
rules.add_perm("people.end_outside_person", looks_after_people & is_outside_account & ~is_own_account)
rules.add_perm("people.view_audit", is_administrator)
rules.add_perm("people.view_unsent_mails", is_administrator)
