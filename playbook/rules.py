"""Who may do what with the folder."""

import rules

from people.roles import is_administrator, is_author, is_staff_member

is_playbook_author = is_author | is_administrator

rules.add_perm("playbook.view_folder", is_staff_member | is_playbook_author)
rules.add_perm("playbook.manage_editions", is_playbook_author)
rules.add_perm("playbook.draft_edition", is_playbook_author)
rules.add_perm("playbook.submit_edition_for_review", is_playbook_author)
rules.add_perm("playbook.freeze_edition", is_author)
rules.add_perm("playbook.sign_standard", is_staff_member)
