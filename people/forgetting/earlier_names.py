"""Documents that bear an earlier name of somebody: final ones stay as they were until they are issued again."""

from types import SimpleNamespace

from django.db.models import Q

from kit.documents.models import StoredDocument
from kit.models import AuditEntry
from kit.text.bilingual import LANGUAGES
from people.links.forgetting import documents_about
from people.models import StaffMember

NAMES = ("given_name_fa", "family_name_fa", "given_name_en", "family_name_en")


def renamed_at(staff):
    """{language: when the name in it became what it is now}; only of languages in which it ever was another."""
    names = SimpleNamespace(**{name: getattr(staff, name) for name in NAMES})
    now = {language: _name(names, language) for language in LANGUAGES}
    found = {}
    for entry in AuditEntry.objects.filter(object_key=staff.key, verb="staff.changed").order_by("-number"):
        changes = {name: pair for name, pair in entry.detail.get("changes", {}).items() if name in NAMES}
        for name, (old, _new) in changes.items():
            setattr(names, name, old or "")
        for language in LANGUAGES if changes else ():
            if language not in found and _name(names, language) != now[language]:
                found[language] = entry.at
    return found


def _name(names, language):
    return StaffMember.name_in(names, language)


def documents_with_earlier_name(staff):
    """StoredDocuments about the person that were made under another name, still stand, and no newer one follows."""
    since = renamed_at(staff)
    if not since:
        return StoredDocument.objects.none()
    about = Q()
    for kind, keys in documents_about(staff):
        about |= Q(kind=kind, object_key__in=keys)
    before = Q()
    for language, at in since.items():
        before |= Q(language=language, made_at__lt=at)
    standing = StoredDocument.objects.filter(about, before, erased_at=None, withdrawn_at=None, superseded_by=None)
    return standing if about else StoredDocument.objects.none()
