"""The authority table and the public lane of the live policy pages as the rows that freezing would write."""

from kit.text.bilingual import LANGUAGES
from kit.values.canonical import content_hash
from people.company.organisation import organisation
from playbook.editions import hashes
from playbook.models import FrozenAuthority, FrozenPublicLane
from playbook.models.authority import LIMITS


def authority_rows(edition, pair):
    """`pair` = {language: page}. A line's other language is found by its translation key."""
    lines = {language: list(page.authority.all()) for language, page in pair.items()}
    twins = {(language, line.translation_key): line for language in lines for line in lines[language]}
    currency = organisation().currency
    rows = []
    for position, line in enumerate(lines.get("fa") or lines.get("en", []), 1):
        limits = {name: getattr(line, name) for name in LIMITS}
        row = FrozenAuthority(edition=edition, position=position, role=line.role, currency=currency, **limits)
        for language in LANGUAGES:
            twin = twins.get((language, line.translation_key))
            setattr(row, f"remedy_{language}", twin.remedy.strip() if twin else "")
        row.content_hash = content_hash(hashes.authority_document(row))
        rows.append(row)
    return rows


def lane_row(edition, pair):
    """None where the pages say nothing about it."""
    source = pair["fa"] if "fa" in pair else pair["en"]
    row = FrozenPublicLane(edition=edition, time_limit_minutes=source.public_minutes)
    for language in LANGUAGES:
        for name in hashes.LANE_TEXTS:
            text = getattr(pair[language], f"public_{name}").strip() if language in pair else ""
            setattr(row, f"{name}_{language}", text)
    if not (row.do_fa or row.do_en or row.say_fa or row.say_en):
        return None
    row.content_hash = content_hash(hashes.lane_document(row))
    return row
