"""What the actions refuse, by name. Views put them into words."""


class PeopleError(Exception):
    """Nothing was changed."""


class AlreadyLeft(PeopleError):
    """The person has left, or a leaving date stands already."""


class NotLeaving(PeopleError):
    """No leaving date stands that could be withdrawn."""


class LeavingBeforeJoining(PeopleError):
    """The first day away lies before the first day at work."""


class AlreadyAtWork(PeopleError):
    """The person is employed on that day, or a later employment is recorded."""


class PeriodsCross(PeopleError):
    """The days would run into another period of the person."""


class PeriodGone(PeopleError):
    """The period was changed or taken out meanwhile."""


class NothingBefore(PeopleError):
    """The period is the person's first, or others rest on it: it can be corrected, not taken out."""


class AboutOneself(PeopleError):
    """Nobody decides about themselves."""


class AlreadyLeads(PeopleError):
    """The person leads this team already."""


class NotLeading(PeopleError):
    """The leadership has ended already."""


class AlreadyManages(PeopleError):
    """The person manages this branch already."""


class NotManaging(PeopleError):
    """The management has ended already."""


class NotAtWork(PeopleError):
    """The person is not at work on that day."""


class SignInExists(PeopleError):
    """The person has a sign-in already."""


class NotForAll(PeopleError):
    """Of many it cannot be done for `staff`, because of `problem`: so it is done for none."""

    def __init__(self, staff, problem):
        super().__init__(staff, problem)
        self.staff, self.problem = staff, problem


class NoSignIn(PeopleError):
    """The person has no open sign-in."""


class CompanyFounded(PeopleError):
    """Somebody administers the company already: no link makes another."""


class DayTaken(PeopleError):
    """Something is written down about this day already."""


class NameTaken(PeopleError):
    """The user name or e-mail belongs to somebody else."""


class NotTheirs(PeopleError):
    """The link was made for another account."""


class LinkTooOld(PeopleError):
    """The link has run out, or was used, or a newer one took its place."""


class NothingPending(PeopleError):
    """No address waits to be proven."""


class NoAddress(PeopleError):
    """The account has no address that the link could be mailed to."""


class SubjectTaken(PeopleError):
    """The identifier at the provider opens another account."""


class GuardedSignIn(PeopleError):
    """The sign-in bears an access role: only an administrator may touch it."""


class AbsenceOverlaps(PeopleError):
    """The person is away on some of these days already."""


class UnknownRole(PeopleError):
    """There is no such access role."""


class PlanIsWrong(PeopleError):
    """Rows of the staff list have problems: nothing is imported."""


class PlanChanged(PeopleError):
    """Since the preview something changed: it must be looked at again."""


class LastOfRole(PeopleError):
    """Nobody else who can sign in holds this role: the company would be locked out of it. `role` says which."""

    def __init__(self, role):
        super().__init__(role)
        self.role = role


class SecondPersonNeeded(PeopleError):
    """One person alone would be let into somebody's account: a second one must confirm it."""


class SamePerson(PeopleError):
    """Who asked does not confirm."""


class RecentlyHelped(PeopleError):
    """The account that confirms got its own link, reset or role a short while ago from whoever asks."""


class NotTheSecondPerson(PeopleError):
    """This account cannot be the second person here."""


class AlreadyAsked(PeopleError):
    """The same is waiting for a second person already."""


class NotWaiting(PeopleError):
    """It was decided, withdrawn or lapsed meanwhile."""


class NothingToAsk(PeopleError):
    """There is no second step to remove, no address to change, or the link can simply be mailed."""


class AlreadyHandedOver(PeopleError):
    """The link was shown once."""


class NotAnOutsider(PeopleError):
    """The account belongs to somebody at work, or is not named as outside person."""


class AlreadyForgotten(PeopleError):
    """The person's name is gone; it does not come back, and nothing about them is changed any more."""


class StillAtWork(PeopleError):
    """Whoever is at work, or leaves only later, is not forgotten."""


class TooSoon(PeopleError):
    """By hand a name is kept for some days after leaving. `since` is the first day on which it may go."""

    def __init__(self, since):
        super().__init__(since)
        self.since = since


class SomethingOpen(PeopleError):
    """An objection, a cycle or money is open. `reasons` are sentences."""

    def __init__(self, reasons):
        super().__init__(reasons)
        self.reasons = reasons


class NotForThisRole(PeopleError):
    """The account does not look after people."""


class HRAlone(PeopleError):
    """Only somebody in HR asks for this, and a second person confirms it."""
