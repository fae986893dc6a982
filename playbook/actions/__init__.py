from playbook.actions.codes import give_code
from playbook.actions.edition_import import import_edition
from playbook.actions.editions import (
    draft_edition,
    edit_edition,
    freeze_edition,
    return_edition_to_draft,
    submit_edition_for_review,
)
from playbook.actions.signatures import sign_standard
from playbook.actions.trust import flag_standard, resolve_flag, verify_standard

__all__ = [
    "draft_edition",
    "edit_edition",
    "flag_standard",
    "freeze_edition",
    "give_code",
    "import_edition",
    "resolve_flag",
    "return_edition_to_draft",
    "sign_standard",
    "submit_edition_for_review",
    "verify_standard",
]
