from people.models.absences import Absence
from people.models.access import (
    LINK_LIVES,
    REQUEST_WAITS,
    AccountRequest,
    LinkWay,
    RequestKind,
    RequestState,
    SignInLink,
)
from people.models.addresses import AddressChange
from people.models.forgetting import Forgotten
from people.models.founding import FoundingLink
from people.models.notices import Notice
from people.models.organisation import (
    Branch,
    BranchManager,
    JobRole,
    Languages,
    Organisation,
    OwnHoliday,
    Team,
    TeamLead,
)
from people.models.periods import WorkPeriod
from people.models.staff import StaffMember
from people.models.users import Calendar, Digits, User

__all__ = [
    "LINK_LIVES",
    "REQUEST_WAITS",
    "Absence",
    "AccountRequest",
    "AddressChange",
    "Branch",
    "BranchManager",
    "Calendar",
    "Digits",
    "Forgotten",
    "FoundingLink",
    "JobRole",
    "Languages",
    "LinkWay",
    "Notice",
    "Organisation",
    "OwnHoliday",
    "RequestKind",
    "RequestState",
    "SignInLink",
    "StaffMember",
    "Team",
    "TeamLead",
    "User",
    "WorkPeriod",
]
