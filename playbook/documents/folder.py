"""A frozen edition of the folder as one PDF, and its complaint policy as a card for the pocket (A5)."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.display import number
from kit.documents.kinds import Paper
from kit.documents.texts import as_day, both, in_both
from people.company.letterhead import company_name, head_says, letterhead
from playbook.models import Edition, FrozenPublicLane, Phase, PublicEdition
from playbook.pictures.paper import album_for
from playbook.standards import fields

EDITION, CARD, PUBLIC = "edition", "pocket-card", "public-edition"


def find_edition(key, user):
    rows = Edition.objects.all() if user is None else Edition.objects.visible_to(user)
    return rows.folder().frozen().filter(key=key).first()


def find_policy(key, user):
    """An edition that has a complaint policy."""
    edition = find_edition(key, user)
    return edition if edition and edition.policy_steps.exists() else None


def edition_content(edition):
    return {"edition": edition.number, "content": edition.content_hash, "structure": edition.structure_hash}


def edition_says(edition, at):
    return _edition_says(edition, at) | _standards(edition.standards.prefetch_related("roles")) | _policy(edition)


def card_says(edition, at):
    return _edition_says(edition, at) | _policy(edition)


def _edition_says(edition, at):
    """Its head; the edition that ended it is told only once it was frozen."""
    ended = edition.superseded_on
    is_ended = ended and Edition.objects.folder().filter(effective_on=ended, frozen_at__lte=at).exists()
    return head_says(at) | {
        "edition": {
            "number": edition.number,
            "title": in_both(edition, "title"),
            "commitment": in_both(edition, "commitment"),
            "effective_on": as_day(edition.effective_on),
            "superseded_on": as_day(ended) if is_ended else None,
            "content_hash": edition.content_hash,
        }
    }


def _standards(standards, *, is_public=False):
    """{"phases": [[phase, [[touchpoint, [standard]]]]]} in the edition's order.

    In front of the public stand no examples, measures, job roles or people.
    """
    phases = {}
    for row in standards.order_by("position"):
        touchpoints = phases.setdefault(row.phase, {})
        rows = touchpoints.setdefault((row.touchpoint_name_fa, row.touchpoint_name_en), [])
        rows.append((row, _standard_says(row, is_public)))
    return {"phases": [[_phase(phase), _touchpoints(found)] for phase, found in phases.items()]}


def _phase(phase):
    return both(lambda: Phase(phase).label)


def _touchpoints(found):
    return [[in_both(rows[0][0], "touchpoint_name"), [says for _, says in rows]] for rows in found.values()]


def _standard_says(row, is_public):
    texts = [text for text in fields.SIGNED if text.is_public or not is_public]
    said = {"code": row.code, "is_critical": row.is_critical} | _texts_say(row, texts)
    return said | {"roles": [] if is_public else [in_both(role, "name") for role in row.roles.all()]}


def _texts_say(row, texts):
    return {name: in_both(row, name) for name in fields.standing(row, texts)}


def _policy(edition):
    return {
        "steps": [_step_says(step) for step in edition.policy_steps.order_by("number")],
        "authority": [_line_says(line) for line in edition.authority.select_related("role").order_by("position")],
        "lane": _lane_says(FrozenPublicLane.objects.filter(edition=edition).first()),
    }


def _step_says(step, *, is_public=False):
    told = {"number": step.number, "time_limit_minutes": step.time_limit_minutes}
    texts = [text for text in fields.POLICY if text.is_public or not is_public]
    return told | {"title": in_both(step, "title")} | _texts_say(step, texts)


def _line_says(line):
    limits = {name: getattr(line, name) for name in ("per_case", "per_customer", "per_month", "currency")}
    return {"role": in_both(line.role, "name") if line.role else None, "remedy": in_both(line, "remedy"), **limits}


def _lane_says(lane):
    return {name: in_both(lane, name) for name in ("do", "say")} if lane else None


def edition_context(said):
    phases = said.phases
    standards = [row for _, touchpoints in phases for _, rows in touchpoints for row in rows]
    # Documents whose content was fixed before say nothing of the bodies.
    bodies = [row.body for row in standards if "body" in row]
    return (
        _head(said)
        | {
            "title": _("The folder, edition %(number)s") % {"number": number(said.edition.number)},
            "kind": _("Folder of service"),
            "phases": phases,
            "standards_count": len(standards),
            "album": album_for(bodies),
        }
        | _policy_said(said)
    )


def card_context(said):
    return (
        _head(said)
        | {
            "title": _("Complaint policy, edition %(number)s") % {"number": number(said.edition.number)},
            "kind": _("Complaint policy"),
        }
        | _policy_said(said)
    )


def _policy_said(said):
    return {"steps": said.steps, "authority": said.authority, "lane": said.lane}


def _head(said):
    return letterhead(said) | {"number": f"ED-{said.edition.number}", "edition": said.edition}


def find_publication(key, user):
    """The worker finds every one; people those that stand in front of the public."""
    rows = PublicEdition.objects.select_related("edition")
    return (rows if user is None else rows.open()).filter(key=key).first()


def publication_content(publication):
    codes = sorted(publication.standards.values_list("code", flat=True))
    return edition_content(publication.edition) | {"standards": codes, "policy": publication.shows_policy}


def publication_says(publication, at):
    edition = publication.edition
    steps = edition.policy_steps.order_by("number") if publication.shows_policy else []
    return (
        _edition_says(edition, at)
        | _standards(publication.standards, is_public=True)
        | {"steps": [_step_says(step, is_public=True) for step in steps]}
    )


def publication_context(said):
    return _head(said) | {
        "title": _("What we promise, edition %(number)s") % {"number": number(said.edition.number)},
        "kind": _("Folder of service"),
        "phases": said.phases,
        "steps": said.steps,
    }


def _filename(edition, language):
    return f"پوشهٔ خدمت، ویرایش {edition.number}" if language == "fa" else f"Folder, edition {edition.number}"


def _card_filename(edition, language):
    return f"آیین رسیدگی به شکایت {edition.number}" if language == "fa" else f"Complaint policy {edition.number}"


FOLDER = Paper(
    kind=EDITION,
    label=gettext_lazy("Folder of service"),
    template="playbook/pdf/edition.html",
    find=find_edition,
    content=edition_content,
    says=edition_says,
    context=edition_context,
    filename=_filename,
    back=lambda edition: reverse("playbook:edition", args=[edition.key]),
    company=company_name,
)
POLICY_CARD = Paper(
    kind=CARD,
    label=gettext_lazy("Complaint policy"),
    template="playbook/pdf/card.html",
    find=find_policy,
    content=edition_content,
    says=card_says,
    context=card_context,
    filename=_card_filename,
    back=lambda edition: reverse("playbook:policy"),
    company=company_name,
)
PUBLIC_FOLDER = Paper(
    kind=PUBLIC,
    label=gettext_lazy("Public folder of service"),
    template="playbook/pdf/public.html",
    find=find_publication,
    content=publication_content,
    says=publication_says,
    context=publication_context,
    filename=lambda publication, language: _filename(publication.edition, language),
    back=lambda publication: publication.get_absolute_url(),
    company=company_name,
)
