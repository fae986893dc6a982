from playbook.models.authority import AuthorityLine, FrozenAuthority, FrozenPublicLane
from playbook.models.codes import CodeLedger, Phase
from playbook.models.editions import ChangeClass, Edition, EditionKind, EditionState
from playbook.models.evidence import Evidence, EvidenceLink
from playbook.models.frozen import FrozenPolicyStep, FrozenStandard
from playbook.models.hints import HintPutAway
from playbook.models.pages import ComplaintPolicyPage, FolderPage, StandardPage, TouchpointPage
from playbook.models.pairing import TextPairing
from playbook.models.pictures import FrozenPicture
from playbook.models.policy_steps import PolicyStep
from playbook.models.publication import PublicEdition
from playbook.models.signatures import CheckAnswer, Signature, SignatureExcuse
from playbook.models.trust import Flag, Verification

__all__ = [
    "AuthorityLine",
    "ChangeClass",
    "CheckAnswer",
    "CodeLedger",
    "ComplaintPolicyPage",
    "Edition",
    "EditionKind",
    "EditionState",
    "Evidence",
    "EvidenceLink",
    "Flag",
    "FolderPage",
    "FrozenAuthority",
    "FrozenPicture",
    "FrozenPolicyStep",
    "FrozenPublicLane",
    "FrozenStandard",
    "HintPutAway",
    "Phase",
    "PolicyStep",
    "PublicEdition",
    "Signature",
    "SignatureExcuse",
    "StandardPage",
    "TextPairing",
    "TouchpointPage",
    "Verification",
]
