from playbook.views.editions.drafts import (
    edition,
    edition_compare,
    edition_edit,
    edition_new,
    edition_return,
    edition_review,
    edition_submit,
    editions,
)
from playbook.views.editions.effects import effects, effects_move
from playbook.views.editions.freeze import edition_freeze
from playbook.views.editions.proof import SignatureRegister, proof
from playbook.views.editions.publication import edition_close, edition_file, edition_open, public_edition, public_pdf
from playbook.views.evidence.entry import words_new
from playbook.views.evidence.flow import words_flow
from playbook.views.evidence.inbox import words, words_standards, words_undo
from playbook.views.evidence.quotes import (
    WordsFile,
    quote,
    quote_consent,
    quote_link,
    quote_unlink,
)
from playbook.views.evidence.standard import StandardWords
from playbook.views.folder.addresses import gone, page_at
from playbook.views.folder.coverage import Coverage
from playbook.views.folder.files import FolderFile, folder_file
from playbook.views.folder.pages import folder, standard
from playbook.views.folder.pictures import picture
from playbook.views.folder.policy import pocket, policy
from playbook.views.folder.trust import Review, flag, flag_resolve, review_standard
from playbook.views.signatures.board import SignatureBoard, excuse_end, signatures_of
from playbook.views.signatures.leave import leave, leave_end
from playbook.views.signatures.sign import sign, sign_check, sign_one
from playbook.views.texts.advice import writing_hint_away, writing_hints
from playbook.views.texts.languages import LanguageList

__all__ = [
    "Coverage",
    "FolderFile",
    "LanguageList",
    "Review",
    "SignatureBoard",
    "SignatureRegister",
    "StandardWords",
    "WordsFile",
    "edition",
    "edition_close",
    "edition_compare",
    "edition_edit",
    "edition_file",
    "edition_freeze",
    "edition_new",
    "edition_open",
    "edition_return",
    "edition_review",
    "edition_submit",
    "editions",
    "effects",
    "effects_move",
    "excuse_end",
    "flag",
    "flag_resolve",
    "folder",
    "folder_file",
    "gone",
    "leave",
    "leave_end",
    "page_at",
    "picture",
    "pocket",
    "policy",
    "proof",
    "public_edition",
    "public_pdf",
    "quote",
    "quote_consent",
    "quote_link",
    "quote_unlink",
    "review_standard",
    "sign",
    "sign_check",
    "sign_one",
    "signatures_of",
    "standard",
    "words",
    "words_flow",
    "words_new",
    "words_standards",
    "words_undo",
    "writing_hint_away",
    "writing_hints",
]
