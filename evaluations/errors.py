"""Why an action on an evaluation, a cycle or a scorecard was refused. Views put them into words."""


class Refused(Exception):
    """The thing is not in a state, or the person not in a position, in which this can be done. Nothing was changed."""


class WrongState(Refused):
    pass


class ConflictOfInterest(Refused):
    """Nobody evaluates themselves on record, nor decides about themselves, nor two people about each other."""


class NotYours(Refused):
    """It is the evaluator's, or the subject's, and nobody else's to do."""


class EvaluationNotReady(Refused):
    """`missing`: list of judging.Missing."""

    def __init__(self, missing):
        super().__init__(f"{len(missing)} criteria are not complete")
        self.missing = missing


class StaleVersion(Refused):
    """The draft was saved from elsewhere meanwhile. `evaluation` is as it stands now; nothing of the save was kept."""

    def __init__(self, evaluation):
        super().__init__(f"version {evaluation.version} is newer")
        self.evaluation = evaluation


class ForeignAnswer(Refused):
    """An answer names a criterion or an outcome that the scorecard does not have."""


class ScorecardNotReady(Refused):
    """`problems`: list of ScorecardProblem."""

    def __init__(self, problems):
        super().__init__("; ".join(problem.kind for problem in problems))
        self.problems = problems


class ScaleNotReady(Refused):
    """The outcomes do not make a scale; the message says why."""


class CannotEvaluate(Refused):
    """Not at work, on leave until after the date, without a sign-in, or not somebody to whom a lead hands on."""


class LeftUndone(Refused):
    """`count`: evaluations that have nobody. Closing the cycle leaves them undone, which takes a reason."""

    def __init__(self, count):
        super().__init__(f"{count} evaluations have nobody")
        self.count = count


class CycleNotReady(Refused):
    """`waiting`: how many evaluations are handed in but not released."""

    def __init__(self, waiting):
        super().__init__(f"{waiting} evaluations are not released")
        self.waiting = waiting


class StandardNotThere(Refused):
    """The edition of the draft does not hold the standard, or the draft has no criterion to follow."""
