"""Scorecards that cite standards of an earlier edition: published ones, and drafts not yet published."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.actions.scorecard_editions import SCORECARDS, move_scorecard
from evaluations.models import Criterion, Scorecard, ScorecardState
from kit.display import number
from playbook.links.citations import Citing, CitingSource
from playbook.models import EditionKind


def citing_scorecards(edition):
    rows = Criterion.objects.filter(
        section__scorecard__state__in=[ScorecardState.DRAFT, ScorecardState.PUBLISHED],
        standard__edition__kind=EditionKind.FOLDER,
        standard__edition__number__lt=edition.number,
    )
    rows = rows.select_related("section__scorecard", "standard__edition")
    cards = {}
    for row in rows.order_by("section__scorecard", "section__position", "position"):
        cards.setdefault(row.section.scorecard, {}).setdefault(row.standard_id, row.standard)
    drafts = {card.code: card for card in Scorecard.objects.filter(state=ScorecardState.DRAFT)} if cards else {}
    return [_citing(card, list(cited.values()), drafts.get(card.code)) for card, cited in cards.items()]


def _citing(card, cited, draft):
    words = _("version %(version)s, %(state)s")
    waiting = draft is not None and not card.is_draft
    return Citing(
        SCORECARDS,
        key=card.key,
        title=card.title,
        url=card.get_absolute_url(),
        cited=cited,
        where=words % {"version": number(card.version), "state": card.get_state_display()},
        next_url=draft.get_absolute_url() if waiting else "",
        next_text=_("Its next version is drafted and waits to be published") if waiting else "",
    )


def _move(*, key, edition, by, at):
    return move_scorecard(scorecard=Scorecard.objects.get(key=key), edition=edition, by=by, at=at)


SCORECARDS_SOURCE = CitingSource(
    SCORECARDS,
    gettext_lazy("Scorecards"),
    citing_scorecards,
    _move,
    "evaluations.draft_scorecard",
    gettext_lazy(
        "A published scorecard never changes: a draft of its next version is made, which you check and publish. "
        "Cycles under way finish on the version that they began with."
    ),
    waits=False,
)
