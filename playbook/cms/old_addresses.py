"""Addresses of the page tree that are older than the tree: of what was moved, renamed or deleted.

Wagtail keeps the old address of a page that moves or gets another name, in its own table. What is deleted is kept
there as well, leading to a page that says so.
"""

from django.db.models.signals import post_delete, pre_delete
from django.urls import reverse
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from kit.http.back import leading
from playbook.models import ComplaintPolicyPage, StandardPage, TouchpointPage

KINDS = (StandardPage, TouchpointPage, ComplaintPolicyPage)


def page_for(request, path):
    """The live page at a path below the site, in whichever language; None where there is none."""
    site = Site.find_for_request(request)
    parts = [part for part in path.split("/") if part]
    for root in site.root_page.get_translations(inclusive=True) if site else ():
        page = root
        for part in parts:
            page = page and page.get_children().live().filter(slug=part).first()
        if page and page.live:
            return page.specific
    return None


def newer_address(request):
    """Where the address leads today, or ""."""
    found = get_redirect(request, Redirect.normalise_path(request.path, decode_unicode=False))
    return (found.link or "") if found else ""


def remember_what_goes(sender, instance, **kwargs):
    """All its addresses, while they are known: it takes those that led to it along."""
    parts = instance.get_url_parts() if instance.live or instance.last_published_at else None
    older = Redirect.objects.filter(redirect_page=instance.pk).values_list("old_path", flat=True)
    instance.addresses_that_go = {Redirect.normalise_path(parts[2]), *older} if parts else set()


def keep_its_addresses(sender, instance, **kwargs):
    """Both languages may have had the same one."""
    about = {"code": instance.code} if sender is StandardPage else {"kind": sender._meta.model_name}
    for path in instance.addresses_that_go:
        gone = {"redirect_link": leading(reverse("playbook:gone"), **about), "redirect_page": None}
        marks = {"is_permanent": False, "automatically_created": True}
        Redirect.objects.update_or_create(old_path=path, site=None, defaults={**gone, **marks})


def outlive_their_pages():
    for kind in KINDS:
        pre_delete.connect(remember_what_goes, sender=kind, dispatch_uid=f"playbook_addresses_{kind.__name__}_before")
        post_delete.connect(keep_its_addresses, sender=kind, dispatch_uid=f"playbook_addresses_{kind.__name__}_after")
