"""Sentences about access that more than one screen says."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.phrases import listed
from people.access.notices import named
from people.models import RequestKind
from people.models.roles import ADMINISTRATOR, AUTHOR, HR, WITNESS

LEAD = "lead"
# What somebody does by a role, to be read after the name.
DOES = {
    AUTHOR: gettext_lazy("%(name)s writes the folder and the courses, freezes editions and makes scorecards."),
    HR: gettext_lazy("%(name)s looks after people, runs evaluations and rewards, and sees everyone’s results."),
    ADMINISTRATOR: gettext_lazy(
        "%(name)s gives and takes access, keeps the settings, reads the audit log and stands as second person; sees no "
        "evaluations."
    ),
    WITNESS: gettext_lazy("%(name)s comes from outside and confirms what nobody inside can; sees nothing else."),
    LEAD: gettext_lazy("%(name)s leads %(teams)s: evaluates these people and sees their results."),
}
STAFF = gettext_lazy("%(name)s reads and signs the folder, does courses, and sees their own results and rewards.")
ACCOUNT_ONLY = gettext_lazy("%(name)s can sign in and has no role.")
CLOSED = gettext_lazy("%(name)s cannot sign in: the account is closed.")

GIVES = {
    AUTHOR: gettext_lazy("From the next click on they write for everybody. Nothing that was signed or scored changes."),
    HR: gettext_lazy(
        "From the next click on they see everyone’s evaluations, results and rewards. They have to set up a second "
        "step of signing in, and all with access to people are told."
    ),
    ADMINISTRATOR: gettext_lazy(
        "From the next click on they decide who has access, also about you. They have to set up a second step of "
        "signing in, and all with access to people are told."
    ),
}
TAKES = {
    AUTHOR: gettext_lazy("From the next click on they write nothing any more. What they wrote stays."),
    HR: gettext_lazy("From the next click on they see only what is their own. Cycles and runs that they began go on."),
    ADMINISTRATOR: gettext_lazy("From the next click on they decide about no access. What they decided stays."),
}
HELPED = {
    "first_link": gettext_lazy("The first password link of %(name)s came from %(by)s."),
    "link": gettext_lazy("A password link of %(name)s came from %(by)s."),
    "second_factor": gettext_lazy("The second step of %(name)s was removed with the help of %(by)s."),
    "address": gettext_lazy("The e-mail address of %(name)s was changed with the help of %(by)s."),
    "role": gettext_lazy("The access of %(name)s was given by %(by)s."),
}

WHAT = {
    RequestKind.SECOND_FACTOR: gettext_lazy("Remove the second step of signing in of %(name)s"),
    RequestKind.LINK: gettext_lazy("Hand over a new password link for %(name)s"),
    RequestKind.ADDRESS: gettext_lazy("Change the e-mail address of %(name)s"),
    RequestKind.ARCHIVE: gettext_lazy("Take out everything of %(name)s as one archive"),
}

CONSEQUENCE = {
    RequestKind.SECOND_FACTOR: gettext_lazy(
        "The authenticator app stops counting and every session ends. At the next sign-in the password alone opens "
        "the door, and a new second step is set up."
    ),
    RequestKind.LINK: gettext_lazy(
        "Whoever asked sees the link once and hands it over. Whoever opens it chooses the password, and every session "
        "ends."
    ),
    RequestKind.ADDRESS: gettext_lazy(
        "Password links and notices go to the new address from now on; a link to choose a new password is mailed there "
        "at once. The old address is told."
    ),
    RequestKind.ARCHIVE: gettext_lazy(
        "Everything the company keeps here, with names, evaluations and rewards, becomes one file. Whoever asked may "
        "download it for 24 hours, then it is deleted here. What has been downloaded is out of the product’s hands."
    ),
}


def last_of_role(roles):
    """Why the last of a role cannot go, and what opens the way; empty where nobody is the last."""
    if ADMINISTRATOR in roles and HR in roles:
        return _(
            "Nobody else is administrator or in HR and can sign in. Give both roles to somebody who has signed in "
            "first."
        )
    if ADMINISTRATOR in roles:
        return _("Nobody else is administrator and can sign in. Give the role to somebody who has signed in first.")
    if HR in roles:
        return _(
            "Nobody else is in HR and can sign in. Have an administrator give the role to somebody who has signed in "
            "first."
        )
    return ""


def is_shut(account, day):
    """Closed, or its owner is gone: nobody signs in to it."""
    staff = account.staff_member_or_none
    return not account.is_active or (staff is not None and staff.left_on is not None and staff.left_on <= day)


def powers_of(account, teams=()):
    """Sentences that say what an account lets its owner do. `teams`: names of those that the owner leads today."""
    name = named(account)
    if is_shut(account, timezone.localdate()):
        return [str(CLOSED) % {"name": name}]
    held = [role for role in (ADMINISTRATOR, HR, AUTHOR, WITNESS) if role in account.access_roles]
    found = [str(DOES[role]) % {"name": name} for role in held]
    if teams:
        found.append(str(DOES[LEAD]) % {"name": name, "teams": listed(teams)})
    return found or [str(STAFF if account.staff_member_or_none else ACCOUNT_ONLY) % {"name": name}]
