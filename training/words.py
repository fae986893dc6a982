"""How statuses and refusals are said."""

from django.utils.translation import gettext_lazy as _

from training.quiz import Refusal
from training.status import Status

STATUS_LABELS = {
    Status.ASSIGNED: _("Not begun yet"),
    Status.IN_PROGRESS: _("In progress"),
    Status.OVERDUE: _("Overdue"),
    Status.VALID: _("Completed"),
    Status.EXPIRING: _("Expires soon"),
    Status.EXPIRED: _("Expired"),
    Status.OUTDATED: _("The standards changed since"),
    Status.EXCUSED: _("Excused"),
}
STATUS_KINDS = {
    Status.ASSIGNED: "",
    Status.IN_PROGRESS: "accent",
    Status.OVERDUE: "bad",
    Status.VALID: "good",
    Status.EXPIRING: "warn",
    Status.EXPIRED: "bad",
    Status.OUTDATED: "warn",
    Status.EXCUSED: "",
}
STATUS_ICONS = {
    Status.ASSIGNED: "circle",
    Status.IN_PROGRESS: "progress",
    Status.OVERDUE: "clock-exclamation",
    Status.VALID: "circle-check",
    Status.EXPIRING: "hourglass",
    Status.EXPIRED: "hourglass",
    Status.OUTDATED: "refresh",
    Status.EXCUSED: "minus",
}
REFUSALS = {
    Refusal.NOT_LIVE: _("This course is not published."),
    Refusal.NO_QUESTIONS: _("This course has no quiz."),
    Refusal.ALREADY_PASSED: _("You passed this course; there is nothing to repeat now."),
    Refusal.PREREQUISITES: _("Another course comes first."),
    Refusal.LIMIT: _(
        "You used all attempts of this course. Please speak to your lead or HR: they can give you one more."
    ),
    Refusal.WAIT: _("A short pause between two attempts helps. Please come back a little later."),
}
