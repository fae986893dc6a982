"""The certificate of a completed course: made once, in the person's language, when the course is completed."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.documents.creation import stored_paper, withdraw_paper
from kit.documents.kinds import Paper, paper_of
from kit.documents.models import StoredDocument
from kit.documents.queue import make_again_later
from kit.documents.texts import as_day, in_both
from people.company.languages import language_of
from people.company.letterhead import company_name, head_content, letterhead, person_content
from training.models import Completion

KIND = "certificate"


def find_completion(key, user):
    rows = Completion.objects.all() if user is None else Completion.objects.visible_to(user)
    related = ("staff__user", "staff__job_role", "staff__team__branch", "course", "edition", "attempt")
    return rows.select_related(*related).filter(key=key).first()


def certificate_state(completion):
    """What was reached, apart from names that may be written otherwise one day."""
    valid_until, attempt, edition = completion.valid_until, completion.attempt, completion.edition
    return {
        "completion": completion.key,
        "staff": completion.staff.key,
        "course": completion.course.key,
        "term": completion.term,
        "completed_on": completion.completed_on.isoformat(),
        "valid_until": valid_until.isoformat() if valid_until else None,
        "score": _score(attempt),
        "edition": edition.content_hash if edition else None,
    }


def _score(attempt):
    """The newest: what was counted again counts."""
    if attempt is None:
        return None
    return attempt.newest.score if attempt.newest else attempt.score


def certificate_content(completion, at):
    staff, edition, attempt = completion.staff, completion.edition, completion.attempt
    return head_content(at, staff.team.branch) | {
        "staff": person_content(staff),
        "course": in_both(completion.course, "title"),
        "completed_on": as_day(completion.completed_on),
        "valid_until_on": as_day(completion.valid_until),
        "score": _score(attempt),
        "edition": {"number": edition.number, "content_hash": edition.content_hash} if edition else None,
        "state": certificate_state(completion),
    }


def certificate_context(said):
    names = {"name": said.staff.name, "course": said.course}
    return letterhead(said) | {
        "title": _("Certificate of %(name)s: %(course)s") % names,
        "kind": _("Certificate of training"),
        "said": said,
    }


def certificate_filename(completion, language):
    course = completion.course
    return f"{completion.staff.name_in(language)} {course.title_en if language == 'en' else course.title_fa}"


PAPER = Paper(
    kind=KIND,
    label=gettext_lazy("Certificate of training"),
    template="training/pdf/certificate.html",
    find=find_completion,
    state=certificate_state,
    content=certificate_content,
    context=certificate_context,
    filename=certificate_filename,
    back=lambda completion: reverse("training:course", args=[completion.course.key]),
    company=company_name,
)


def is_made(completion, language):
    """Is the certificate there, or still with the worker?"""
    return stored_paper(paper_of(KIND), completion, language) is not None


def follow_completion(completion):
    make_again_later(KIND, completion.key, language_of(completion.staff.user))


def follow_new_result(attempt, at):
    """A certificate that names the old result no longer counts, and is followed by one that names the new."""
    completion = Completion.objects.filter(attempt=attempt).first()
    if completion is None:
        return
    given_out = StoredDocument.objects.filter(kind=KIND, object_key=completion.key, withdrawn_at=None, erased_at=None)
    languages = set(given_out.values_list("language", flat=True))
    withdraw_paper(paper_of(KIND), completion.key, at=at)
    for language in sorted(languages):
        make_again_later(KIND, completion.key, language)
