"""Sentences about access that more than one screen says."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people import errors
from people.models import RequestKind
from people.roles import ADMINISTRATOR, HR

REFUSALS = {
    errors.AboutOneself: gettext_lazy("This is about your own account; somebody else must do it."),
    errors.SamePerson: gettext_lazy("You asked for it; a second person must confirm it."),
    errors.NotTheSecondPerson: gettext_lazy("Your account cannot be the second person here."),
    errors.RecentlyHelped: gettext_lazy(
        "One of you two gave the other a way in a short while ago. Somebody else must confirm it, or you later."
    ),
    errors.NotWaiting: gettext_lazy("It was decided, withdrawn or has lapsed meanwhile. Nothing was changed."),
    errors.AlreadyAsked: gettext_lazy("The same is waiting for a second person already."),
    errors.AlreadyHandedOver: gettext_lazy("The link was shown once already, or its days are over. Ask again."),
    errors.NothingToAsk: gettext_lazy("There is nothing that a second person would have to confirm."),
    errors.NoSignIn: gettext_lazy("This person has no open sign-in."),
    errors.HRAlone: gettext_lazy("Only HR asks for the archive, and a second person confirms it."),
    errors.NotAnOutsider: gettext_lazy("This account is no outside person’s any more, or it is one and gets no role."),
    errors.NameTaken: gettext_lazy("Somebody else signs in with this e-mail."),
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


def refusal(problem):
    """Why an act on access was refused, for the reader."""
    if isinstance(problem, errors.LastOfRole):
        return _("%(why)s Nothing was changed.") % {"why": last_of_role([problem.role])}
    return str(REFUSALS[type(problem)])


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
