"""The next edition waits in review: what the hints and the customers' words asked for is written but not frozen."""

from home.demo.company import read
from home.demo.folder import rewrite_standard
from kit.text.bilingual import LANGUAGES
from playbook.actions import draft_edition, submit_edition_for_review

TAKES_EFFECT_IN = 10


def bring_to_review(story, company, pages):
    author, data = company.accounts["mina"], dict(read("next"))
    for code, texts in data.pop("changes").items():
        for language in LANGUAGES:
            ending = f"_{language}"
            own = {name.removesuffix(ending): text for name, text in texts.items() if name.endswith(ending)}
            rewrite_standard(pages[code, language], own, author)
    edition = draft_edition(**data, effective_on=story.day(-TAKES_EFFECT_IN), by=author, at=story.at(1, 16, 40))
    submit_edition_for_review(edition=edition, by=author, at=story.at(1, 17))
