"""Documents as one ZIP, made by the workers: who may have it, one document of it, the word to whoever asked for it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.notices import DOCUMENTS_NOT_MADE, DOCUMENTS_READY
from kit.documents.creation import make_paper
from kit.jobs import Made
from people.models import User
from people.notices.sending import send_notice
from people.roles import is_hr


class MayNotExport(PermissionError):
    """Whoever asked for the documents may not have this one any more."""


def may_have(user, job):
    """Asked at every page of the job, at every item, and at the download."""
    return bool(user is not None and user.is_active and is_hr(user))


def make_item(paper, job, key, filed):
    """The document of the thing of that key. `filed(thing)`: its path in the ZIP, and its facts for the index."""
    requester = User.objects.filter(key=job.requester_key).first()
    thing = paper.find(key, requester) if may_have(requester, job) else None
    if thing is None:
        raise MayNotExport(key)
    document = make_paper(paper, thing, language=job.language, at=timezone.now())
    path, facts = filed(thing)
    return Made(path, document=document, facts=facts | {_("Code"): document.code})


def plain_name(name):
    """Names of people and teams may hold a slash; it would open a folder of its own."""
    return name.replace("/", "⁄").replace("\\", "⁄").strip(". ") or "-"


def tell_requester(job):
    requester = User.objects.filter(key=job.requester_key).first()
    if may_have(requester, job):
        send_notice(
            to=requester,
            kind=DOCUMENTS_READY if job.state == "done" else DOCUMENTS_NOT_MADE,
            at=timezone.now(),
            url=reverse("kit:job", args=[job.key]),
            dedupe_key=job.key,
            cycle=job.title,
        )
