"""A frozen edition of the folder as one PDF, and its complaint policy as a card for the pocket (A5)."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.display import number
from kit.documents.kinds import Paper
from people.company.letterhead import company_name, letterhead
from playbook.documents import folder_content
from playbook.models import Edition, PublicEdition
from playbook.pictures.paper import album_for

EDITION, CARD, PUBLIC = "edition", "pocket-card", "public-edition"


def find_edition(key, user):
    rows = Edition.objects.all() if user is None else Edition.objects.visible_to(user)
    return rows.folder().frozen().filter(key=key).first()


def find_policy(key, user):
    """An edition that has a complaint policy."""
    edition = find_edition(key, user)
    return edition if edition and edition.policy_steps.exists() else None


def edition_state(edition):
    return {"edition": edition.number, "content": edition.content_hash, "structure": edition.structure_hash}


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


def publication_state(publication):
    codes = sorted(publication.standards.values_list("code", flat=True))
    return edition_state(publication.edition) | {"standards": codes, "policy": publication.shows_policy}


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
    state=edition_state,
    content=folder_content.edition_content,
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
    state=edition_state,
    content=folder_content.card_content,
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
    state=publication_state,
    content=folder_content.publication_content,
    context=publication_context,
    filename=lambda publication, language: _filename(publication.edition, language),
    back=lambda publication: publication.get_absolute_url(),
    company=company_name,
)
