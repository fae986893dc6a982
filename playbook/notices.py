"""How the folder's notices read."""

from django.utils.translation import gettext_lazy as _

from people.notices.kinds import Kind

EDITION_FROZEN = "playbook.edition_frozen"
EDITION_IN_REVIEW = "playbook.edition_in_review"
EDITION_RETURNED = "playbook.edition_returned"
HAS_TO_FOLLOW = "playbook.has_to_follow"
STANDARD_FLAGGED = "playbook.standard_flagged"
FLAG_ANSWERED = "playbook.flag_answered"
SIGN_REMINDER = "playbook.sign_reminder"
CHECK_FAILED = "playbook.check_failed"
TEXT_WAITS = "playbook.text_waits"
TEXT_RETURNED = "playbook.text_returned"
TEXT_APPROVED = "playbook.text_approved"

NOTICES = (
    Kind(
        EDITION_FROZEN,
        title=_("Edition %(number)s of the folder takes effect"),
        body=_("%(count)s standards wait for your signature."),
        icon="signature",
    ),
    Kind(
        EDITION_IN_REVIEW,
        title=_("Edition %(number)s waits for your review"),
        body=_("Read word by word what it changes; send it back with a note, or let it be frozen."),
        icon="versions",
    ),
    Kind(
        EDITION_RETURNED,
        title=_("Edition %(number)s came back from review"),
        body=_("Read the note on its page, correct it, then send it for review again."),
        icon="versions",
    ),
    Kind(
        HAS_TO_FOLLOW,
        title=_("Edition %(number)s changed what %(count)s lessons, questions or scorecards cite"),
        body=_("Look at each, correct it where needed, then let it follow."),
        icon="alert-triangle",
    ),
    Kind(
        STANDARD_FLAGGED,
        title=_("Somebody says: %(code)s is not so in practice"),
        body=_("Read the hint and answer it; it is a standard in your care."),
        icon="flag",
    ),
    Kind(
        FLAG_ANSWERED,
        title=_("Your hint about %(code)s was answered"),
        body=_("Thank you for saying how it really is."),
        icon="flag",
    ),
    Kind(
        SIGN_REMINDER,
        title=_("%(count)s standards still wait for your signature"),
        body=_("The last day is %(due_on)s."),
        icon="signature",
    ),
    Kind(
        CHECK_FAILED,
        title=_("%(name)s is not sure about %(code)s yet"),
        body=_("Two answers to its check question were not right. Talk it through; tomorrow there is another try."),
        icon="help",
    ),
    Kind(
        TEXT_WAITS,
        title=_("“%(page)s” waits for your approval"),
        body=_("%(name)s sent it. Read what it changes; approve it, or give it back with a reason."),
        icon="circle-check",
    ),
    Kind(
        TEXT_RETURNED,
        title=_("“%(page)s” came back to you"),
        body=_("%(name)s gave it back and wrote down why. Nothing of it is lost; change it and send it again."),
        icon="arrow-back-up",
    ),
    Kind(
        TEXT_APPROVED,
        title=_("“%(page)s” was approved"),
        body=_("%(name)s read it and let it go live."),
        icon="circle-check",
    ),
)
