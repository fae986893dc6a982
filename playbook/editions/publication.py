"""What of an edition stands in front of the public, and what is proposed to stand there."""

from playbook.models import PublicEdition


def open_publication(edition_key):
    """The PublicEdition that anybody may read, or None."""
    rows = PublicEdition.objects.open().filter(edition__key=edition_key)
    return rows.select_related("edition").first()


def newer_public(edition, on):
    """The last public edition after this one that has begun, or None."""
    public = PublicEdition.objects.open().filter(edition__number__gt=edition.number, edition__effective_on__lte=on)
    newest = public.select_related("edition").order_by("-edition__number").first()
    return newest and newest.edition


def proposed_codes(edition):
    """The codes that were public last, where there was anything; else every standard."""
    last = PublicEdition.objects.filter(edition__number__lte=edition.number).order_by("-edition__number", "-pk").first()
    if last is None:
        return set(edition.standards.values_list("code", flat=True))
    return set(last.standards.values_list("code", flat=True))


def phases_of(standards):
    """[(phase, [(touchpoint, [standard])])] in the edition's order."""
    phases = {}
    for row in standards:
        touchpoints = phases.setdefault(row.get_phase_display(), {})
        touchpoints.setdefault(row.touchpoint_name, []).append(row)
    return [(phase, list(touchpoints.items())) for phase, touchpoints in phases.items()]


def public_facts(publication):
    """What the page and the PDF show: behaviour and reason, never examples, measures, job roles or people."""
    edition = publication.edition
    return {
        "publication": publication,
        "edition": edition,
        "phases": phases_of(publication.standards.order_by("position")),
        "steps": list(edition.policy_steps.order_by("number")) if publication.shows_policy else [],
    }
