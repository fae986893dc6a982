"""How the notices of evaluations read. Never a score, never a comment."""

from django.utils.translation import gettext_lazy as _

from people.notices.kinds import Kind

ASSIGNED = "evaluations.assigned"
RELEASED = "evaluations.released"
CORRECTED = "evaluations.corrected"
DISPUTED = "evaluations.disputed"
RESOLVED = "evaluations.dispute_resolved"
VOIDED = "evaluations.voided"
HANDED_TO_YOU = "evaluations.handed_to_you"
HANDED_ON = "evaluations.handed_on"
SCORECARD_MOVED = "evaluations.scorecard_moved"
DOCUMENTS_READY = "evaluations.documents_ready"
DOCUMENTS_NOT_MADE = "evaluations.documents_not_made"

NOTICES = (
    Kind(
        SCORECARD_MOVED,
        title=_("A new version of the scorecard “%(title)s” waits to be published"),
        body=_("It was drafted because edition %(edition)s changed standards that it cites."),
        icon="list-check",
    ),
    Kind(
        HANDED_TO_YOU,
        title=_("Evaluations handed on to you: %(count)s"),
        body=_("They were with %(name)s. What was written already stands beside your form as notes; you judge anew."),
        icon="clipboard-check",
    ),
    Kind(
        HANDED_ON,
        title=_("Evaluations handed on: %(count)s"),
        body=_("They are now with %(name)s. What you had written is kept."),
        icon="clipboard-check",
    ),
    Kind(
        ASSIGNED,
        title=_("People to evaluate in %(cycle)s"),
        body=_("%(count)s evaluations wait for you."),
        icon="clipboard-check",
    ),
    Kind(
        RELEASED,
        title=_("Your evaluation %(number)s is ready"),
        body=_("Read it and say so, or object to a criterion."),
        icon="user-check",
    ),
    Kind(
        CORRECTED,
        title=_("Your evaluation %(number)s was corrected"),
        body=_("The new revision stands beside the old one; both stay readable."),
        icon="pencil",
    ),
    Kind(
        DISPUTED,
        title=_("There is an objection to evaluation %(number)s"),
        body=_("Somebody who is neither the evaluator nor the lead decides about it."),
        icon="scale",
    ),
    Kind(
        RESOLVED,
        title=_("Your objection to evaluation %(number)s was decided"),
        body=_("Read the decision and its reason."),
        icon="scale",
    ),
    Kind(
        VOIDED,
        title=_("Evaluation %(number)s was declared void"),
        body=_("It no longer counts. The reason stands in it."),
        icon="x",
    ),
    Kind(
        DOCUMENTS_READY,
        title=_("Ready to download: %(cycle)s"),
        body=_("Download the ZIP within 24 hours; it is deleted after that."),
        icon="file-zip",
    ),
    Kind(
        DOCUMENTS_NOT_MADE,
        title=_("Could not be made: %(cycle)s"),
        body=_("Nothing was changed. Start it again, and tell your administrator if it happens once more."),
        icon="alert-triangle",
    ),
)
