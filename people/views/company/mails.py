"""Mails that were not sent, because there is no mail server: what waits for whom, without the links in them."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kit.access import require
from kit.files.mails import kept_mail, kept_names, mail_goes_out, text_of
from kit.lists import ListPage


class MailList(ListPage):
    permission = "people.view_unsent_mails"
    per_page = 50
    template_name = "people/mails.html"

    def rows(self):
        return kept_names()

    def context(self):
        rows = [mail for mail in map(kept_mail, self.shown) if mail is not None]
        return {"rows": rows, "goes_out": mail_goes_out()}


@require_GET
def mail(request, name):
    """In the demo with its links. Elsewhere without: a link is for whoever the mail is for, and for nobody else."""
    require(request.user, "people.view_unsent_mails")
    found = kept_mail(name)
    if found is None:
        raise Http404
    text = text_of(name, shows_links=settings.DEMO)
    return render(request, "people/mail.html", {"mail": found, "text": text, "shows_links": settings.DEMO})
