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
from people.models.notices import Notice
from people.models.organisation import Branch, JobRole, Organisation, Team, TeamLead
from people.models.periods import WorkPeriod
from people.models.staff import StaffMember
from people.models.users import User

__all__ = [
    "LINK_LIVES",
    "REQUEST_WAITS",
    "Absence",
    "AccountRequest",
    "AddressChange",
    "Branch",
    "JobRole",
    "LinkWay",
    "Notice",
    "Organisation",
    "RequestKind",
    "RequestState",
    "SignInLink",
    "StaffMember",
    "Team",
    "TeamLead",
    "User",
    "WorkPeriod",
]
