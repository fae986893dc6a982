"""What the actions refuse, in words."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people import errors
from people.access.labels import last_of_role

REFUSALS = {
    errors.AboutOneself: _("This is about your own account; somebody else must do it."),
    errors.SamePerson: _("You asked for it; a second person must confirm it."),
    errors.NotTheSecondPerson: _("Your account cannot be the second person here."),
    errors.RecentlyHelped: _(
        "One of you two gave the other a way in a short while ago. Somebody else must confirm it, or you later."
    ),
    errors.NotWaiting: _("It was decided, withdrawn or has lapsed meanwhile. Nothing was changed."),
    errors.AlreadyAsked: _("The same is waiting for a second person already."),
    errors.AlreadyHandedOver: _("The link was shown once already, or its days are over. Ask again."),
    errors.NothingToAsk: _("There is nothing that a second person would have to confirm."),
    errors.NoSignIn: _("This person has no open sign-in."),
    errors.HRAlone: _("Only HR asks for the archive, and a second person confirms it."),
    errors.NotAnOutsider: _("This account is no outside person’s any more, or it is one and gets no role."),
    errors.NameTaken: _("Somebody else signs in with this e-mail."),
    errors.NoAddress: _("The invitation goes by mail, and this sign-in has no e-mail address yet."),
    errors.NothingPending: _("No address was waiting."),
    errors.NotLeaving: _("No leaving date stands."),
    errors.NothingBefore: _("Nothing is before this period that could go on. Correct it instead."),
    errors.PeriodGone: _("This period was changed meanwhile. Look again, please."),
    errors.NotLeading: _("This leadership has ended already."),
    errors.NotManaging: _("This management has ended already."),
}
# Of a way in that is opened.
SIGN_IN = {
    errors.NameTaken: _("This user name, or the person's e-mail, is somebody else's sign-in."),
    errors.SignInExists: _("This person has a sign-in already."),
    errors.NotAtWork: _("This person has left; withdraw the leaving date first."),
}
# Of a name that is forgotten.
FORGETTING = {
    errors.AlreadyForgotten: _("This person was forgotten already."),
    errors.StillAtWork: _("Whoever is at work is not forgotten."),
    errors.HRAlone: _("Only HR forgets a person."),
    errors.AboutOneself: _("This is about yourself; somebody else must do it."),
}


def refusal(problem):
    """Why an act was refused, for the reader."""
    if isinstance(problem, errors.LastOfRole):
        return gettext("%(why)s Nothing was changed.") % {"why": last_of_role([problem.role])}
    return str(REFUSALS[type(problem)])
