from kit.audit.seals import NotEvidence, Sealed, register

LIVE = "pages on which people write; what holds is frozen, and its history is in the CMS"

MADE_OF_WORDS = {
    "folded": "made of quote and source, for searching",
    "likeness": "made of the quote, to know it again",
}

MADE_OF_THE_PICTURE = {
    "medium": "made of the picture, for showing; the picture itself is under its hash",
    "small": "made of the picture, for showing; the picture itself is under its hash",
}

register(
    Sealed("playbook.Edition"),
    Sealed("playbook.FrozenStandard"),
    Sealed("playbook.FrozenPicture", unsealed=MADE_OF_THE_PICTURE),
    Sealed("playbook.FrozenPolicyStep"),
    Sealed("playbook.FrozenAuthority"),
    Sealed("playbook.FrozenPublicLane"),
    Sealed("playbook.PublicEdition", also={"standards": "key"}),
    Sealed("playbook.Signature"),
    Sealed("playbook.CheckAnswer"),
    Sealed("playbook.SignatureExcuse"),
    Sealed("playbook.Verification"),
    Sealed("playbook.Flag"),
    Sealed("playbook.Evidence", later={"reference": 2}, unsealed=MADE_OF_WORDS),
    Sealed("playbook.EvidenceLink"),
    NotEvidence("playbook.CodeLedger", "which code a page was given, so that none is given twice"),
    NotEvidence("playbook.TextPairing", "which words of the two languages were written for each other"),
    NotEvidence("playbook.HintPutAway", "a hint about writing that its author does not want to see again"),
    NotEvidence("playbook.FolderPage", LIVE),
    NotEvidence("playbook.TouchpointPage", LIVE),
    NotEvidence("playbook.StandardPage", LIVE),
    NotEvidence("playbook.ComplaintPolicyPage", LIVE),
    NotEvidence("playbook.PolicyStep", LIVE),
    NotEvidence("playbook.AuthorityLine", LIVE),
)
