"""How statuses and refusals are said."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kit.display import decimals, number, percent_text
from training.bank.intake import Loss, Remark
from training.errors import AlreadySettled, NothingChanged, NothingToLearn
from training.kinds import kind_of
from training.kinds.drafts import Problem
from training.marking.tallies import places_of
from training.models.status import Status
from training.progress.competence import Competence
from training.progress.validity import warn_days_of
from training.quiz.door import AttemptRefused, Refusal
from training.quiz.statistics import ItemVerdict

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
    Refusal.OBSERVATION: _("You passed the quiz. Your lead still has to see it at work."),
    Refusal.WAIT: _("A short pause between two attempts helps. Please come back a little later."),
}
ERRORS = {
    AlreadySettled: _("This assignment was settled in the meantime; nothing was changed."),
    NothingChanged: _("There is nothing to renew here now."),
}
PROBLEMS = {
    Problem.NO_TEXT: _("Write the question in Persian or in English."),
    Problem.TOO_LONG: _("A text is too long, or there are too many options."),
    Problem.FEW_OPTIONS: _("Write at least two options."),
    Problem.EMPTY_OPTION: _("Every option needs a text."),
    Problem.NONE_RIGHT: _("Mark at least one option as right."),
    Problem.SHARES: _("The percents of the right options have to add up to 100."),
    Problem.TRUE_FALSE: _("Say which one is right: true or false."),
    Problem.FEW_PAIRS: _("Write at least two pairs."),
    Problem.HALF_PAIR: _("Every line needs what goes with it."),
    Problem.NO_ANSWER: _("Write at least one answer that earns all marks."),
    Problem.NUMBER: _("A number cannot be read. Write for example 12.5, or a range such as 10..20."),
    Problem.DIGITS: _("A number has more digits than can be kept; nothing of it is rounded."),
    Problem.SAME_TWICE: _("Two options or answers are the same."),
}
PARTS = {
    "options": _("answers"),
    "feedback": _("feedback"),
    "weight": _("weight"),
    "codes": _("standards"),
    "category": _("category"),
    "note": _("note of the authors"),
    "text_format": _("format"),
}
REMARKS = {
    Remark.DECIMAL: _("A comma was read as the decimal sign."),
    Remark.THOUSANDS: _("A sign was read as one that parts thousands."),
    Remark.ROUNDED: _("Rounded shares were read as equal parts of all marks."),
}
LOSSES = {
    Loss.TOO_LARGE: _("The file is larger than 2 megabytes."),
    Loss.NOT_TEXT: _("This is not a text file."),
    Loss.NOT_XML: _("This is not a sound XML file."),
    Loss.HOSTILE: _("The file holds declarations or depths that a file of questions has no need of; it was not read."),
    Loss.NO_QUIZ: _("This XML file is not one of Moodle's questions."),
    Loss.NO_QUESTIONS: _("There is no question in this file."),
    Loss.TOO_MANY: _("There are more than 2,000 questions in this file; please part it."),
    Loss.TOO_MANY_LOSSES: _("More than 20,000 parts of this file have no place here; it was not read."),
    Loss.SYNTAX: _("This question cannot be read."),
    Loss.KIND: _("There is no such kind of question here."),
    Loss.NUMBER: _("A number cannot be read."),
    Loss.MARKUP: _("Formatting is left out; the text stays."),
    Loss.FORMAT: _("Its formatting is shown as plain text."),
    Loss.LANGUAGE: _("A text in a third language is left out."),
    Loss.FILE: _("A file inside the question is left out."),
    Loss.SETTING: _("A setting is left out that has no counterpart here."),
    Loss.WEIGHT: _("The weight was made a whole number from 1 on."),
    Loss.TAG: _("This tag is no standard of the edition in force; it is left out."),
    Loss.PICTURE: _("A picture is left out; the words around it stay."),
    Loss.MEDIA: _("A sound, film or embedded page is left out."),
    Loss.LINK: _("A link is left out; its words stay."),
    Loss.STYLE: _("Colours and sizes are left out; the words stay."),
    Loss.CODE: _("A script or a style sheet is left out."),
    Loss.PAIR_FEEDBACK: _("Feedback to a single pair is left out."),
}
SEEN_LABELS = {
    Competence.NOT_SEEN: _("not seen yet"),
    Competence.BEGUN: _("seen %(n)s of %(wanted)s times"),
    Competence.SEEN: _("seen %(n)s times"),
}
SEEN_KINDS = {Competence.NOT_SEEN: "", Competence.BEGUN: "accent", Competence.SEEN: "good"}
VERDICT_LABELS = {
    ItemVerdict.TOO_FEW: _("too few answers"),
    ItemVerdict.GOOD: _("good"),
    ItemVerdict.REVERSED: _("who knows more gets it wrong: check the key"),
    ItemVerdict.TOO_HARD: _("hardly anybody gets it right"),
    ItemVerdict.TOO_EASY: _("nearly everybody knows it"),
    ItemVerdict.WEAK: _("does not tell who knows"),
}
VERDICT_KINDS = {
    ItemVerdict.TOO_FEW: "",
    ItemVerdict.GOOD: "good",
    ItemVerdict.REVERSED: "bad",
    ItemVerdict.TOO_HARD: "warn",
    ItemVerdict.TOO_EASY: "",
    ItemVerdict.WEAK: "warn",
}
VERDICT_ICONS = {
    ItemVerdict.TOO_FEW: "hourglass",
    ItemVerdict.GOOD: "circle-check",
    ItemVerdict.REVERSED: "shield-exclamation",
    ItemVerdict.TOO_HARD: "progress",
    ItemVerdict.TOO_EASY: "circle",
    ItemVerdict.WEAK: "progress",
}
FUNNEL_LABELS = {
    "assigned": _("were given the course"),
    "begun": _("began"),
    "read": _("read every lesson"),
    "sat": _("sat the quiz"),
    "completed": _("completed it"),
}
# What is most pressing first.
REMINDERS = {
    "overdue": _("Past its date: %(titles)s."),
    "expired": _("Expired: %(titles)s."),
    "due_soon": _("Due in the next days: %(titles)s."),
    "assigned": _("New: %(titles)s."),
    "outdated": _("Its standards changed: %(titles)s."),
    "expiring": _("Expires soon: %(titles)s."),
}


def mark_words(mark):
    """A mark in basis points as plain text, with as many decimals as it has: 67 %, 66.67 %."""
    return percent_text(mark, places_of(mark))


def tally_words(tally, is_passed):
    """How much was right and, short of the mark, how much is needed: in the same unit, exactly."""
    facts = {"right": _amount(tally.hundredths), "count": number(tally.total)}
    if is_passed or tally.is_reached:
        words = gettext("%(right)s of %(count)s right.") if tally.is_of_questions else gettext(
            "%(right)s of %(count)s points.")  # fmt: skip
        return words % facts
    facts["needed"] = _amount(tally.needed_hundredths)
    if tally.is_of_questions:
        return gettext("%(right)s of %(count)s right; %(needed)s of %(count)s are needed.") % facts
    return gettext("%(right)s of %(count)s points; %(needed)s of %(count)s are needed.") % facts


def _amount(hundredths):
    hundredths = int(hundredths)
    places = 0 if hundredths % 100 == 0 else 1 if hundredths % 10 == 0 else 2
    return decimals(hundredths, 100, places)


def whom_words(requirement):
    """Who must have the course."""
    if requirement.standard_code:
        low = {"code": requirement.standard_code, "below": mark_words(requirement.below)}
        return gettext("Whoever scores below %(below)s on %(code)s") % low
    whom = requirement.job_role or requirement.team or requirement.staff
    return str(whom.name) if whom else gettext("Everyone")


def later_words(requirement):
    """What a requirement sets off after today, in sentences: on which occasion, and how long one has then."""
    days = number(requirement.due_days)
    if requirement.standard_code:
        text = gettext(
            "Later: whoever is evaluated below %(below)s on %(code)s, with %(days)s days from the release on."
        )
        return [text % {"below": mark_words(requirement.below), "code": requirement.standard_code, "days": days}]
    said = [
        (requirement.on_joining, gettext("Whoever joins later gets it on their first day, with %(days)s days.")),
        (
            requirement.on_edition,
            gettext(
                "When a standard of it changes in earnest, everyone it names gets it again on the day on which the new "
                "edition takes effect, with %(days)s days."
            ),
        ),
        (
            requirement.on_expiry,
            gettext("When a pass ends, it is given again %(warn)s days before, with %(days)s days."),
        ),
    ]
    warn = warn_days_of(requirement, requirement.course)
    found = [text % {"days": days, "warn": number(warn)} for is_on, text in said if is_on]
    return found or [gettext("Later nobody gets it by itself.")]


def refusal(problem):
    """What an action refused, in words."""
    if isinstance(problem, AttemptRefused):
        return REFUSALS[problem.door.refusal]
    return problem.message if isinstance(problem, NothingToLearn) else ERRORS[type(problem)]


def kind_label(kind):
    """What a kind of question is called."""
    return gettext(kind_of(kind).label)


def instruction_of(kind):
    """What the learner is to do."""
    return gettext(kind_of(kind).instruction)
