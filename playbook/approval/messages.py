"""What publishing several pages came to, in words."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.display import number
from playbook.approval.verdict import may_publish, names_of


def say_published(request, done, otherwise):
    """`done`: of `publish_drafts`; `otherwise`: what is said where it came to nothing."""
    if done.pages:
        text = ngettext("%(n)s page was published.", "%(n)s pages were published.", len(done.pages))
        messages.success(request, text % {"n": number(len(done.pages))})
    if done.sent:
        text = ngettext(
            "%(n)s page was sent for approval: %(names)s.",
            "%(n)s pages were sent for approval: %(names)s.",
            len(done.sent),
        )
        names = names_of(may_publish(request.user).others)
        messages.success(request, text % {"n": number(len(done.sent)), "names": names})
    if not (done.pages or done.sent or done.held):
        messages.info(request, otherwise)
    for page, missing in done.held:
        messages.warning(request, _("“%(page)s” stays a draft: %(missing)s") % {"page": page.title, "missing": missing})
