"""Why an action of the folder is refused."""

from django.core.exceptions import PermissionDenied


class PlaybookError(Exception):
    """An action that was refused; nothing was written."""


class EditionOpen(PlaybookError):
    """There is an open edition already."""


class EditionNotDraft(PlaybookError):
    """Only a draft can be changed or sent for review."""


class EditionNotInReview(PlaybookError):
    """Only an edition in review can be frozen or sent back."""


class EditionTooEarly(PlaybookError):
    """It would take effect before the edition that it follows."""


class PeriodTaken(PlaybookError):
    """Days from its effective date on were judged by an earlier edition. `free`: the first day that is not."""

    def __init__(self, free):
        super().__init__(f"free from {free}")
        self.free = free


class EditionEmpty(PlaybookError):
    """There is not one published standard."""


class PolicyIncomplete(PlaybookError):
    """The complaint policy has not exactly six steps."""


class FolderChanged(PlaybookError):
    """The published pages are no longer those that the author saw."""


class ChangeClassTooLow(PlaybookError):
    """A class was chosen that the change does not allow. `codes` names the standards."""

    def __init__(self, codes):
        super().__init__(", ".join(codes))
        self.codes = codes


class EditionNotInForce(PlaybookError):
    """Only standards of the edition in force are signed, taught and asked about."""


class EditionNotFrozen(PlaybookError):
    """Only a frozen edition of the folder can be shown to the public."""


class NothingPublic(PlaybookError):
    """Not one standard was marked."""


class AlreadyPublic(PlaybookError):
    """It is public already; what is shown is changed by closing it first."""


class NotPublic(PlaybookError):
    """It is not public, or not any more."""


class FolderFileWrong(PlaybookError):
    """A row of the folder's file has a problem; nothing was written."""


class CitationCurrent(PlaybookError):
    """It cites the last edition already, or what it cites is gone; there is nothing to move."""


class NotYourSignature(PlaybookError):
    """Nobody signs for somebody else."""


class StandardNotBinding(PlaybookError):
    """The standard does not bind the person's job role."""


class NotTheOwner(PlaybookError):
    """Only who keeps a standard says that it is true in practice."""


class StandardDoubted(PlaybookError):
    """Three people say that it is not true in practice; their hints come first."""


class PicturesGone(PlaybookError):
    """`codes`: standards with a picture that is not there, or cannot be read; an edition would show a hole for good."""

    def __init__(self, codes):
        super().__init__(codes)
        self.codes = codes


class AlreadyFlagged(PlaybookError):
    """One open hint per person and standard."""


class FlagResolved(PlaybookError):
    """The hint was answered already."""


class EvidenceKnown(PlaybookError):
    """The same words are kept already."""


class EvidenceFileWrong(PlaybookError):
    """A row of the file has a problem; nothing was written."""


class StandardUnknown(PlaybookError):
    """No standard bears this code."""


class LinkedMeanwhile(PlaybookError):
    """Somebody else has linked the quote since it was shown; `links` says who, and to what."""

    def __init__(self, links):
        super().__init__()
        self.links = links


class AlreadyExcused(PlaybookError):
    """The person is excused from this standard already."""


class NoCheckQuestion(PlaybookError):
    """Nothing is asked before this standard is signed."""


class CheckMissing(PlaybookError):
    """The check question comes before the signature."""


class ChecksUsedUp(PlaybookError):
    """Two answers of today were wrong; the next try is tomorrow's."""


class AnswerUnknown(PlaybookError):
    """It is none of the answers that were offered."""


class TextsChanged(PlaybookError):
    """Somebody saved the page after it was opened to be written on."""


class NothingWaits(PlaybookError):
    """It waits for no approval (any more): somebody else was faster, or it was taken back."""


class WroteItOneself(PlaybookError):
    """Nobody approves or gives back what they wrote."""


class TextChanged(PlaybookError):
    """Between reading and approving it was written on."""


class TextIncomplete(PlaybookError):
    """It says less than it must. `messages` tell what is missing."""

    def __init__(self, messages):
        super().__init__("; ".join(messages))
        self.messages = messages


class NotSentByOneself(PlaybookError):
    """Who neither wrote nor sent it gives it back with a reason instead of taking it back."""


class NotReadyToPublish(PlaybookError, PermissionDenied):
    """A page that says less than it must; the CMS answers it like whatever may not be done. `message`: why."""

    message = ""
