"""After the second edition: what cites its changed standards follows, bit by bit, and a part of it goes public."""

from playbook.actions.publication import close_edition, open_edition
from playbook.links.citations import effects_of
from playbook.models import Edition, Phase

# How many of what cites changed standards the author has not come to yet.
LEFT = {"lesson": 1, "question": 2, "scorecard": 4}


def publish_promises(story, company, edition, opened_ago):
    """Mina opens what guests meet, without what is between colleagues and complaints; the policy goes along."""
    author = company.accounts["mina"]
    for earlier in Edition.objects.filter(publications__closed_at=None, publications__isnull=False):
        close_edition(edition=earlier, by=author, at=story.at(opened_ago, 9))
    standards = edition.standards.exclude(phase=Phase.COMPLAINT)
    open_edition(edition=edition, standards=standards, shows_policy=True, by=author, at=story.at(opened_ago, 9, 30))


def let_follow(story, company, edition):
    """She looked at most lessons and questions and let them follow; the rest waits on her list."""
    waiting = {}
    for effect in effects_of(edition):
        waiting.setdefault(effect.citing.kind, []).append(effect)
    for kind, effects in waiting.items():
        movable = [effect for effect in effects if effect.can_move]
        for effect in movable[: max(len(movable) - LEFT[kind], 0)]:
            by = company.accounts["mina"]
            effect.source.move(key=effect.citing.key, edition=edition, by=by, at=story.at(3, 11))
