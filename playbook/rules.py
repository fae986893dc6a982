"""Who may do what with the folder."""

import rules

from people.roles import is_administrator, is_author, is_hr, is_lead, is_staff_member, leads, staff_of
from playbook.folder.trust import kept_codes


@rules.predicate
def keeps_standard(user, standard):
    """Is the standard in the user's care?"""
    return standard is not None and standard.code in kept_codes(staff_of(user))


@rules.predicate
def leads_person(user, staff):
    return leads(user, staff)


@rules.predicate
def is_oneself(user, staff):
    return staff is not None and staff_of(user) == staff


@rules.predicate
def keeps_any_standard(user):
    return bool(kept_codes(staff_of(user)))


is_playbook_author = is_author | is_administrator

rules.add_perm("playbook.view_folder", is_staff_member | is_playbook_author)
rules.add_perm("playbook.manage_editions", is_playbook_author)
rules.add_perm("playbook.draft_edition", is_playbook_author)
rules.add_perm("playbook.submit_edition_for_review", is_playbook_author)
rules.add_perm("playbook.freeze_edition", is_author)
rules.add_perm("playbook.export_folder", is_playbook_author)
rules.add_perm("playbook.import_folder", is_author)
rules.add_perm("playbook.open_edition", is_author)
rules.add_perm("playbook.close_edition", is_playbook_author)
rules.add_perm("playbook.approve_text", is_playbook_author)
rules.add_perm("playbook.sign_standard", is_staff_member)
rules.add_perm("playbook.flag_standard", is_staff_member)
rules.add_perm("playbook.review_standards", keeps_any_standard | is_playbook_author)
rules.add_perm("playbook.view_flags", keeps_standard | is_playbook_author)
rules.add_perm("playbook.verify_standard", keeps_standard)
rules.add_perm("playbook.manage_evidence", is_playbook_author)
rules.add_perm("playbook.view_effects", is_playbook_author | is_hr)
rules.add_perm("playbook.view_coverage", is_playbook_author | is_hr)
rules.add_perm("playbook.view_signature_board", is_lead | is_hr)
rules.add_perm("playbook.view_signature_register", is_hr)
rules.add_perm("playbook.enter_absence", ~is_oneself & (is_hr | leads_person))
rules.add_perm("playbook.excuse_from_signing", ~is_oneself & (is_hr | leads_person))
