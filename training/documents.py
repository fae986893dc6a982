"""The certificate of a completed course: made once, in the person's language, when the course is completed."""

from django.db import transaction
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.documents.papers import Paper, paper_of, register_paper, stored_paper
from kit.documents.tasks import make_paper_later
from people.letterhead import company_name, letterhead
from people.written import written_languages
from training.models import Completion
from training.signals import course_completed

KIND = "certificate"


def find_completion(key, user):
    rows = Completion.objects.all() if user is None else Completion.objects.visible_to(user)
    related = ("staff__user", "staff__job_role", "staff__team__branch", "course", "edition", "attempt")
    return rows.select_related(*related).filter(key=key).first()


def certificate_content(completion):
    """What was reached, apart from names that may be written otherwise one day."""
    valid_until, attempt, edition = completion.valid_until, completion.attempt, completion.edition
    return {
        "completion": completion.key,
        "staff": completion.staff.key,
        "course": completion.course.key,
        "term": completion.term,
        "completed_on": completion.completed_on.isoformat(),
        "valid_until": valid_until.isoformat() if valid_until else None,
        "score": attempt.score if attempt else None,
        "edition": edition.content_hash if edition else None,
    }


def certificate_context(completion, at):
    names = {"name": completion.staff.name, "course": completion.course.title}
    return letterhead(at, completion.staff.team.branch) | {
        "title": _("Certificate of %(name)s: %(course)s") % names,
        "kind": _("Certificate of training"),
        "completion": completion,
    }


def certificate_filename(completion, language):
    course = completion.course
    return f"{completion.staff.name_in(language)} {course.title_en if language == 'en' else course.title_fa}"


register_paper(
    Paper(
        kind=KIND,
        template="training/pdf/certificate.html",
        find=find_completion,
        content=certificate_content,
        context=certificate_context,
        filename=certificate_filename,
        back=lambda completion: reverse("training:course", args=[completion.course.key]),
        company=company_name,
    ),
    gettext_lazy("Certificate of training"),
)


def is_made(completion, language):
    """Is the certificate there, or still with the worker?"""
    return stored_paper(paper_of(KIND), completion, language) is not None


@receiver(course_completed, dispatch_uid="training_certificate")
def make_certificate(sender, completion, **kwargs):
    user = completion.staff.user
    language = user.language if user else written_languages()[0]
    transaction.on_commit(lambda: make_paper_later.enqueue(KIND, completion.key, language))
