"""What the actions refuse, by name. Views put them into words."""


class RewardsError(Exception):
    """Nothing was changed."""


class PlanNotReady(RewardsError):
    """The plan's numbers contradict each other."""


class PlanNotDraft(RewardsError):
    """Only a draft can be changed or published."""


class PlanInUse(RewardsError):
    """A run of an earlier version is approved already: the period is decided."""


class PlanNotPublished(RewardsError):
    """Runs are computed from a published plan alone."""


class RunExists(RewardsError):
    """The plan has its run already, or its last correction is still open."""


class WrongState(RewardsError):
    """The run is not in the state that this act needs."""


class PeriodNotOver(RewardsError):
    """The plan's period still runs: a run is a preview until `day`, the first day after it."""

    def __init__(self, day):
        super().__init__(day)
        self.day = day


class EvaluationsOutstanding(RewardsError):
    """`n` evaluations of people in the run are assigned and neither released nor void."""

    def __init__(self, n):
        super().__init__(n)
        self.n = n


class DaysChanged(RewardsError):
    """`n` people of the run worked on other days, or elsewhere, than it was computed with."""

    def __init__(self, n):
        super().__init__(n)
        self.n = n


class NothingComputed(RewardsError):
    """Nobody is in the run."""


class SamePerson(RewardsError):
    """Whoever computed a run cannot approve it."""


class RecentlyHelped(RewardsError):
    """The approver got a way in from whoever computed or sent the run a short while ago, or gave them theirs."""


class OwnReward(RewardsError):
    """Nobody decides about their own reward."""


class NotTheApprover(RewardsError):
    """The plan names somebody else as approver."""


class DoesNotAddUp(RewardsError):
    """Recomputing from the stored inputs gives something else: the rows were tampered with."""


class NothingToPay(RewardsError):
    """Every booked amount is paid, or the reward is in points, which are kept."""


class NotHeld(RewardsError):
    """No hold is open on this person."""


class AlreadyHeld(RewardsError):
    """The reward is held already, or booked: a booked reward is corrected, not held."""


class DisputeOpen(RewardsError):
    """The hold ends by itself when the dispute is settled."""


class NothingChanged(RewardsError):
    """No evaluation that the run rests on has changed."""


class ToOneself(RewardsError):
    """Nobody thanks themselves."""


class NotAtWork(RewardsError):
    """The person is not at work."""
