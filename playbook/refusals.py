"""What the actions refuse, in words."""

from django.utils.translation import gettext_lazy as _

from playbook import errors

REFUSALS = {
    errors.EditionNotDraft: _("This edition is not a draft any more."),
    errors.EditionNotInReview: _("This edition is not in review."),
    errors.NotPublic: _("The page was not public."),
    errors.FlagResolved: _("This hint was answered already."),
    errors.NothingWaits: _("It waits no longer: somebody else was faster, or it was taken back."),
    errors.WroteItOneself: _("You wrote it, so somebody else approves it."),
    errors.NotSentByOneself: _("Somebody else sent it: give it back with a reason instead."),
}


def refusal(problem):
    return REFUSALS[type(problem)]
