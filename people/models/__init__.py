from people.models.absences import Absence
from people.models.addresses import AddressChange
from people.models.notices import Notice
from people.models.organisation import Branch, JobRole, Organisation, Team, TeamLead
from people.models.staff import StaffMember
from people.models.users import User

__all__ = [
    "Absence",
    "AddressChange",
    "Branch",
    "JobRole",
    "Notice",
    "Organisation",
    "StaffMember",
    "Team",
    "TeamLead",
    "User",
]
