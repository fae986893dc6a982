"""What freezing an edition sets in motion for scorecards and open evaluations."""

from django.urls import reverse
from django.utils.translation import ngettext

from evaluations.models import Evaluation, Scorecard
from kit.display import number
from kit.phrases import listed
from playbook.links.impact import ImpactLine
from playbook.models import ChangeClass, EditionKind


def following_scorecards(diff):
    """Published scorecards that follow by themselves, and those of which a draft will wait: one of the standards that
    they cite changes in more than its spelling, or goes."""
    touched = diff.codes(ChangeClass.MINOR, ChangeClass.MAJOR) | diff.removed
    cards = list(Scorecard.objects.published().filter(edition__kind=EditionKind.FOLDER).order_by("title_fa"))
    cited = Scorecard.objects.filter(pk__in=[card.pk for card in cards], sections__criteria__standard__code__in=touched)
    waiting = set(cited.values_list("pk", flat=True))
    will_wait = [card for card in cards if card.pk in waiting]
    words = ngettext(
        "%(count)s scorecard cites changed standards; a draft of its next version waits for you to publish",
        "%(count)s scorecards cite changed standards; drafts of their next versions wait for you to publish",
        len(will_wait),
    )
    follow = [card for card in cards if card.pk not in waiting]
    silent = ngettext("%(count)s scorecard follows by itself", "%(count)s scorecards follow by themselves", len(follow))
    return [_line(words, will_wait), _line(silent, follow)]


def _line(words, cards):
    titles = [f"{card.title} ({card.code})" for card in cards]
    text, address = words % {"count": number(len(cards))}, reverse("evaluations:scorecards")
    return ImpactLine(text, len(cards), address, listed(titles[:6]), perm="evaluations.view_scorecard")


def open_evaluations(diff):
    """Evaluations under way finish on the edition that they began with."""
    count = Evaluation.objects.filter(state="draft").count()
    words = ngettext(
        "%(count)s open evaluation finishes on the edition that it began with",
        "%(count)s open evaluations finish on the edition that they began with",
        count,
    )
    text, address = words % {"count": number(count)}, reverse("evaluations:cycles")
    return [ImpactLine(text, count, address, perm="evaluations.view_cycle")]
