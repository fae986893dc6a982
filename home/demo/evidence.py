"""What customers said, and what their words say about the standards."""

from home.demo.company import read
from playbook.actions.evidence import add_evidence, link_evidence

STRENGTHS = {"passing": 1, "clearly": 2, "emphatically": 3}


def listen(story, company):
    """The author keeps the words in three sittings and links them; the newest still wait in the inbox."""
    mina = company.accounts["mina"]
    for row in read("words")["quote"]:
        kept = story.at(max(row["days"] - 2, 0), 12)
        quote = add_evidence(
            quote=row["words"],
            source=row["source"],
            said_on=story.day(row["days"]),
            consent=row.get("consent", "unknown"),
            by=mina,
            at=kept,
        )
        for code, stance, strength in row.get("links", ()):
            link_evidence(evidence=quote, code=code, stance=stance, strength=STRENGTHS[strength], by=mina, at=kept)
