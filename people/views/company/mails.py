"""Mails that were not sent, because there is no mail server: what waits for whom, without the links in them."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kit.access import require
from kit.files.mails import kept_mail, kept_names, mail_goes_out, text_of

PER_PAGE = 50


@require_GET
def mails(request):
    require(request.user, "people.view_unsent_mails")
    paginator = Paginator(kept_names(), PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    rows = [mail for mail in map(kept_mail, page.object_list) if mail is not None]
    context = {"rows": rows, "page": page, "paginator": paginator, "goes_out": mail_goes_out()}
    return render(request, "people/mails.html", context)


@require_GET
def mail(request, name):
    """In the demo with its links. Elsewhere without: a link is for whoever the mail is for, and for nobody else."""
    require(request.user, "people.view_unsent_mails")
    found = kept_mail(name)
    if found is None:
        raise Http404
    text = text_of(name, shows_links=settings.DEMO)
    return render(request, "people/mail.html", {"mail": found, "text": text, "shows_links": settings.DEMO})
