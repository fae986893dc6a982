from kit.audit.seals import NotEvidence, Sealed, register

NAME = "a name; people may have theirs corrected or forgotten"
CONTACT = "an address; what was proved about it is kept where it is proved"
WISH = "a wish about display"

register(
    Sealed(
        "people.User",
        unsealed={
            "password": "a hash of its own, and changed by its owner alone",
            "sessions_ended_at": "when sessions last ended; it opens nothing",
            "last_login": "told by every sign-in",
            "first_name": NAME,
            "last_name": NAME,
            "email": CONTACT,
            "language": WISH,
            "calendar": WISH,
            "digits": WISH,
            "theme": WISH,
            "hides_starting": WISH,
        },
        also={"groups": "name", "user_permissions": "codename"},
    ),
    Sealed(
        "people.StaffMember",
        unsealed={
            "given_name_fa": NAME,
            "family_name_fa": NAME,
            "given_name_en": NAME,
            "family_name_en": NAME,
            "folded_names": NAME,
            "email": CONTACT,
        },
        later={"is_place": 2},
    ),
    Sealed("people.Forgotten"),
    Sealed("people.WorkPeriod"),
    Sealed("people.AccountRequest"),
    Sealed(
        "people.SignInLink",
        unsealed={"mailed_at": "when the worker mailed it; who made the link and for whom is sealed"},
    ),
    NotEvidence("people.AddressChange", "waits for its owner; what came of it has its entry"),
    Sealed("people.TeamLead"),
    Sealed("people.BranchManager"),
    Sealed("people.Absence"),
    Sealed("people.Branch"),
    Sealed("people.Team"),
    Sealed("people.JobRole"),
    NotEvidence("people.Organisation", "how the company is called and shows its figures"),
    NotEvidence("people.OwnHoliday", "a day off or at work; what was counted with it is kept with its result"),
    NotEvidence("people.FoundingLink", "opens the company once; that it did has its entry"),
    NotEvidence("people.Notice", "what somebody was told; the deed itself has its entry"),
)
